"""Random walks through the life of returns: whatever is tried in whatever order, what must always hold does."""

import os
import random
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import text

from returnflow.errors import ReturnFlowError
from returnflow.returns import service
from returnflow.returns.disputing import Objection
from returnflow.returns.lifecycle import FREES_THE_UNITS, WITH_THE_CUSTOMER
from returnflow.returns.model import Handling, Money, RefundState, Resolution, ReturnState, Store
from returnflow.returns.service import Inspected
from returnflow.returns.tracking import Scan
from returnflow.returns.units import held

from .desk import Desk, Maker

S, R = ReturnState, RefundState
SEEDS, STEPS = int(os.environ.get("RETURNFLOW_WALKS", "4")), 120
MONEY_OUT = {S.IN_TRANSIT, S.RECEIVED, S.REFUNDED, S.CREDITED, S.ESCALATED, S.CLOSED}
ANOTHER = {"order_number": "114-0000000-0000001"}
USUAL = {
    S.PENDING_REVIEW: (service.approve, {}),
    S.ESCALATED: (service.approve, {}),
    S.IN_TRANSIT: (service.receive, {}),
    S.RECEIVED: (service.inspect, {"found": []}),
    S.INSPECTED: (service.replace_item, ANOTHER),
    S.REFUNDED: (service.settle_refund, {}),
    S.CREDITED: (service.settle_refund, {}),
    S.EXCHANGED: (service.close, {}),
}


class Walk:
    """One order of ten units in two lines; any number of returns over it; any step at any time."""

    def __init__(self, desk, seed):
        self.desk, self.db, self.choice, self.seen = desk, desk.db, random.Random(seed), Counter()
        if seed % 2:
            desk.advance_refunds = {Store.AMAZON: timedelta(days=20)}
        rare = [self.label, self.scan, self.receive, self.inspect, self.plain, self.with_a_reason, self.pay]
        self.steps = [self.open] * 4 + [self.go_on] * 9 + [*rare, self.object, self.wait]

    def go(self):
        """One step, whether it is allowed or not."""
        step = self.choice.choice(self.steps)
        made = self.choice.choice(self.all() or [None])
        if step in (self.open, self.wait) or made is not None:
            step(made)

    def attempt(self, step, *args, **given):
        """Take the step; when it is refused, nothing may have changed."""
        looks = self.choice.random() < 0.2
        before = self.everything() if looks else None
        try:
            step(*args, **given)
            self.seen["taken"] += 1
        except ReturnFlowError:
            self.seen["refused"] += 1
            assert not looks or self.everything() == before

    def do(self, step, made, *args, **given):
        self.attempt(self.desk.do, step, made, *args, **given)

    def everything(self):
        tables = ("returns", "refunds", "return_lines", "return_units", "return_events", "outbox", "labels", "disputes")
        with self.db.read() as work:
            return [work._session.execute(text(f"SELECT * FROM {table} ORDER BY 1, 2, 3, 4")).all() for table in tables]

    def all(self):
        with self.db.read() as work:
            return list(work.returns.for_order(self.desk.order.store, self.desk.order.number))

    def open(self, _):
        items = []
        for line_no in self.choice.sample((1, 2), self.choice.randint(1, 2)):
            units = range(1, self.desk.order.line(line_no).quantity + 1)
            meant = tuple(sorted(self.choice.sample(units, self.choice.randint(1, 2))))
            items.append(self.desk.item(line_no, quantity=len(meant), units=meant))
        handling = self.choice.choice((Handling.AUTO, Handling.AUTO, *Handling))
        resolution, parcels = self.choice.choice((Resolution.REFUND, *Resolution)), self.choice.randint(1, 2)
        self.attempt(self.desk.open, *items, parcels=parcels, handling=handling, resolution=resolution)

    def go_on(self, made):
        """The way that most returns go, so that walks get far."""
        if made.state is S.AUTHORIZED:
            self.attempt(self.desk.label, made, Maker())
        elif made.state is S.LABEL_ISSUED:
            self.attempt(self.desk.scan, made)
        elif made.state in USUAL:
            step, given = USUAL[made.state]
            self.do(step, made, **given)

    def label(self, made):
        self.attempt(self.desk.label, made, Maker())

    def scan(self, made):
        at = self.desk.now + timedelta(hours=self.choice.randint(-5, 5))
        self.attempt(self.desk.scan, made, self.choice.choice(list(Scan)), self.choice.randint(1, 2), at=at)

    def receive(self, made):
        self.do(service.receive, made, parcel=self.choice.choice((None, 1, 2)))

    def inspect(self, made):
        found = [Inspected(line.line_no, self.choice.randint(0, len(line.units)), "worn") for line in made.lines]
        self.do(service.inspect, made, found)

    def plain(self, made):
        self.do(self.choice.choice((service.approve, service.cancel, service.settle_refund, service.close)), made)

    def with_a_reason(self, made):
        steps = (service.reject, service.escalate, service.fail_refund, service.fail_refund, service.reverse_refund)
        self.do(self.choice.choice(steps), made, why="so it is")

    def pay(self, made):
        self.do(service.issue_refund, made, amount=self.choice.choice((None, Money(1), Money(1406), Money(10_000))))
        self.do(service.replace_item, made, **ANOTHER) if self.choice.random() < 0.3 else None

    def object(self, made):
        name = f"d-{self.choice.getrandbits(60)}"
        self.do(service.dispute_refund, made, Objection.OTHER, "", dispute_id=name)

    def wait(self, _):
        service.keep_dates(self.db.begin, self.desk.later(days=self.choice.randint(1, 25)).now)
        self.desk.now = min(self.desk.now, self.desk.world.now + timedelta(days=20))  # the window for opening stays open


def check(walk):
    """What must hold after every step."""
    returns = walk.all()
    _check_units(walk, returns)
    for made in returns:
        _check_money(made)
        _check_story(walk, made)
    paid_out = [made.refund.amount.minor for made in returns if made.refund.state in WITH_THE_CUSTOMER]
    assert sum(paid_out) <= walk.desk.order.total.minor


def _check_units(walk, returns):
    """Every unit is held by one return exactly while it should be."""
    meant = [(place, made.rma) for made in returns for place in held(made)]
    assert len({place for place, _ in meant}) == len(meant)
    with walk.db.read() as work:
        rows = work._session.execute(text("SELECT line_no, unit, rma FROM return_units")).all()
    assert sorted(((line, unit), rma) for line, unit, rma in rows) == sorted(meant)


def _check_money(made):
    money = made.refund.state
    assert made.state not in FREES_THE_UNITS or money in (R.VOID, R.REVERSED), made
    assert money not in WITH_THE_CUSTOMER or made.state in MONEY_OUT, made
    assert made.state not in (S.REFUNDED, S.CREDITED) or money in (R.ISSUED, R.FAILED), made
    assert made.state is not S.EXCHANGED or money is R.VOID, made
    assert made.state is not S.CLOSED or money in (R.SETTLED, R.VOID), made
    assert (made.refund.issued_at is not None) or money in (R.PENDING, R.VOID), made
    assert made.refund.amount <= made.paid


def _check_story(walk, made):
    """Events are an unbroken story that the merchant was told; code and labels are there once the return may travel."""
    steps = walk.desk.events(made)
    for subject, last in (("return", made.state), ("refund", made.refund.state)):
        mine = [(was, now) for what, was, now in steps if what == subject]
        assert all(one[1] == other[0] for one, other in zip(mine, mine[1:], strict=False)), steps
        assert not mine or mine[-1][1] == last, steps
        walk.seen.update(mine)
    assert len(walk.desk.outbox(made, "merchant_webhook")) == len(steps)
    with walk.db.read() as work:
        assert len(work.labels.for_return(made.rma)) == (made.parcels if made.drop_off_code else 0)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_whatever_is_tried_in_whatever_order_what_must_hold_does(db, world, seed):
    lines = (world.line(quantity=6, price=Money(1299), tax=Money(643)), world.line(quantity=4, price=Money(2500), tax=Money(803)))
    desk = Desk(db, world, world.order(*lines))
    with db.begin() as work:
        work.orders.add(desk.order)
    walk = Walk(desk, seed)
    for _ in range(STEPS):
        walk.go()
        check(walk)
    assert walk.seen["taken"] > STEPS // 8  # it got somewhere
    assert walk.seen["refused"] > STEPS // 10  # and tried what is not allowed
