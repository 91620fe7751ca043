import json
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date

import pytest

from returnflow.errors import NotFound
from returnflow.returns.lifecycle import FREES_THE_UNITS
from returnflow.returns.model import Money, Reason, Refund, RefundState, ReturnState, Store, Tender
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
        refund=Refund(Money(1), Tender.GIFT_CARD, RefundState.ISSUED),
        return_by=date(2027, 1, 1),
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
        assert len(work.outbox.due(world.now)) == 2


PROGRAM = """
import json, sys
from datetime import datetime
from zoneinfo import ZoneInfo
from returnflow.database import Database
from returnflow.returns.model import Reason, Store
from returnflow.returns.service import decide, find_order, open_return
from returnflow.stores import rules
url, number, now = sys.argv[1:]
at, book = datetime.fromisoformat(now), rules.load()
print("ready", flush=True)
sys.stdin.readline()
with Database(url).begin() as work:
    order = find_order(work, Store.AMAZON, number)
    decision = decide(order.line(1), Reason.DEFECTIVE, book, at, ZoneInfo("America/Chicago"))
    made = open_return(work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision,
                       method=None, now=at)
print(json.dumps([made.rma, made.drop_off_code]))
"""


def test_processes_that_create_the_same_return_at_once_get_the_same_answer(db, world):
    demo.seed(db, world.now)
    command = [sys.executable, "-c", PROGRAM, db.url, NUMBER, world.now.isoformat()]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    started = [subprocess.Popen(command, **pipes) for _ in range(6)]
    assert {process.stdout.readline().strip() for process in started} == {"ready"}
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = {tuple(json.loads(process.communicate()[0])) for process in started}
    assert len(answers) == 1
    with db.read() as work:
        assert [(made.rma, made.drop_off_code) for made in work.returns.for_order(Store.AMAZON, NUMBER)] == list(answers)
