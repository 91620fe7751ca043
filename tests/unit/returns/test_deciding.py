from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.returns.deciding import Asked, Book, judge
from returnflow.returns.model import Because, Handling, Money, Outcome, Reason
from returnflow.returns.replay import replay_as_recorded
from returnflow.returns.risk import Look, RiskRow, RiskTable, Tell
from returnflow.returns.thresholds import Thresholds

BROKEN = Asked(1, 1, Reason.DEFECTIVE)
CALM, KEEPS_CHEAP = RiskTable(()), RiskTable((), Thresholds(keep_below=Money(600)))


def risky(weight, **limits):
    """A table by which every return has that much risk."""
    return RiskTable((RiskRow("risk.test", Look.SEVERAL_SIZES, weight, Tell.ITEM),), Thresholds(**limits))


@pytest.fixture
def considered(db, world):
    """What becomes of the first line of an order that was put into the store."""

    def considered(order, wanted=BROKEN, table=CALM, **given):
        with db.begin() as work:
            work.orders.add(order)
            return judge(work, order, [wanted], Book(world.rules, table), world.now, **given)

    return considered


def test_an_ordinary_return_goes_by_itself(considered, world):
    found = considered(world.order())
    assert (found.decisions[0].outcome, found.handling, found.needs_code) == (Outcome.RETURNABLE, Handling.AUTO, False)
    assert found.decisions[0] == world.decide(world.order().line(1), Reason.DEFECTIVE)


def test_a_cheap_faulty_item_may_be_kept_where_the_merchant_says_so(considered, world):
    cheap = world.order(price=Money(500), tax=Money(40))
    assert considered(cheap).decisions[0].outcome is Outcome.RETURNABLE
    kept = considered(cheap, table=KEEPS_CHEAP).decisions[0]
    assert kept.outcome is Outcome.KEEP_IT
    assert kept.reasons[-1] is Because.NOT_WORTH_SENDING


def test_what_is_looked_at_more_closely_comes_back_however_cheap_it_is(considered, world):
    twice = [world.line(title=f"Shirt, size {size}", price=Money(500), tax=Money(40)) for size in ("M", "L")]
    found = considered(world.order(*twice), table=risky(30, keep_below=Money(600)))
    assert (found.decisions[0].outcome, found.handling) == (Outcome.RETURNABLE, Handling.RECEIVE_THEN_REFUND)
    assert found.needs_code


def test_what_is_kept_is_replayed_as_it_was_decided(considered, world):
    kept = considered(world.order(price=Money(500), tax=Money(40)), table=KEEPS_CHEAP).decisions[0]
    assert replay_as_recorded(kept, world.rules) == kept


def test_what_opens_no_return_has_no_risk(considered, world):
    late = [world.line(title=f"Shirt, size {size}", delivered=400, price=Money(90_000)) for size in ("M", "L")]
    found = considered(world.order(*late), Asked(1, 1, Reason.NO_LONGER_WANTED), risky(70))
    assert found.decisions[0].outcome is Outcome.NOT_RETURNABLE
    assert (found.risk.score, found.handling, found.needs_code) == (0, Handling.AUTO, False)


def test_a_replacement_is_judged_by_what_was_bought_first(considered, db, world):
    first = world.order()
    with db.begin() as work:
        work.orders.add(first)
    number = "114-2839407-5561829"
    sent = world.line(order_number=number, delivered=1, price=Money(0), tax=Money(0), replaces=first.number)
    found = considered(replace(world.order(sent), number=number))
    assert found.decisions[0].refund == Money(5400)
    assert found.decisions[0].deadline == (first.line(1).delivered_at + timedelta(days=30)).astimezone(world.zone).date()


def test_the_deadline_that_risk_looks_at_is_the_rules_own(considered, world):
    wears = RiskRow("risk.wear", Look.LATE_WEAR, 30, Tell.ITEM, within_days=5)
    worn = world.order(delivered=29)
    assert considered(worn, table=RiskTable((wears,))).risk.ids == ("risk.wear",)


def test_a_limit_in_another_currency_lets_nothing_be_kept(considered, world):
    table = RiskTable((), Thresholds(keep_below=Money(600, "CAD")))
    assert considered(world.order(price=Money(500), tax=Money(40)), table=table).decisions[0].outcome is Outcome.RETURNABLE
