"""Each row by an example beside its counter-example, then what holds of every score."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.model import Customer, Handling, Money, Order, OrderLine, Outcome, Reason, Store
from returnflow.returns.risk import Around, History, Look, Risk, RiskRow, RiskTable, Signal, Tell, Wanted, assess
from returnflow.returns.thresholds import Thresholds
from returnflow.stores import risk

TABLE = risk.load()
NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
PLAIN = History(orders=5, returns=1)


@pytest.fixture
def judged(world):
    """The rows that are met by one line with these facts."""

    def judged(history=PLAIN, around=None, reason=Reason.NO_LONGER_WANTED, days_left=20, lines=None, **given):
        order = world.order(*lines) if lines else world.order(**given)
        seen = history if history.first_order_at else replace(history, first_order_at=world.now - timedelta(days=400))
        wanted = Wanted(1, 1, reason, world.now.date() + timedelta(days=days_left))
        return assess(order, [wanted], seen, world.now, TABLE, around or Around())

    return judged


def test_an_ordinary_return_of_an_ordinary_customer_has_no_risk_at_all(judged):
    assert judged() == Risk(0, (), TABLE.thresholds)
    assert judged().handling is Handling.AUTO


@pytest.mark.parametrize(
    ("row", "met", "not_met"),
    [
        ("risk.returns.6_in_90d", {"history": History(12, 6)}, {"history": History(12, 5)}),
        ("risk.returns.12_in_90d", {"history": History(30, 12)}, {"history": History(30, 11)}),
        ("risk.return_share.60_percent", {"history": History(6, 4)}, {"history": History(7, 4)}),
        ("risk.return_share.60_percent", {"history": History(4, 4)}, {"history": History(3, 3)}),
        ("risk.rejected_before.1", {"history": History(5, 1, rejected=1)}, {"history": PLAIN}),
        ("risk.rejected_before.2", {"history": History(5, 2, rejected=2)}, {"history": History(5, 2, rejected=1)}),
        ("risk.late_wear.5d", {"title": "Summer dress", "days_left": 5}, {"title": "Summer dress", "days_left": 6}),
        ("risk.late_wear.5d", {"category": "apparel", "days_left": 0}, {"title": "Kettle", "days_left": 0}),
        (
            "risk.value_without_serial.300",
            {"title": "14-inch laptop", "price": Money(30_000)},
            {"title": "14-inch laptop", "price": Money(29_999)},
        ),
        (
            "risk.value_without_serial.300",
            {"category": "consumer_electronics", "price": Money(90_000)},
            {"category": "consumer_electronics", "price": Money(90_000), "around": Around(with_serial=frozenset({1}))},
        ),
        ("risk.second_return", {"around": Around(frozenset({1}))}, {"around": Around(frozenset({2}))}),
        ("risk.never_arrived", {"reason": Reason.NEVER_ARRIVED}, {"reason": Reason.NEVER_ARRIVED, "delivered": None}),
        ("risk.change_of_contact", {"around": Around(change_of_contact=True)}, {}),
    ],
)
def test_each_row_is_met_by_what_it_is_about_and_by_nothing_less(judged, row, met, not_met):
    assert row in judged(**met).ids
    assert row not in judged(**not_met).ids


def test_a_dear_item_on_a_first_order_is_a_sign_and_on_a_later_one_is_none(judged, world):
    new = History(orders=1, first_order_at=world.now - timedelta(days=11))
    assert "risk.new_with_value.300" in judged(new, price=Money(40_000)).ids
    assert "risk.new_with_value.300" not in judged(new, price=Money(4_000)).ids
    old = replace(new, first_order_at=world.now - timedelta(days=31))
    assert "risk.new_with_value.300" not in judged(old, price=Money(40_000)).ids


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Running shoes, size 9", "Running shoes, size 10.5", True),
        ("Cotton shirt M", "Cotton shirt XL", True),
        ("Running shoes, size 9", "Hiking boots, size 9", False),
    ],
)
def test_several_sizes_of_one_thing_are_a_sign(judged, world, one, other, same):
    lines = (world.line(title=one), world.line(title=other))
    assert ("risk.several_sizes" in judged(lines=lines).ids) is same


@pytest.mark.parametrize(
    "honest",
    [
        {"title": "14-inch laptop", "price": Money(90_000)},
        {"title": "14-inch laptop", "price": Money(90_000), "history": "new"},
        {"title": "Summer dress", "days_left": 1},
        {"history": History(4, 4)},
    ],
)
def test_no_single_sign_of_an_honest_customer_leaves_the_automatic_way(judged, world, honest):
    if honest.get("history") == "new":
        honest = honest | {"history": History(orders=1, first_order_at=world.now - timedelta(days=5))}
    assert judged(**honest).handling is Handling.AUTO


def test_a_serial_returner_is_paid_after_the_check_and_one_twice_as_busy_meets_a_person(judged):
    assert judged(history=History(12, 6)).handling is Handling.RECEIVE_THEN_REFUND
    assert judged(history=History(30, 12)).handling is Handling.PERSON


def test_whoever_wants_an_address_changed_meets_a_person(judged):
    assert judged(around=Around(change_of_contact=True)).handling is Handling.PERSON


def test_signs_add_up(judged):
    both = judged(history=History(6, 4), title="Summer dress", days_left=1)
    assert (both.score, both.handling) == (30, Handling.RECEIVE_THEN_REFUND)


def test_what_is_told_is_the_routine_of_the_weightiest_sign(judged):
    risk = judged(around=Around(frozenset({1}), change_of_contact=True))
    assert [signal.weight for signal in risk.signals] == sorted((signal.weight for signal in risk.signals), reverse=True)
    assert risk.tell is Tell.CHANGE
    assert Risk().tell is Tell.ROUTINE


def test_nothing_can_be_checked_of_what_the_customer_keeps(world):
    returned = world.decide(world.line())
    kept = world.decide(world.line(category="perishable"), Reason.DAMAGED_IN_TRANSIT)
    assert (returned.outcome, kept.outcome) == (Outcome.RETURNABLE, Outcome.KEEP_IT)
    assert Risk(40).handling_of(returned) is Handling.RECEIVE_THEN_REFUND
    assert Risk(40).handling_of(kept) is Handling.PERSON
    assert Risk(10).handling_of(kept) is Handling.AUTO


@pytest.mark.parametrize(
    ("cents", "handling", "code"),
    [
        (18_000, Handling.AUTO, False),
        (20_000, Handling.AUTO, True),
        (140_000, Handling.AUTO, True),
        (150_000, Handling.PERSON, True),
    ],
)
def test_a_large_sum_needs_a_code_and_a_very_large_one_a_person_whatever_the_score(world, cents, handling, code):
    decision = world.decide(world.line(price=Money(cents)))
    assert (Risk(0).handling_of(decision), Thresholds().needs_code(decision.refund)) == (handling, code)


@pytest.mark.parametrize(
    ("score", "handling", "code"),
    [
        (0, Handling.AUTO, False),
        (29, Handling.AUTO, False),
        (30, Handling.RECEIVE_THEN_REFUND, True),
        (69, Handling.RECEIVE_THEN_REFUND, True),
        (70, Handling.PERSON, True),
        (100, Handling.PERSON, True),
    ],
)
def test_the_bounds_divide_the_scores(score, handling, code):
    assert (Risk(score).handling, Risk(score).needs_code) == (handling, code)


def test_the_bounds_are_the_merchants(judged, world):
    strict = replace(TABLE, thresholds=Thresholds(receive_from=10, person_from=15))
    order = world.order(title="14-inch laptop", price=Money(90_000))
    assert assess(order, [Wanted(1, 1, Reason.QUALITY)], PLAIN, world.now, strict).handling is Handling.PERSON


moments = st.one_of(st.none(), st.integers(0, 800).map(lambda days: NOW - timedelta(days=days)))
histories = st.builds(History, st.integers(0, 50), st.integers(0, 50), st.integers(0, 5), st.integers(0, 10**7), moments)
arounds = st.builds(Around, st.frozensets(st.integers(1, 2)), st.frozensets(st.integers(1, 2)), st.booleans())
tables = st.lists(
    st.builds(
        RiskRow, st.text(max_size=5), st.sampled_from(Look), st.integers(0, 100), st.sampled_from(Tell),
        at_least=st.integers(0, 40_000), percent=st.integers(0, 100), within_days=st.integers(0, 40),
    ),
    max_size=12,
).map(lambda rows: RiskTable(tuple(rows)))  # fmt: skip


LINE = OrderLine(
    Store.AMAZON, "114-2839407-5561823", 1, "Phone, size M", "phone", "default", 1, Money(35_000), Money(0), NOW - timedelta(9),
    delivered_at=NOW - timedelta(days=6),
)  # fmt: skip
ORDER = Order(
    Store.AMAZON, LINE.order_number, Customer("c", "Ann Lee", "Lee", "60614", "", ""),
    (LINE, replace(LINE, line_no=2, title="Phone, size L", quantity=3)), LINE.purchased_at,
)  # fmt: skip


def wanted_of(reason, quantity, days):
    return [Wanted(2, quantity, reason, NOW.date() + timedelta(days=days))]


@given(histories, arounds, tables, st.sampled_from(Reason), st.integers(1, 3), st.integers(-30, 60))
def test_every_score_lies_between_nothing_and_a_hundred_and_comes_out_the_same_again(
    history, around, table, reason, quantity, days
):
    wanted = wanted_of(reason, quantity, days)
    risk = assess(ORDER, wanted, history, NOW, table, around)
    assert 0 <= risk.score <= 100
    assert risk == assess(ORDER, wanted, history, NOW, table, around)


WORSE = {
    "more returns": lambda h, a, n: (replace(h, returns=h.returns + n), a),
    "more rejected": lambda h, a, n: (replace(h, rejected=h.rejected + n), a),
    "returned before": lambda h, a, n: (h, replace(a, returned_before=a.returned_before | {2})),
    "a serial number less": lambda h, a, n: (h, replace(a, with_serial=frozenset())),
    "a change of contact": lambda h, a, n: (h, replace(a, change_of_contact=True)),
    "newer": lambda h, a, n: (replace(h, first_order_at=None), a),
}


@pytest.mark.parametrize("worse", WORSE)
@given(history=histories, around=arounds, table=tables, n=st.integers(1, 20))
def test_more_of_a_sign_never_lowers_the_score(worse, history, around, table, n):
    wanted = wanted_of(Reason.NEVER_ARRIVED, 1, 3)
    before = assess(ORDER, wanted, history, NOW, table, around)
    more, beside = WORSE[worse](history, around, n)
    assert assess(ORDER, wanted, more, NOW, table, beside).score >= before.score


@given(st.lists(st.integers(0, 100), max_size=8), st.integers(0, 100))
def test_another_sign_never_lowers_the_handling(weights, more):
    order_of = list(Handling)
    signals = tuple(Signal("s", weight, Tell.ITEM) for weight in weights)
    low, high = Risk(min(100, sum(weights)), signals), Risk(min(100, sum(weights) + more), signals)
    assert order_of.index(high.handling) >= order_of.index(low.handling)
