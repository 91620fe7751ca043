from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import AgentName, Card, EndReason, Reply
from returnflow.conversation.slots import Slot
from returnflow.voice.stage import Stage
from returnflow.voice.taps import TurnTimes

REPLY = Reply(
    "You get fifty dollars back.", "You get $50.00 back.", AgentName.AMAZON_PROCESSING,
    Expecting(Expect.ORDER_NUMBER, Slot.ORDER_NUMBER, digits=(17,)), cards=(Card("decision", {"refund": "$50.00"}),),
    slots={"store": "amazon"},
)


class Link:
    def __init__(self):
        self.sent, self.shown, self.drained = [], {}, False

    def send(self, action, payload):
        self.sent.append((action, payload))

    def attributes(self, values):
        self.shown |= values

    async def drain(self):
        self.drained = True


def stage():
    link, notes = Link(), []
    return Stage(link, "call-1", lambda kind, data: notes.append((kind, data))), link, notes


def test_a_reply_shows_cards_what_is_expected_and_who_speaks():
    on, link, _ = stage()
    on.open()
    on.reply(REPLY)
    assert link.sent == [
        ("card", {"kind": "decision", "data": {"refund": "$50.00"}}),
        ("expecting", {"kind": "order_number", "slot": "order_number", "digits": [17], "options": []}),
    ]
    assert link.shown == {"rf.call": "call-1", "rf.agent": "amazon_processing", "rf.expecting": "order_number"}


def test_a_turn_is_told_with_its_stages_and_noted_in_the_record():
    on, link, notes = stage()
    times = TurnTimes(ended=1.0, over=1.2)
    on.said(Heard("my money back", Source.VOICE), REPLY, REPLY.text, times)
    transcript, turn = link.sent
    assert transcript[0] == "send_transcript"
    assert transcript[1]["role"] == "agent"
    assert transcript[1]["text"] == REPLY.display
    assert turn == ("turn", {
        "number": 1, "agent": "amazon_processing", "heard": "my money back", "reply": REPLY.display,
        "slots": {"store": "amazon"}, "stages": times.stages(),
    })
    assert notes == [("latency", {"turn": 1, "source": "voice", **times.stages()})]


def test_of_a_reply_that_was_cut_only_the_words_heard_are_told():
    on, link, _ = stage()
    on.said(None, REPLY, "You get fifty", TurnTimes())
    assert [payload["text"] for _, payload in link.sent] == ["You get fifty"]


def test_a_reply_nobody_heard_is_no_transcript():
    on, link, _ = stage()
    on.said(None, REPLY, "", TurnTimes())
    assert link.sent == []


async def test_the_end_is_told_before_the_room_goes():
    on, link, _ = stage()
    await on.ended(EndReason.COMPLETED, "return_created")
    assert link.sent == [("call_ended", {"reason": "completed", "outcome": "return_created"})]
    assert link.drained
