"""Walmart processing: the summary, the yes, the return and its label."""

from returnflow.conversation.moves import Move
from returnflow.dialogue.flows import processing
from returnflow.dialogue.flows.call import Call
from returnflow.returns.model import Store


def proceed(call: Call) -> Move:
    """The next step of a return at Walmart."""
    return processing.proceed(call, Store.WALMART)
