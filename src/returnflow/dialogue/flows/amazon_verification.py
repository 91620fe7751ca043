"""Amazon verification: whose order it is, which item, and whether the rules let it come back."""

from returnflow.conversation.moves import Move
from returnflow.dialogue.flows import verifying
from returnflow.dialogue.flows.call import Call
from returnflow.returns.model import Store


def proceed(call: Call) -> Move:
    """The next fact that is missing for a return at Amazon."""
    return verifying.proceed(call, Store.AMAZON)
