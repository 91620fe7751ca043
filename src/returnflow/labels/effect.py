"""The effect behind the outbox row `make_label`."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from returnflow.clock import Clock
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.ports import Begin, LabelMaker
from returnflow.returns.service import MAKE_LABEL, issue_labels


class Row(Protocol):
    """One row of the outbox; its payload holds ids only."""

    @property
    def payload(self) -> dict[str, Any]: ...


def effects(begin: Begin, maker: LabelMaker, clock: Clock) -> dict[str, Callable[[Row], None]]:
    """The effects of this package by kind. Safe to run again: a released label stays as it is."""

    def make_label(row: Row) -> None:
        with suppress(IllegalTransition):  # cancelled or expired meanwhile: no label is wanted any more
            issue_labels(begin, maker, row.payload["rma"], clock())

    return {MAKE_LABEL: make_label}
