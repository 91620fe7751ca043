"""Nobody speaks: ask again, offer another way, then close kindly."""

from returnflow.conversation.expecting import Expect
from returnflow.conversation.moves import Move
from returnflow.conversation.reply import EndReason
from returnflow.dialogue.flows.call import Call

LAST, LAST_AT_CODE = 3, 6
"""The silence after which the call is closed. A message with a code may take half a minute and has to be found: by voice about a
minute of patience."""


def silent(call: Call) -> Move:
    """The n-th silence in a row."""
    count = call.state.talk.silences + 1
    call.talk(silences=count)
    at_code = call.state.talk.expecting.kind is Expect.CODE
    last = LAST_AT_CODE if at_code else LAST
    if count >= last:
        return call.end(EndReason.SILENCE, "silence_end")
    if at_code and count < last - 1:
        call.say("code_patience")
        return call.wait()
    if count > 1:
        call.say("silence_person")
        return call.wait()
    call.say("still_there")
    if call.state.talk.asking is not None:
        call.phrases.append(call.state.talk.asking)
    return call.wait()
