"""The customer of a scenario: knows his facts, answers what is asked, repeats himself when asked again, and loses patience.

Decides by what the agent expects and by the agent's words, as a person would; it is a driver and knows no room. The same seed
says the same.
"""

import random
import re
from collections import Counter

from returnflow.simulate import spoken
from returnflow.simulate.driver import AgentTurn, HangUp, Say
from returnflow.simulate.inbox import Inbox
from returnflow.simulate.scenario import HANG_UP, Scenario

PATIENCE = 5
"""Asked the same thing this often, the customer hangs up."""
LONGEST = 40
"""A call of more turns than this is going in circles."""

ANYTHING_ELSE = re.compile(r"anything else|something else|else i can")
A_PERSON = re.compile(r"\bperson\b|\bsomeone\b|call you back|callback|colleague|agent from the team")

USUAL: dict[str, tuple[str, ...]] = {
    "open": (
        "Hi, I would like to return {item}, please.",
        "Hello, I bought {item} and I want to send it back.",
        "Good morning, I need to return {item}.",
    ),
    "first": (
        "Hi, I bought {item} at {store}, and I would like to return it.",
        "Hello, it's from {store}, I want to send back {item}.",
        "It was {store}, thank you.",
        "{store}. I need to return {item}, please.",
    ),
    "again": ("I want to return {item}, from {store}.", "I would like to send back {item}, please."),
    "store": ("It was {store}.", "I bought it at {store}.", "{store}, please."),
    "order_number": ("It's {order_number}.", "Sure, it's {order_number}.", "The number is {order_number}."),
    "number_again": ("{order_number}.",),
    "zip": ("My zip code is {zip}.", "It's {zip}.", "The zip code is {zip}, thank you."),
    "last_name": ("My last name is {last_name}.", "It's {last_name}, {spelled}."),
    "item": ("{item}.", "It's {item}.", "I mean {item}, please."),
    "reason": ("{reason}",),
    "phone": ("It's {phone}.", "My number is {phone}."),
    "code": ("The code is {code}.", "It's {code}.", "{code}."),
    "moment": ("One moment, please.", "Just a second."),
    "no_code": ("I didn't get it.", "Nothing has come.", "I haven't received anything."),
    "no_mail": ("I can't get to my email.", "I don't have access to that email."),
    "yes": ("Yes, please.", "Yes, that's right.", "Yes.", "Yeah, that's correct."),
    "no": ("No, thank you.", "No, thanks."),
    "bye": ("No, that's all, thank you.", "No, that's everything. Thanks.", "No, thanks."),
    "person": ("I want to talk to a person, please.", "Can I speak to a human, please?"),
}


class Customer:
    """One call's customer."""

    def __init__(self, scenario: Scenario, seed: int | None = None, inbox: Inbox | None = None) -> None:
        self.scenario = scenario
        self._inbox = inbox
        self._code = ""
        self._random = random.Random(scenario.seed if seed is None else seed)
        self._zero = self._random.choice(("zero", "oh"))
        self._own = {kind: list(lines) for kind, lines in scenario.lines.items()}
        self._asked: Counter[str] = Counter()
        self._turns = 0

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """The next line."""
        self._turns += 1
        self._asked[turn.expecting] += 1
        greeted = self._turns == 1 and turn.expecting == "store"  # a greeting that asks for the store still opens the call
        own = self._own.get("open" if greeted else turn.expecting)
        if own:
            line = own.pop(0)
            return HangUp() if line == HANG_UP else Say(self._filled(line, turn))
        if self._turns > LONGEST or self._asked[turn.expecting] > PATIENCE + 4 * (turn.expecting == "yes_no"):
            return HangUp()
        return Say(self._filled(self._usual(turn), turn))

    def close(self) -> None:
        """Nothing is held."""

    def _usual(self, turn: AgentTurn) -> str:
        """The customer's usual words for what is asked."""
        if self.scenario.wants == "person" and turn.expecting in ("open", "store"):
            return self._pick("person")
        match turn.expecting:
            case "nothing":
                return ""
            case "store" if self._turns == 1:
                return self._pick("first")
            case "open":
                return self._opening(turn)
            case "second_fact":
                return self._pick(self._fact(turn.text))
            case "order_number":
                return self._pick("order_number" if self._asked["order_number"] == 1 else "number_again")
            case "yes_no":
                return self._decision(turn.text.lower())
            case "code":
                return self._pick(self._mail())
            case kind:
                return self._pick(kind if kind in USUAL else "again")

    def _opening(self, turn: AgentTurn) -> str:
        if ANYTHING_ELSE.search(turn.text.lower()):
            return self._pick("bye")
        return self._pick("open" if self._asked["open"] == 1 else "again")

    def _fact(self, text: str) -> str:
        """ZIP or last name: the one that is asked for; the scenario's choice when either will do."""
        zip_asked, name_asked = "zip" in text.lower(), "name" in text.lower()
        if zip_asked == name_asked:
            return self.scenario.second_fact
        return "zip" if zip_asked else "last_name"

    def _mail(self) -> str:
        """Looks into his mailbox, if he has one: the first time he asks for a moment, in the end he gives it up."""
        if self._inbox is None:
            return "no_mail"
        asked = self._asked["code"]
        self._code = self._inbox.newest_code() or "" if asked > 1 else ""
        if self._code:
            return "code"
        return "moment" if asked == 1 else "no_code" if asked < PATIENCE else "no_mail"

    def _decision(self, text: str) -> str:
        if ANYTHING_ELSE.search(text):
            return self._pick("bye")
        if A_PERSON.search(text):
            return self._pick("yes" if self.scenario.wants == "person" else "no")
        return self._pick("yes")

    def _pick(self, kind: str) -> str:
        return self._random.choice(USUAL[kind])

    def _filled(self, line: str, turn: AgentTurn) -> str:
        facts = self.scenario.facts
        number = spoken.part(facts.order_number, turn.text) if self._asked["order_number"] > 1 else facts.order_number
        said = line.format(
            item=facts.item,
            store=facts.store.capitalize(),
            order_number=spoken.digits(number, zero=self._zero),
            zip=spoken.digits(facts.zip, zero=self._zero),
            last_name=facts.last_name,
            spelled=spoken.spelled(facts.last_name),
            reason=facts.reason,
            phone=spoken.digits(facts.phone, zero=self._zero),
            code=spoken.digits(f"{self._code[:3]} {self._code[3:]}", zero=self._zero),
        )
        return said[:1].upper() + said[1:]
