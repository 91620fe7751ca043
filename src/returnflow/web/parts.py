"""What the views are given: built by `bootstrap`, reached through the app, never made by a view.

Owns the container only.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from flask import current_app

from returnflow.bridge.platform import Platform
from returnflow.clock import Clock
from returnflow.conversation.reply import EndReason
from returnflow.database import Database
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.returns.deciding import Book
from returnflow.settings import Settings

EXTENSION = "returnflow"
CloseCall = Callable[[str, EndReason], None]
"""Closes a call's record with the outcome that its state shows. Does nothing for a call that is closed."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything a view may use."""

    settings: Settings
    database: Database
    platform: Platform
    rooms: Rooms
    keys: Keys
    clock: Clock
    close_call: CloseCall
    book: Book


def parts() -> Parts:
    """The parts of the app that serves this request."""
    return cast(Parts, current_app.extensions[EXTENSION])
