"""Nobody speaks: ask again, offer another way, then close kindly."""

from returnflow.conversation.moves import Move
from returnflow.conversation.reply import EndReason
from returnflow.dialogue.flows.call import Call

LAST = 3
"""The silence after which the call is closed."""


def silent(call: Call) -> Move:
    """The n-th silence in a row."""
    count = call.state.talk.silences + 1
    call.talk(silences=count)
    if count >= LAST:
        return call.end(EndReason.SILENCE, "silence_end")
    if count > 1:
        call.say("silence_person")
        return call.wait()
    call.say("still_there")
    if call.state.talk.asking is not None:
        call.phrases.append(call.state.talk.asking)
    return call.wait()
