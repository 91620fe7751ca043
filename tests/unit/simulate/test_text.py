"""The written conversation with a small desk."""

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.reply import AgentName, Card, EndReason, Reply
from returnflow.simulate.driver import DriverFailed, Lines, Say
from returnflow.simulate.text import TextCall


class Desk:
    """Answers three times and then ends."""

    call_id = "call-1"

    def __init__(self):
        self.log = []
        self._answers = 0

    @property
    def expecting(self):
        return Expecting(Expect.OPEN)

    def greet(self):
        return self._reply("Hello.")

    def consider(self, heard):
        return None

    def commit(self, heard):
        self.log.append(heard.text)
        self._answers += 1
        if self._answers < 2:
            return self._reply("Go on.")
        return self._reply("Done.", end=EndReason.COMPLETED, cards=(Card("return", {"rma": "RF-7K4M-92XC"}),))

    def silence(self):
        self.log.append("(silence)")
        return self._reply("Are you there?")

    def spoken(self, reply, text, interrupted):
        self.log.append(f"spoken {text}")

    def end(self, reason):
        self.log.append(f"end {reason}")

    def _reply(self, text, **more):
        return Reply(text, text, AgentName.INITIAL_ROUTER, Expecting(Expect.OPEN), **more)


class Broken:
    """A driver that fails at once."""

    closed = False

    def answer(self, turn):
        raise DriverFailed("no")

    def close(self):
        self.closed = True


def test_a_conversation_runs_to_the_desks_end_and_keeps_what_was_shown():
    desk = Desk()
    result = TextCall(desk, Lines([Say("one"), Say(""), Say("two"), Say("never said")])).run()
    held = [(turn.said, turn.reply) for turn in result.turns]
    assert held == [("", "Hello."), ("one", "Go on."), ("", "Are you there?"), ("two", "Done.")]
    assert result.rma == "RF-7K4M-92XC"
    assert desk.log[-1] == "end completed"


def test_a_driver_that_hangs_up_ends_the_record_as_the_callers_doing():
    desk = Desk()
    TextCall(desk, Lines([Say("one")])).run()
    assert desk.log[-1] == "end caller_hung_up"


def test_a_broken_driver_is_told_closed_and_leaves_no_open_call():
    desk, driver = Desk(), Broken()
    result = TextCall(desk, driver).run()
    assert isinstance(result.failure, DriverFailed)
    assert driver.closed
    assert desk.log[-1].startswith("end")
