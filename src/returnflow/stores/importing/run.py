"""One import: the whole file is checked before the first row is written, then read again and added.

Twice, because a mistake in the last line must not have cost a writer's time, and because a file too large for memory cannot be
kept. Should it change in between, the second reading finds the mistake and the unseen batch is thrown away.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from returnflow.errors import InvalidInput
from returnflow.returns.model import Order
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.stores.importing.checking import Checker
from returnflow.stores.importing.mistakes import ImportRefused, Mistake, Mistakes
from returnflow.stores.importing.reading import Format, entries, format_of

AT_ONCE = 2_000
Progress = Callable[[str], None]


class Target(Protocol):
    """Takes orders that nobody sees until `publish`. `returnflow.database` has one that writes and one that only compares."""

    new: int
    changed: int
    unchanged: int

    def add(self, orders: Sequence[Order]) -> None:
        """Take some."""
        ...

    def publish(self) -> None:
        """Let all of them be seen."""
        ...


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file. `repeated` are orders that stand in it twice with the same content."""

    orders: int
    lines: int
    new: int
    changed: int
    unchanged: int
    repeated: int


def import_orders(
    path: Path,
    target: Callable[[], AbstractContextManager[Target]],
    rules: RuleBook,
    now: datetime,
    *,
    form: Format | None = None,
    progress: Progress = lambda _: None,
    note: Callable[[Mistake], None] = lambda _: None,
) -> Imported:
    """Import the file, or nothing of it. Raises ImportRefused with the first mistakes, InvalidInput when it cannot be opened.

    `note` is told each mistake when it is found, however many there are.
    """
    wanted = form or format_of(path)
    orders, lines, repeated = _checked(_Reading(path, wanted, rules, now, note), progress)
    with target() as into:
        source, done = iter(_Reading(path, wanted, rules, now)), 0
        while some := list(islice(source, AT_ONCE)):
            into.add(some)
            done += len(some)
            progress(f"{path.name}: {done:,} of {orders:,} orders added")
        into.publish()
        return Imported(orders, lines, into.new, into.changed, into.unchanged, repeated)


def _checked(reading: "_Reading", progress: Progress) -> tuple[int, int, int]:
    """Orders, lines and repetitions of the whole file."""
    orders = lines = 0
    for order in reading:
        orders, lines = orders + 1, lines + len(order.lines)
        if orders % AT_ONCE == 0:
            progress(f"{reading.name}: {orders:,} orders checked")
    return orders, lines, reading.repeated


class _Reading:
    """The file's orders, read from the start; at the end its mistakes are raised, if there were any."""

    def __init__(
        self, path: Path, form: Format, rules: RuleBook, now: datetime, note: Callable[[Mistake], None] = lambda _: None
    ) -> None:
        self.name = path.name
        self._note = note
        self._path, self._form = path, form
        self._checker = Checker(rules, now)

    @property
    def repeated(self) -> int:
        """Orders left out because they had been there before."""
        return self._checker.repeated

    def __iter__(self) -> Iterator[Order]:
        wrong, any_order = Mistakes(), False
        try:
            with self._path.open("rb") as file:
                for found in self._checker.check(entries(file, self._form)):
                    if isinstance(found, Mistake):
                        wrong.add(found)
                        self._note(found)
                    else:
                        any_order = True
                        yield found
        except OSError as error:
            raise InvalidInput(f"{self._path} cannot be read: {error.strerror}", field="file", fix="name a file") from error
        if not wrong.total and not any_order:
            wrong.add(Mistake(0, "file", "there is no order in it", "is this the right file, and --format the right one?"))
        if wrong.total:
            raise ImportRefused(self._path.name, wrong)
