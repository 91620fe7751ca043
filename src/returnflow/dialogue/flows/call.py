"""One step in the making: the state so far, what was understood, and what is to be said.

Lives for one turn and is thrown away; the states inside it never change, so the caller of a flow may keep the one it began with.
A fact (an amount, a date) without the id of its rule or record is refused here: nothing is invented.
"""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from returnflow.conversation.expecting import Expecting
from returnflow.conversation.moves import End, HandTo, Phrase, Say, UseTool, Value
from returnflow.conversation.reply import AgentName, Card, EndReason
from returnflow.conversation.slots import Slot
from returnflow.conversation.state import ConversationState
from returnflow.dialogue.flows.question import Question
from returnflow.dialogue.phrasing.sentences import BRAND
from returnflow.dialogue.phrasing.wordings import WORDINGS
from returnflow.dialogue.understand.number_match import NumberHeard
from returnflow.dialogue.understand.understanding import Understanding

_KNOWN = frozenset(WORDINGS)


class Call:
    """What flows work on. `today` is the caller's day, `number` what came of listening for an order number."""

    def __init__(self, state: ConversationState, heard: Understanding, today: date, number: NumberHeard | None = None) -> None:
        self.state = state
        self.heard = heard
        self.today = today
        self.number = number
        self.phrases: list[Phrase] = []
        self.cards: list[Card] = []
        self.brand = BRAND
        self.back_at: datetime | None = None

    def at(self, brand: Value, back_at: datetime | None) -> None:
        """Whose desk it is; and when people are back, where none answer at this hour."""
        self.brand, self.back_at = brand, back_at

    def know(self, **facts: Any) -> None:
        """Change the call's own fields: store, item_type, order_number, return_reason, user_intent."""
        self.state = replace(self.state, **facts)

    def case(self, **facts: Any) -> None:
        """Change the return in the making."""
        self.state = replace(self.state, case=replace(self.state.case, **facts))

    def proof(self, **facts: Any) -> None:
        """Change how the one-time code stands."""
        self.case(proof=replace(self.state.case.proof, **facts))

    def talk(self, **facts: Any) -> None:
        """Change how the conversation stands."""
        self.state = replace(self.state, talk=replace(self.state.talk, **facts))

    def handoff(self, **facts: Any) -> None:
        """Change the way to a person."""
        self.state = replace(self.state, handoff=replace(self.state.handoff, **facts))

    def filled(self, slot: Slot) -> None:
        """Remember that this fact came last."""
        self.case(filled=(*(s for s in self.state.case.filled if s is not slot), slot))

    def say(self, key: str, *, sources: tuple[str, ...] = (), **values: Value) -> None:
        """One more sentence. Raises ValueError for a fact without a source: a mistake in a flow."""
        if not sources and any(value.fact for value in values.values()):
            raise ValueError(f"{key} states a fact without the id of a rule or record")
        self.phrases.append(Phrase(key, dict(values), tuple(dict.fromkeys(sources))))

    def show(self, kind: str, **data: Any) -> None:
        """Something for the page."""
        self.cards.append(Card(kind, data))

    def ask(self, question: Question, *, expecting: Expecting | None = None, fresh: bool = False, **values: Value) -> Say:
        """Ask, one wording further on when this question is open already and was not answered."""
        again = self.state.talk.question == question.key and not fresh
        asked = self.state.talk.asked + 1 if again else 1
        self.talk(question=question.key, asked=asked, expecting=expecting or question.expecting)
        sources = (f"call:{self.state.session_id}",) if any(value.fact for value in values.values()) else ()
        self.say(question.wording(asked, _KNOWN), sources=sources, **values)
        self.talk(asking=self.phrases[-1])
        return self.wait()

    def not_counted(self) -> None:
        """What is asked next is the open question again, through no failure of the caller."""
        self.talk(asked=max(self.state.talk.asked - 1, 0))

    def wait(self) -> Say:
        """Speak what there is to say, then listen; what is expected stays as it is."""
        return Say(tuple(self.phrases), self.state.talk.expecting, tuple(self.cards))

    def use(self, tool: str, **arguments: Any) -> UseTool:
        """Call a tool."""
        return UseTool(tool, arguments)

    def hand_to(self, agent: AgentName, reason: str, confidence: float = 1.0) -> HandTo:
        """Give the call to another agent."""
        return HandTo(agent, reason, confidence)

    def end(self, reason: EndReason, key: str) -> End:
        """Last words."""
        self.say(key)
        return End(reason, tuple(self.phrases))
