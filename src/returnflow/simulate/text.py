"""The same conversation as text: a driver talks to the desk without a room, for machines without sound too."""

from collections.abc import Callable

from returnflow.agents.contract import DeskCall
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import EndReason, Reply
from returnflow.simulate.conversation import Watch
from returnflow.simulate.driver import AgentTurn, Driver, DriverFailed, HangUp
from returnflow.simulate.result import CallResult, Turn, shown_words

LONGEST = 100
"""Turns after which a conversation is given up."""


class TextCall:
    """One conversation in text."""

    def __init__(
        self, desk: DeskCall, driver: Driver, watch: Watch | None = None, meanwhile: Callable[[], object] = lambda: None
    ) -> None:
        """`meanwhile` is done after each turn of the desk: what goes on beside a call, such as the mail."""
        self._desk = desk
        self._driver = driver
        self._watch = watch or Watch()
        self._meanwhile = meanwhile
        self._result = CallResult(desk.call_id)

    def run(self) -> CallResult:
        """Hold it to its end. A driver that breaks its protocol is the result's `failure`."""
        try:
            reply = self._desk.greet()
            self._keep(reply, "")
            for _ in range(LONGEST):
                following = self._exchange(reply)
                if following is None:
                    break
                reply = following
        except DriverFailed as failure:
            self._result.failure = failure
        finally:
            self._driver.close()
        self._desk.end(reply.end or EndReason.CALLER_HUNG_UP)
        return self._result

    def _exchange(self, reply: Reply) -> Reply | None:
        """One turn; None when the conversation is over."""
        action = self._driver.answer(_asked(reply))
        if reply.end is not None or isinstance(action, HangUp):
            return None
        shown = shown_words(action.words, reply.expecting.kind.value)
        self._watch.saying(shown)
        answer = self._desk.commit(Heard(action.words, Source.TEXT)) if action.words else self._desk.silence()
        self._meanwhile()
        self._keep(answer, shown)
        return answer

    def _keep(self, reply: Reply, said: str) -> None:
        self._desk.spoken(reply, reply.text, False)
        for card in reply.cards:
            self._result.show(card.kind, card.data)
        turn = Turn(reply.agent.value, said, said, reply.display, expecting=reply.expecting.kind.value)
        self._result.turns.append(turn)
        self._watch.turn(turn)


def _asked(reply: Reply) -> AgentTurn:
    return AgentTurn(reply.agent.value, reply.text, reply.expecting.kind.value, dict(reply.slots), ended=reply.end is not None)
