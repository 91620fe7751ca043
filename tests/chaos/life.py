"""The whole life of two returns in one process, which may die anywhere and be run again: everything in it is safe to repeat.

One item travels back with a label, the other is kept. Commands are taken as the product takes them, effects run as the jobs
process runs them; who receives is real and outside this process.
"""

import ssl
import tempfile
import time
from dataclasses import dataclass
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
from returnflow.labels import release
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
from returnflow.returns.events import Actor
from returnflow.returns.model import Customer, Money, Order, OrderLine, Reason, Return, Store
from returnflow.returns.service import inspect, open_return, receive, scan, settle_refund
from returnflow.returns.tracking import Scan, TrackingEvent
from returnflow.returns.zones import zone_of
from returnflow.stores import merchant, rules

from .points import Points

SECRET = "a secret that the merchant knows too"
CUSTOMER = Customer("c-1", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")
NUMBERS = {"default": "114-2839407-5561823", "perishable": "114-2839407-5561824"}
START = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
PATIENCE_S = 30.0
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
    points.around(release, "write_whole")
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
    while _open_rows(database, clock()) and time.monotonic() < deadline:
        time.sleep(0.01)
    loop.stop()
    runner.stop()


def _open_rows(database: Database, now: datetime) -> int:
    """Rows that are due or under way; reminders are not due for weeks."""
    with database.read() as work:
        return sum(row.done_at is None and row.due_at <= now for row in work.outbox_review.list(limit=1000))


def _steps():
    """The commands, in the order in which they come."""
    return [
        lambda database, clock: _open(database, clock, "default"),
        lambda database, clock: _open(database, clock, "perishable"),
        _wait_for_the_label,
        _scan,
        lambda database, clock: _take(database, clock, receive),
        lambda database, clock: _take(database, clock, inspect, ()),
        lambda database, clock: _take(database, clock, settle_refund),
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
        open_return(work, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, now=now)


def _wait_for_the_label(database: Database, _clock: Clock) -> None:
    """Nobody hands a parcel over before he was told of it; nobody is told of a label when his parcel has come already."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with database.read() as work:
            told = work.outbox.by_key(f"notify_label:{_made(work, 'default').rma}")
        if told is not None and told.done_at is not None:
            return
        time.sleep(0.01)
    raise AssertionError("no label was made, or nobody was told")


def _order(category: str) -> Order:
    bought = START - timedelta(days=11)
    line = OrderLine(
        Store.AMAZON, NUMBERS[category], 1, "Something", "thing", category, 1, Money(5000), Money(400), bought,
        delivered_at=START - timedelta(days=8),
    )  # fmt: skip
    return Order(Store.AMAZON, line.order_number, CUSTOMER, (line,), bought)


def _scan(database: Database, clock: Clock) -> None:
    """The carrier tells of the first scan, and tells it again whenever it is not sure."""
    with database.begin() as work:
        made = _made(work, "default")
        event = TrackingEvent(f"scan:{made.rma}", made.rma, 1, Scan.IN_TRANSIT, START)
        scan(work, event, by=Actor.CARRIER, now=clock(), advance_refunds={})


def _take(database: Database, clock: Clock, step, *more) -> None:
    """One step of the life of what travels."""
    with database.begin() as work:
        step(work, _made(work, "default").rma, *more, by=Actor.OPERATOR, now=clock())


def _made(work, category: str) -> Return:
    [made] = work.returns.for_order(Store.AMAZON, NUMBERS[category])
    return made
