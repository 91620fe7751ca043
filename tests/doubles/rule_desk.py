"""A desk that answers by a few rules: what tests of the voice need of one, without dialogue, tools or database."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from returnflow.conversation.expecting import Expect, Expecting
from returnflow.conversation.hearing import Heard
from returnflow.conversation.reply import AgentName, EndReason, Reply
from returnflow.conversation.slots import Slot

NUMBER = Expecting(Expect.ORDER_NUMBER, Slot.ORDER_NUMBER, digits=(17,))
YES_NO = Expecting(Expect.YES_NO, Slot.CONFIRMATION)
RULES: tuple[tuple[str, str, Expecting], ...] = (
    (r"\b(person|human)\b", "Sure. I will get a person for you.", Expecting()),
    (r"\b(bye|nothing else)\b", "Thank you for calling. Goodbye.", Expecting(Expect.NOTHING)),
    (r"refund|return|money back", "I can help with that. What is the order number?", NUMBER),
    (r"^\W*(yes|yeah|yep|correct)\b", "Great. I have created the return.", Expecting()),
    (r"^\W*no\b", "No problem. Which one do you mean?", Expecting()),
    (r"\d", "Thank you. I found that order. Is it the headphones?", YES_NO),
    (r"long story", " ".join(["This is a rather long sentence that goes on for a while."] * 6), Expecting()),
)
GREETING = "Hello, this is the returns desk. I'm an automated assistant. How can I help you today?"


@dataclass
class RuleDeskCall:
    """A DeskCall that remembers what was done to it. `considers` False makes every answer need a commit."""

    call_id: str = "00000000-0000-7000-8000-000000000000"
    considers: bool = True
    expecting: Expecting = field(default_factory=Expecting)
    log: list[tuple[str, str]] = field(default_factory=list)
    silences: int = 0
    on_log: Callable[[str, str], None] = lambda *_: None

    def greet(self) -> Reply:
        return self._did("greet", "", self._reply(GREETING, Expecting()))

    def consider(self, heard: Heard) -> Reply | None:
        self._did("consider", heard.text, None)
        return self._answer(heard.text) if self.considers else None

    def commit(self, heard: Heard) -> Reply:
        return self._did("commit", heard.text, self._answer(heard.text))

    def silence(self) -> Reply:
        self.silences += 1
        end = EndReason.SILENCE if self.silences >= 3 else None
        text = "I can't hear you, so I'll hang up. Goodbye." if end else "Are you still there?"
        return self._did("silence", "", self._reply(text, Expecting(), end))

    def spoken(self, reply: Reply, text: str, interrupted: bool) -> None:
        self._did("cut" if interrupted else "spoken", text, None)

    def end(self, reason: EndReason) -> None:
        self._did("end", reason.value, None)

    def of(self, kind: str) -> list[str]:
        """The texts of everything of one kind."""
        return [text for did, text in self.log if did == kind]

    def _answer(self, text: str) -> Reply:
        for pattern, answer, expecting in RULES:
            if re.search(pattern, text.lower()):
                end = EndReason.COMPLETED if expecting.kind is Expect.NOTHING else None
                return self._reply(answer, expecting, end)
        return self._reply("All right. Tell me a little more about it.", Expecting())

    def _reply(self, text: str, expecting: Expecting, end: EndReason | None = None) -> Reply:
        return Reply(text, text, AgentName.INITIAL_ROUTER, expecting, end=end)

    def _did(self, kind: str, text: str, reply):  # type: ignore[no-untyped-def]
        self.log.append((kind, text))
        self.on_log(kind, text)
        if reply is not None:
            self.expecting = reply.expecting if kind != "consider" else self.expecting
        return reply
