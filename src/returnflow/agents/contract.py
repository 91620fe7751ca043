"""The desk as its edges see it: voice, web text, `returnflow chat` and tests talk to a call only through this."""

from typing import Protocol

from returnflow.conversation.expecting import Expecting
from returnflow.conversation.hearing import Heard
from returnflow.conversation.reply import EndReason, Reply


class DeskCall(Protocol):
    """One live call. Blocking; one thread at a time. Every `commit` saves state and timeline in one transaction."""

    call_id: str

    @property
    def expecting(self) -> Expecting:
        """What the last committed reply asked for."""
        ...

    def greet(self) -> Reply:
        """The first words (AI disclosure, whether it records), or on resumption one bridging sentence. Saves."""
        ...

    def consider(self, heard: Heard) -> Reply | None:
        """The answer to `heard` if it were the whole turn: no write, no state change, safe to drop.

        None when the answer needs a write (or a counted attempt), so it can only be known by committing.
        """
        ...

    def commit(self, heard: Heard) -> Reply:
        """The turn is over: answer it for real. Gives the same words as `consider` did for the same text."""
        ...

    def silence(self) -> Reply:
        """The caller has said nothing for a while: ask again, then offer a person, in the end close with `silence`."""
        ...

    def spoken(self, reply: Reply, text: str, interrupted: bool) -> None:
        """What the caller really heard of a reply, once it has played out or was cut."""
        ...

    def end(self, reason: EndReason) -> None:
        """Close the record: outcome and end reason. Idempotent."""
        ...
