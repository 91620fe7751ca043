"""The whole life of two returns in one process, which may die anywhere and be run again: everything in it is safe to repeat.

One item travels back with a label, the other is kept. Commands are taken as the product takes them, effects run as the jobs
process runs them; who receives is real and outside this process.
"""

import ssl
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from huey.api import Huey
from sqlalchemy.orm import configure_mappers

from returnflow.clock import Clock
from returnflow.database import Database
from returnflow.jobs import runner as running
from returnflow.jobs.loop import Loop
from returnflow.jobs.outbox import Deliveries, Effects
from returnflow.jobs.queue import queue
from returnflow.jobs.runner import Runner
from returnflow.jobs.sweeper import Sweeper
from returnflow.labels import effect as making
from returnflow.labels import maker
from returnflow.labels.maker import SampleCarrier
from returnflow.notify import effect as telling
from returnflow.notify import sample
from returnflow.notify.email import SmtpNotifier, mail_server
from returnflow.notify.folder import SmsFolder
from returnflow.notify.kinds import KINDS
from returnflow.notify.sending import Desk
from returnflow.notify.webhook import effect as reporting
from returnflow.notify.webhook.sender import Webhook
from returnflow.returns.eligibility import decide
from returnflow.returns.lifecycle import advance
from returnflow.returns.model import Customer, Money, Order, OrderLine, Reason, RefundState, Return, ReturnState, Store
from returnflow.returns.service import open_return
from returnflow.returns.zones import zone_of
from returnflow.stores import merchant, rules

from .points import Points

SECRET = "a secret that the merchant knows too"
CUSTOMER = Customer("c-1", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")
NUMBERS = {"default": "114-2839407-5561823", "perishable": "114-2839407-5561824"}
START = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
PATIENCE_S = 30.0
S = ReturnState
WAY = [S.AUTHORIZED, S.LABEL_ISSUED, S.IN_TRANSIT, S.RECEIVED, S.INSPECTED, S.REFUNDED]
RULES, CENTRES, TLS = rules.load(), merchant.load().centres(), ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class Given:
    """What one run is told. `mode` is "steps" (everything in one thread) or "jobs" (the task queue and the sweeper).

    `redis` is where the queue is; empty means a file in the folder.
    """

    url: str
    folder: str
    smtp: str
    webhook: str
    offset_s: float
    mode: str = "steps"
    die_at: int | None = None
    redis: str = ""


def warm_up() -> None:
    """What every process does once and a fork inherits: read, compile, draw. It saves each life half a second."""
    configure_mappers()
    for kind in KINDS:
        sample.written(kind, now=START, language="en", merchant="Sample")
    with tempfile.TemporaryDirectory() as folder:
        SampleCarrier(Path(folder), b"secret", CENTRES).make(sample.made(START), CUSTOMER, ["thing"], START)


def live(given: Given) -> list[str]:
    """Everything, from wherever an earlier process left off; the boundaries that were crossed."""
    begun = time.monotonic()

    def clock() -> datetime:
        return START + timedelta(seconds=given.offset_s + time.monotonic() - begun)

    points = Points(given.die_at)
    database = Database(given.url)
    points.around_commits(database)
    effects = _effects(database, Path(given.folder), given, clock, points)
    if given.mode == "jobs":
        _with_jobs(database, effects, clock, queue(Path(given.folder), given.redis))
    else:
        for step in _steps():
            step(database, clock)
            _deliver(database, effects, clock)
    database.close()
    return points.names


def _effects(database: Database, folder: Path, given: Given, clock: Clock, points: Points) -> Effects:
    points.around(maker, "write_whole")
    mail = SmtpNotifier(mail_server(given.smtp), "Sample <returns@merchant.example>", TLS)
    webhook = Webhook(given.webhook, [SECRET], clock, private=True, tls=TLS)
    for sender in (mail, webhook):
        points.around(sender, "send")
    carrier = SampleCarrier(folder / "labels", b"secret", CENTRES)
    desk = Desk(database.begin, mail, SmsFolder(folder / "texts"), "Sample", folder / "labels", clock)
    return {
        **making.effects(database.begin, carrier, clock),
        **telling.effects(desk),
        **reporting.effects(database.begin, webhook),
    }


def _deliver(database: Database, effects: Effects, clock: Clock) -> None:
    """What the sweeper and a worker do, in one thread, until nothing is due."""
    deliveries = Deliveries(database, effects, clock)
    while due := deliveries.due():
        for effect_id in due:
            deliveries.deliver(effect_id)


def _with_jobs(database: Database, effects: Effects, clock: Clock, tasks: Huey) -> None:
    """The same in the jobs process' own threads, beside the commands. One worker: what is in flight is one effect."""
    running.THREADS, running.LONGEST_POLL_S = 1, 0.02
    deliveries = Deliveries(database, effects, clock)
    runner = Runner(tasks, deliver=deliveries.deliver, chores={})
    sweeper = Sweeper(database, deliveries, clock, enqueue=runner.enqueue, enqueue_chores=runner.enqueue_chores)
    loop = Loop("sweeper", 0.02, sweeper.sweep)
    runner.start()
    loop.start()
    for step in _steps():
        step(database, clock)
    deadline = time.monotonic() + PATIENCE_S
    while _open_rows(database) and time.monotonic() < deadline:
        time.sleep(0.01)
    loop.stop()
    runner.stop()


def _open_rows(database: Database) -> int:
    with database.read() as work:
        return sum(row.done_at is None for row in work.outbox_review.list(limit=1000))


def _steps():
    """The commands, in the order in which they come."""
    return [
        lambda database, clock: _open(database, clock, "default"),
        lambda database, clock: _open(database, clock, "perishable"),
        _wait_for_the_label,
        lambda database, clock: _move(database, clock, "default", ReturnState.IN_TRANSIT, "notify_scanned"),
        lambda database, clock: _move(database, clock, "default", ReturnState.RECEIVED, "notify_received"),
        lambda database, clock: _move(database, clock, "default", ReturnState.INSPECTED, None),
        lambda database, clock: _move(database, clock, "default", ReturnState.REFUNDED, "notify_refunded"),
        lambda database, clock: _move(database, clock, "perishable", ReturnState.REFUNDED, "notify_refunded"),
    ]


def _open(database: Database, clock: Clock, category: str) -> None:
    """The caller asks for a return; asked again, it is the same one."""
    now, order = clock(), _order(category)
    with database.begin() as work:
        work.alone("orders")
        if work.orders.get(order.store, order.number) is None:
            work.orders.add(order)
    decision = decide(order.line(1), Reason.DEFECTIVE, RULES, now, zone_of(CUSTOMER.zip))
    with database.begin() as work:
        made = open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=now,
        )  # fmt: skip
        _tell_merchant(work, made, "created", clock)


def _wait_for_the_label(database: Database, _clock: Clock) -> None:
    """Nobody hands a parcel over before."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with database.read() as work:
            if work.returns.for_order(Store.AMAZON, NUMBERS["default"])[0].state is not ReturnState.AUTHORIZED:
                return
        time.sleep(0.01)
    raise AssertionError("no label was made")


def _order(category: str) -> Order:
    bought = START - timedelta(days=11)
    line = OrderLine(
        Store.AMAZON, NUMBERS[category], 1, "Something", "thing", category, 1, Money(5000), Money(400), bought,
        delivered_at=START - timedelta(days=8),
    )  # fmt: skip
    return Order(Store.AMAZON, line.order_number, CUSTOMER, (line,), bought)


def _move(database: Database, clock: Clock, category: str, state: ReturnState, kind: str | None) -> None:
    """One step of a return's life, its effects written in the same transaction."""
    with database.begin() as work:
        work.alone(f"return {category}")
        [made] = work.returns.for_order(Store.AMAZON, NUMBERS[category])
        if made.state in WAY and WAY.index(made.state) >= WAY.index(state):  # an earlier life took the step
            return
        advance(made.state, state)
        money = replace(made.refund, state=RefundState.ISSUED if state is ReturnState.REFUNDED else made.refund.state)
        work.returns.save(replace(made, state=state, refund=money, updated_at=clock()))
        if kind:
            work.outbox.add(kind, f"{kind}:{made.rma}", {"rma": made.rma}, clock())
        _tell_merchant(work, made, state.value, clock)


def _tell_merchant(work, made: Return, event: str, clock: Clock) -> None:
    work.outbox.add("merchant_webhook", f"merchant_webhook:{made.rma}:{event}", {"rma": made.rma, "event": event}, clock())
