"""The domain on a full database: how long a decision and a new return take, and that neither grows with the orders there are.

Two databases of the same kind, a small and a large one, are asked in turn, so that whatever else the machine does befalls both
alike.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from returnflow.database import Database, DatabaseWork
from returnflow.database.plans import Plan, plans
from returnflow.database.sealing import SealingKeys, new_key
from returnflow.measure import race
from returnflow.measure.order_book import books
from returnflow.measure.report import Report, Row
from returnflow.returns import deciding, service
from returnflow.returns.deciding import Book
from returnflow.returns.model import Store
from returnflow.returns.risk import WINDOW
from returnflow.simulate.stats import Rate, percentile

SMALL, LARGE = 1_000, 100_000
TRIES, NEAR_TRIES, WARM_UP = 1_000, 50, 30
DECISION_P95_MS, CREATING_P95_MS = 5.0, 20.0
FLAT = 1.5
"""A hundred times the orders: an index grows by one level, a scan would take a hundred times as long."""
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two databases."""

    size: int
    keys: SealingKeys
    database: Database
    numbers: list[tuple[Store, str]]

    def asked(self, place: int, book: Book, now: datetime) -> race.Asked:
        """What is wanted of one of its orders."""
        store, number = self.numbers[place]
        return race.Asked(self.database.url, self.keys, book, store, number, now)


def run(
    book: Book, tries: int | None = None, progress: Progress = lambda _: None, *, small: int = SMALL, large: int = LARGE
) -> Report:
    """The whole measurement; `tries` shortens it."""
    found, now, count = Report("returns"), datetime.now(UTC), tries or TRIES
    keys = SealingKeys.of_text({1: new_key()}, new_key())
    with tempfile.TemporaryDirectory(prefix="returnflow-bench-") as folder:
        sides = []
        for size in (small, large):
            progress(f"returns: {size:,} orders")
            sides.append(Side(size, keys, *books(Path(folder), size, seed=size, now=now, keys=keys)))
        try:
            _times(found, sides, book, now, min(count, small - WARM_UP - 2), progress)
            _near(found, sides, min(count, NEAR_TRIES))
            _plans(found, sides[-1], book, now)
            _race(found, sides[-1].asked(-1, book, now), sides[-1].database, progress)
        finally:
            for side in sides:
                side.database.close()
    return found


def decide_one(database: Database, asked: race.Asked) -> None:
    """Order, what was returned of it, the customer's history, decision, risk: what the question costs, reading included."""
    with database.read() as work:
        deciding.judge(work, race.order_of(work, asked), [race.FIRST], asked.book, asked.now)


def _times(found: Report, sides: list[Side], book: Book, now: datetime, tries: int, progress: Progress) -> None:
    """Both questions to both databases in turn, each time about another order."""
    taken: dict[str, dict[int, list[float]]] = {what: {side.size: [] for side in sides} for what in ("decision", "creating")}
    places = {side.size: Random(7).sample(range(len(side.numbers) - 1), tries + WARM_UP) for side in sides}
    for turn in range(tries + WARM_UP):
        if turn % 100 == 0:
            progress(f"returns: {turn} of {tries + WARM_UP}")
        for side in sides:
            asked = side.asked(places[side.size][turn], book, now)
            for what, do in (("decision", decide_one), ("creating", race.open_one)):
                ms = _ms(lambda do=do, side=side, asked=asked: do(side.database, asked))  # type: ignore[misc]
                if turn >= WARM_UP:
                    taken[what][side.size].append(ms)
    for what, bound in (("decision", DECISION_P95_MS), ("creating", CREATING_P95_MS)):
        for side in sides:
            found.milliseconds(f"{_WORDS[what]}, {side.size:,} orders", taken[what][side.size], p95=bound)
        _growth(found, f"{_WORDS[what]}, growth", [taken[what][side.size] for side in sides], FLAT)


_WORDS = {"decision": "eligibility decision", "creating": "creating a return"}


def _near(found: Report, sides: list[Side], tries: int) -> None:
    """The one question that looks at every number by its nature: which one was meant."""
    taken = []
    for side in sides:
        choice = Random(3)
        heard = [_misheard(choice.choice(side.numbers)[1], choice) for _ in range(tries)]
        taken.append([_ms(lambda text=text, side=side: _nearest(side.database, text)) for text in heard])  # type: ignore[misc]
        found.milliseconds(f"nearest numbers, {side.size:,} orders", taken[-1])
    _growth(found, "nearest numbers, growth", taken, None)


def _nearest(database: Database, digits: str) -> None:
    with database.read() as work:
        work.orders.nearest(Store.AMAZON, digits)


def _misheard(number: str, choice: Random) -> str:
    digits = [c for c in number if c.isdigit()]
    digits[choice.randrange(len(digits))] = str(choice.randrange(10))
    return "".join(digits)


def questions(asked: race.Asked) -> dict[str, Callable[[DatabaseWork], object]]:
    """What a call asks of the database between the first word and the label, and the jobs process every few seconds."""
    fact = service.Fact(service.FactKind.ZIP, "00000")

    def open_and_label(work: DatabaseWork) -> None:
        work.labels.get(race.opened(work, asked).rma)

    def dates(work: DatabaseWork) -> None:
        work.returns.overdue(asked.now.date())
        work.returns.to_charge_back(asked.now.date())

    return {
        "order": lambda work: work.orders.get(asked.store, asked.number),
        "returns of an order": lambda work: work.returns.for_order(asked.store, asked.number),
        "verifying": lambda work: service.verify_caller(
            work, caller_key="bench", store=asked.store, order_number=asked.number, fact=fact, now=asked.now
        ),
        "orders of a contact": lambda work: work.orders.by_contact(email="c1@example.com", phone="+13125550001"),
        "orders of a customer": lambda work: work.orders.of_customer("c-1"),
        "history of a customer": lambda work: work.returns.history("c-1", asked.now - WINDOW),
        "opening a return": open_and_label,
        "nearest numbers": lambda work: work.orders.nearest(asked.store, asked.number),
        "effects that are due": lambda work: work.outbox.due(asked.now),
        "dates that have passed": dates,
    }


def _plans(found: Report, side: Side, book: Book, now: datetime) -> None:
    made: dict[str, list[Plan]] = {name: plans(side.database, ask) for name, ask in questions(side.asked(-2, book, now)).items()}
    found.raw["plans"] = {name: [[one.statement, *one.steps] for one in each] for name, each in made.items()}
    count = sum(map(len, made.values()))
    scans = [f"{name}: {step}" for name, each in made.items() for one in each for step in one.scans]
    found.rows.append(Row("queries answered by an index", f"{count - len(scans)} of {count}", "all", not scans))


def _race(found: Report, asked: race.Asked, database: Database, progress: Progress) -> None:
    progress(f"returns: {race.PROCESSES} processes at once")
    answers = race.run(asked)
    made = race.returns_of(database, asked)
    found.raw["race"] = {"answers": answers, "returns": made}
    same = Rate(sum(answer == made[0] for answer in answers) if made else 0, len(answers))
    found.rows.append(Row("the same return, at once", f"{len(made)} made, {same.count} of {same.n} given its number",
                          "1 made, all", len(made) == 1 and same.value == 1))  # fmt: skip


def _growth(found: Report, what: str, taken: list[list[float]], most: float | None) -> None:
    ratio = percentile(taken[1], 50) / percentile(taken[0], 50)
    found.raw[what] = ratio
    holds = ratio <= most if most is not None else None
    found.rows.append(Row(what, f"{ratio:.2f} times (p50)", f"<= {most:g} times" if most is not None else "", holds))


def _ms(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return (time.perf_counter() - began) * 1_000
