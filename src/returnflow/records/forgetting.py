"""Retention of personal data: by where an order comes from, and of what was said in a call. When they go, and what is left.

Owns the days of orders; `stores/sources.yaml` has them. An order whose return is still under way is kept until that is over. What
is written, decided and paid stays: only who it was for is forgotten, with the labels that bear a name.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import structlog

from returnflow.database import Database, DatabaseWork
from returnflow.database.repositories.timeline import ERASED
from returnflow.database.staging import Rhythm, sweep
from returnflow.records import papers, words
from returnflow.records.papers import Folders
from returnflow.returns.disputing import DisputeState
from returnflow.returns.eligibility import decide
from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.model import Order, OrderLine
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.returns.reasons import Reason
from returnflow.returns.zones import zone_of
from returnflow.stores.matrix import Keep, load

log = structlog.get_logger(__name__)

AT_ONCE = 200
AFTER_CODE = Keep.model_validate({"days": 90, "from": "deadline", "then": "nothing"})
"""When only the contact is left it goes as other orders' data go."""
_OVER = {
    ReturnState.REFUNDED, ReturnState.EXCHANGED, ReturnState.CREDITED, ReturnState.REJECTED, ReturnState.CANCELLED,
    ReturnState.EXPIRED, ReturnState.CLOSED,
}  # fmt: skip


def forget_what_is_due(database: Database, rules: RuleBook, folders: Folders, now: datetime, keep_words: timedelta) -> int:
    """One round: give new orders their day, forget those whose day has come and what was said in calls that are older than
    `keep_words`, sweep what nobody sees. Returns how many orders were forgotten. Safe to stop and to repeat."""
    rhythm = Rhythm(database)
    swept = sweep(rhythm, lambda: now)
    _schedule(rhythm, rules, now)
    forgotten = sum(_forget(rhythm, some, rules, folders, now) for some in _due(database, now))
    calls = _forget_calls(rhythm, folders, now, keep_words)
    if swept or forgotten or calls:
        log.info("personal data forgotten", orders=forgotten, calls=calls, rows_swept=swept)
    return forgotten


def last_day(order: Order, keep: Keep, rules: RuleBook, now: datetime) -> date:
    """The last day on which this order's personal data are kept."""
    days = [
        _deadline(line, order.customer.zip, rules, now) if keep.since == "deadline" else _delivered(line) for line in order.lines
    ]
    return max(days, default=order.purchased_at.date()) + timedelta(days=keep.days)


def under_way(work: DatabaseWork, order: Order) -> list[str]:
    """RMAs of this order's returns that are not over, or about whose refund somebody still argues."""
    made = work.returns.for_order(order.store, order.number)
    return [one.rma for one in made if one.state not in _OVER or _disputed(work, one.rma)]


def _disputed(work: DatabaseWork, rma: str) -> bool:
    return any(dispute.state is DisputeState.OPEN for dispute in work.disputes.of(rma))


def _deadline(line: OrderLine, zip_code: str, rules: RuleBook, now: datetime) -> date:
    """The last day to start a return of this line; of what never goes back, the day it arrived."""
    decision = decide(line, Reason.NO_LONGER_WANTED, rules, now, zone_of(zip_code))
    return max(decision.deadline or date.min, _delivered(line))


def _delivered(line: OrderLine) -> date:
    return (line.delivered_at or line.promised_at or line.purchased_at).date()


def _schedule(rhythm: Rhythm, rules: RuleBook, now: datetime) -> None:
    after = -1
    while True:
        with rhythm.database.read() as work:
            some = work.personal.unscheduled(after, AT_ONCE)
        if not some:
            return
        after = some[-1][0]
        days = {order_id: last_day(order, _keep(order), rules, now) + timedelta(days=1) for order_id, order in some}
        rhythm.write(len(days), lambda work, days=days: work.personal.schedule(days))  # type: ignore[misc]


def _due(database: Database, now: datetime) -> Iterator[list[tuple[int, Order]]]:
    """Those whose day has come and that have no return under way, some at a time."""
    after = -1
    while True:
        with database.read() as work:
            some = work.personal.due(now.date(), after, AT_ONCE)
            free = [(order_id, order) for order_id, order in some if not under_way(work, order)]
        if not some:
            return
        after = some[-1][0]
        yield free


def _forget(rhythm: Rhythm, some: list[tuple[int, Order]], rules: RuleBook, folders: Folders, now: datetime) -> int:
    with rhythm.database.read() as work:
        rmas = [made.rma for _, order in some for made in work.returns.for_order(order.store, order.number)]
    about = words.of(order.customer for _, order in some)
    papers.delete(folders, rmas)  # first: what was interrupted is found again by its row
    facts_only = {
        order_id: max(last_day(order, AFTER_CODE, rules, now), now.date()) + timedelta(days=1)
        for order_id, order in some
        if _keep(order).then == "code" and order.customer.zip
    }
    whole = [order_id for order_id, _ in some if order_id not in facts_only]

    def write(work: DatabaseWork) -> None:
        work.personal.forget_facts(facts_only)
        work.personal.forget(whole, now)
        work.personal.forget_returns(rmas, lambda text: about.sub(ERASED, text))

    if some:
        rhythm.write(len(some), write)
    return len(some)


def _forget_calls(rhythm: Rhythm, folders: Folders, now: datetime, keep_words: timedelta) -> int:
    """State, words, recording and number to call back of calls that ended longer ago; how many calls."""
    done = 0
    while True:
        with rhythm.database.read() as work:
            some = work.personal.kept_calls(now - keep_words, AT_ONCE)
        if not some:
            return done
        papers.delete(folders, call_ids=some)

        def write(work: DatabaseWork, some: list[str] = some) -> None:
            work.timeline.forget_words(some)
            work.personal.forget_calls(some, now)

        rhythm.write(len(some), write)
        done += len(some)


def _keep(order: Order) -> Keep:
    """By the row of its source; a source that no row knows is kept like the merchant's own."""
    rows = load()
    return rows.get(order.source, rows["import"]).keep
