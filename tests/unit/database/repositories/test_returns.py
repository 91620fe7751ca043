import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from returnflow.database import Database
from returnflow.database.repositories import returns
from returnflow.database.repositories.returns import Wanted
from returnflow.errors import NotFound
from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import (
    Handling,
    Money,
    Reason,
    Refund,
    RefundState,
    Resolution,
    ReturnState,
    Store,
    Tender,
)
from returnflow.returns.service import open_return
from returnflow.returns.units import UnitTaken
from returnflow.stores import demo

NUMBER = "114-2839407-5561823"


@pytest.fixture
def order(db, world):
    order = world.order(world.line(quantity=3))
    with db.begin() as work:
        work.orders.add(order)
    return order


def opened(db, world, order, quantity=1, units=None, call_id="call"):
    decision = world.decide(order.line(1), quantity=quantity, units=units)
    with db.begin() as work:
        return open_return(
            work,
            call_id=call_id,
            order=order,
            line_no=1,
            quantity=quantity,
            reason=Reason.NO_LONGER_WANTED,
            decision=decision,
            method=None,
            now=world.now,
            units=units,
        )


def test_a_return_comes_back_as_it_was_made(db, world, order):
    made = opened(db, world, order)
    with db.read() as work:
        assert work.returns.get(made.rma) == made
        assert work.returns.for_order(Store.AMAZON, NUMBER) == [made]
        assert work.returns.for_call("call") == [made]
        assert work.returns.list() == [made]
        assert work.returns.get("RF-0000-0000") is None
        assert work.returns.for_order(Store.WALMART, NUMBER) == []


def test_the_database_itself_lets_no_unit_be_returned_twice(db, world, order):
    made = opened(db, world, order)
    copy = replace(made, rma="RF-0000-0000", drop_off_code="AAAAAA")
    with pytest.raises(UnitTaken), db.begin() as work:
        work.returns.add(copy)
    with db.read() as work:
        assert work.returns.list() == [made]


def test_a_refused_copy_leaves_the_rest_of_the_transaction_alone(db, world, order):
    made = opened(db, world, order)
    with db.begin() as work:
        with pytest.raises(UnitTaken):
            work.returns.add(replace(made, rma="RF-0000-0000", drop_off_code="AAAAAA"))
        work.workers.beat("w", 1, world.now)
    with db.read() as work:
        assert work.workers.capacity(world.now) == 1


def test_state_method_refund_and_day_can_change(db, world, order):
    made = opened(db, world, order)
    changed = replace(
        made,
        state=ReturnState.LABEL_ISSUED,
        refund=Refund(
            Money(1), Tender.GIFT_CARD, RefundState.ISSUED, issued_at=world.now, reference="r", charge_back_on=date(2026, 8, 1)
        ),
        return_by=date(2027, 1, 1),
        resolution=Resolution.STORE_CREDIT,
        handling=Handling.PERSON,
        replacement="114-0000000-0000001",
        drop_off_code="ABC123",
        lines=(replace(made.lines[0], rejected=(1,), verdict="worn"),),
    )
    with db.begin() as work:
        work.returns.save(changed)
    with db.read() as work:
        assert work.returns.get(made.rma) == changed


def test_saving_what_is_not_there_is_named(db, world, order):
    made = replace(opened(db, world, order), rma="RF-0000-0000")
    with pytest.raises(NotFound), db.begin() as work:
        work.returns.save(made)


@pytest.mark.parametrize("state", sorted(FREES_THE_UNITS))
def test_a_return_that_came_to_nothing_lets_the_units_be_returned_again(db, world, order, state):
    made = opened(db, world, order)
    with db.begin() as work:
        work.returns.save(replace(made, state=state))
    again = opened(db, world, order)
    assert again.rma != made.rma


def test_twenty_threads_that_create_the_same_return_make_one(db, world, order):
    made = []
    threads = [threading.Thread(target=lambda n=n: made.append(opened(db, world, order, call_id=f"call-{n}"))) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 20
    assert len({each.rma for each in made}) == 1
    with db.read() as work:
        assert len(work.returns.list()) == 1
        assert len(work.outbox.due(world.now)) == 3


def test_a_page_follows_the_one_before_and_asks_only_for_what_is_wanted(db, world, order):
    made = [opened(db, world, order, units=(unit,)) for unit in (1, 2, 3)]
    with db.begin() as work:
        work.returns.save(replace(made[0], state=ReturnState.CANCELLED))
    newest = sorted((each.rma for each in made), reverse=True)  # all at the same moment: the number decides
    with db.read() as work:
        first = work.returns.list(2)
        assert [each.rma for each in first] == newest[:2]
        after = (first[-1].created_at, first[-1].rma)
        assert [each.rma for each in work.returns.list(2, after=after)] == newest[2:]
        assert [each.rma for each in work.returns.list(9, Wanted(state=ReturnState.CANCELLED))] == [made[0].rma]
        assert len(work.returns.list(9, Wanted(store=Store.AMAZON, order_number=NUMBER, since=world.now))) == 3
        assert work.returns.list(9, Wanted(since=world.now + timedelta(seconds=1))) == []
        assert work.returns.list(9, Wanted(store=Store.WALMART)) == []


def test_the_export_gives_every_return_once_however_many_there_are(db, world, order, monkeypatch):
    made = {opened(db, world, order, units=(unit,)).rma for unit in (1, 2, 3)}
    monkeypatch.setattr(returns, "_AT_ONCE", 2)
    with db.read() as work:
        assert [each.rma for each in work.returns.stream(Wanted())] == sorted(made)


def test_a_customers_history_counts_what_came_back_and_not_what_came_to_nothing(db, world, order):
    made = [opened(db, world, order, units=(unit,)) for unit in (1, 2, 3)]
    rejected = replace(made[1].lines[0], rejected=(2,), verdict="worn")
    with db.begin() as work:
        work.returns.save(replace(made[0], state=ReturnState.CANCELLED))
        work.returns.save(replace(made[1], state=ReturnState.REJECTED, lines=(rejected,)))
        work.returns.save(replace(made[2], refund=replace(made[2].refund, state=RefundState.SETTLED)))
        history = work.returns.history(order.customer.id, world.now - timedelta(days=90))
        later = work.returns.history(order.customer.id, world.now + timedelta(days=1))
        assert work.returns.history("nobody", world.now).returns == 0
    assert (history.orders, history.returns, history.rejected) == (1, 2, 1)
    assert history.refunded_minor == made[2].refund.amount.minor
    assert history.first_order_at == order.purchased_at
    assert (later.orders, later.returns, later.first_order_at) == (0, 0, order.purchased_at)


def test_what_has_run_out_is_found(db, world, order):
    made = opened(db, world, order)
    with db.read() as work:
        assert work.returns.overdue(made.return_by) == []
        assert work.returns.overdue(made.return_by + timedelta(days=1)) == [made.rma]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT rma FROM returns WHERE state IN ('a', 'b') AND return_by < '2026-01-01'",
        "SELECT rma FROM refunds WHERE charge_back_on < '2026-01-01'",
        "SELECT rma FROM returns WHERE (created_at, rma) < ('2026-01-01', 'x') ORDER BY created_at DESC, rma DESC",
        "SELECT r.rma FROM (SELECT DISTINCT store, number FROM orders WHERE customer_id = 'c') o "
        "JOIN returns r ON r.store = o.store AND r.order_number = o.number",
    ],
)
def test_what_is_asked_often_is_found_by_index(tmp_path, query):
    database = Database(f"sqlite:///{tmp_path}/plans.db")
    database.upgrade()
    with database.read() as work:
        plan = [row.detail for row in work._session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    assert not [step for step in plan if step.startswith("SCAN") and step not in ("SCAN o", "SCAN (subquery-1)")], plan


PROGRAM = """
import json, sys
from datetime import datetime
from zoneinfo import ZoneInfo
from returnflow.database import Database
from returnflow.returns.model import Reason, Store
from returnflow.returns.service import Item, decide, find_order, open_items
from returnflow.stores import rules
url, number, now = sys.argv[1:]
at, book, database = datetime.fromisoformat(now), rules.load(), Database(url)
def look(work):
    order = find_order(work, Store.AMAZON, number)
    work.returns.for_order(Store.AMAZON, number)
    return order, decide(order.line(1), Reason.DEFECTIVE, book, at, ZoneInfo("America/Chicago"))
with database.read() as work:  # a process that is up already: its first transaction does not load half of the libraries
    look(work)
print("ready", flush=True)
sys.stdin.readline()
with database.begin() as work:
    order, decision = look(work)
    made = open_items(work, order=order, wanted=[Item(1, 1, Reason.DEFECTIVE, decision)], method=None, now=at)
print(json.dumps([made.rma, made.drop_off_code]))
"""


def test_twenty_processes_that_create_the_same_return_at_once_get_the_same_answer(db, world):
    demo.seed(db, world.now)
    command = [sys.executable, "-c", PROGRAM, db.url, NUMBER, world.now.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, **pipes) for _ in range(20)]
    assert {process.stdout.readline().strip() for process in started} == {"ready"}
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [tuple(json.loads(process.communicate()[0])) for process in started]
    with db.read() as work:
        [made] = work.returns.for_order(Store.AMAZON, NUMBER)
        assert [event.now for event in work.events.of(made.rma)] == ["authorized"]
        assert len(work.labels.for_return(made.rma)) == 1
        assert len(work.outbox.due(world.now)) == 3
    assert answers == [(made.rma, made.drop_off_code)] * 20
