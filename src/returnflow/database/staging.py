"""Adds many orders without being in anybody's way: sealed outside of transactions, written in short ones, seen by one switch.

Owns the rhythm. A transaction holds SQLite's only write lock, so after each one as much time passes as it took: whoever saves
a call meanwhile finds the lock free half of the time and never waits for longer than one of them.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from returnflow.clock import Clock
from returnflow.database import holder
from returnflow.database.engine import Database
from returnflow.database.repositories.order_rows import fingerprint, rows_of
from returnflow.database.work import DatabaseWork
from returnflow.returns.model import Order

MOST_ROWS = 2_000
"""Rows of one transaction at most, orders and lines together."""
HOLD_S = 0.015
"""How long one transaction should hold the lock; how many rows it gets follows from the one before."""
_FIRST_ROWS, _FEWEST_ROWS = 200, 20
Pause = Callable[[float], None]
_Result = TypeVar("_Result")


@dataclass(slots=True)
class Rhythm:
    """Short transactions with as long a pause after each. `rows` is how many fit the next one."""

    database: Database
    pause: Pause = time.sleep
    rows: int = _FIRST_ROWS

    def write(self, count: int, do: Callable[[DatabaseWork], _Result]) -> _Result:
        """One transaction that writes about `count` rows."""
        began = time.perf_counter()
        with self.database.begin() as work:
            done = do(work)
        took = time.perf_counter() - began
        self.rows = max(_FEWEST_ROWS, min(MOST_ROWS, round(count * HOLD_S / took)))
        self.pause(took)
        return done


class Comparing:
    """Counts what an import would change, and changes nothing. A block like `Staging`, so that one can stand for the other."""

    def __init__(self, database: Database) -> None:
        self.new = 0
        self.changed = 0
        self.unchanged = 0
        self._database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing was begun."""

    def add(self, orders: Sequence[Order]) -> None:
        """Count them."""
        self._fresh(orders)

    def publish(self) -> None:
        """There is nothing to see."""

    def _fresh(self, orders: Sequence[Order]) -> list[tuple[Order, str]]:
        """Those whose content is not what is seen already, with their fingerprints."""
        with self._database.read() as work:
            known = work.batches.fingerprints([(str(order.store), order.number) for order in orders])
        prints = [(order, fingerprint(order, self._database.sealer)) for order in orders]
        before = [known.get((str(order.store), order.number)) for order in orders]
        fresh = [pair for pair, old in zip(prints, before, strict=True) if old != pair[1]]
        new = before.count(None)
        self.new, self.changed = self.new + new, self.changed + len(fresh) - new
        self.unchanged += len(orders) - len(fresh)
        return fresh


class Staging(Comparing):
    """One batch in the making. Left by an error, or without `publish`, the block leaves nothing behind."""

    def __init__(self, database: Database, source: str, file: str, clock: Clock, pause: Pause = time.sleep) -> None:
        super().__init__(database)
        self._source, self._file = source, file
        self._clock = clock
        self._rhythm = Rhythm(database, pause)
        self._published = False
        self._batch_id = 0
        self._added = 0

    def __enter__(self) -> Self:
        sweep(self._rhythm, self._clock)
        with self._database.begin() as work:
            work.alone("orders import")
            self._batch_id = work.batches.start(self._source, self._file, self._clock(), holder.here())
        return self

    def __exit__(self, *_: object) -> None:
        """Throw away what was not published."""
        if not self._published:
            _empty(self._rhythm, self._batch_id)

    def add(self, orders: Sequence[Order]) -> None:
        """Add those whose content is not what is seen already. Raises Conflict when the batch was given up by others."""
        for part in self._parts(self._fresh(orders)):
            rows = rows_of(part, self._batch_id, self._added, self._database.sealer)
            count = len(rows.orders) + len(rows.lines)
            self._rhythm.write(count, lambda work, rows=rows: work.batches.add(self._batch_id, rows, self._clock()))  # type: ignore[misc]
            self._added += len(part)

    def publish(self) -> None:
        """Let all of it be seen, then tidy up what it replaced. A batch without a single order is forgotten."""
        if not self._added:
            return
        with self._database.begin() as work:
            work.batches.publish(self._batch_id, self._clock())
        self._published = True
        sweep(self._rhythm, self._clock)

    def _parts(self, orders: Sequence[tuple[Order, str]]) -> Iterator[list[tuple[Order, str]]]:
        """Orders by as many as fit one transaction."""
        part, rows = list[tuple[Order, str]](), 0
        for order, print_ in orders:
            its_rows = 1 + len(order.lines)
            if part and rows + its_rows > self._rhythm.rows:
                yield part
                part, rows = [], 0
            part.append((order, print_))
            rows += its_rows
        if part:
            yield part


def sweep(rhythm: Rhythm, clock: Clock) -> int:
    """Delete what nobody sees: batches that were given up and orders that a newer batch has. Returns how many orders."""
    with rhythm.database.read() as work:
        dead, old = work.batches.given_up(clock(), holder.is_gone), work.batches.superseded()
    gone = sum(_empty(rhythm, batch_id) for batch_id in dead)
    place = 0
    while place < len(old):
        some = old[place : place + rhythm.rows]
        gone += rhythm.write(len(some), lambda work, some=some: work.batches.drop(some))  # type: ignore[misc]
        place += len(some)
    if old:
        rhythm.write(1, lambda work: work.batches.forget_empty())
    return gone


def _empty(rhythm: Rhythm, batch_id: int) -> int:
    """Delete a batch, some rows at a time; how many orders it had."""
    gone, more = 0, True
    while more:
        limit = rhythm.rows
        found = rhythm.write(limit, lambda work, limit=limit: work.batches.empty(batch_id, limit))  # type: ignore[misc]
        gone, more = gone + found, found == limit
    return gone
