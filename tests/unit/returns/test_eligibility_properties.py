"""What holds for any decision whatever: over the whole demo store, any day, any reason, any circumstance."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.eligibility import decide
from returnflow.returns.model import Because, Fault, Handling, Money, OrderLine, Outcome, Reason, fault
from returnflow.returns.policy.rows import Trigger
from returnflow.returns.refunds import paid
from returnflow.returns.replacements import Origin
from returnflow.stores import demo, rules

RULES = rules.load()
NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
LINES = [line for order in demo.orders(NOW) for line in order.lines]
BOUGHT_FIRST = {(line.order_number, line.title): line for line in LINES}
ZONES = [
    "America/New_York",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
]
OPEN = (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY, Outcome.KEEP_IT)

lines = st.sampled_from(LINES)
zones = st.sampled_from(ZONES).map(ZoneInfo)
circumstances = st.fixed_dictionaries(
    {
        "triggers": st.frozensets(st.sampled_from(Trigger)),
        "days_late": st.integers(0, 60),
        "damage_percent": st.none() | st.integers(0, 100),
        "recipient": st.none() | st.booleans(),
        "together": st.booleans(),
        "keep_below": st.none() | st.integers(0, 20_000).map(Money),
        "handling": st.sampled_from(Handling),
    }
)


def origin_of(line: OrderLine) -> Origin | None:
    """The beginning of a chain, when the demo knows it."""
    here = line
    while here.replaces:
        found = BOUGHT_FIRST.get((here.replaces, here.title))
        if found is None:
            return None
        here = found
    return Origin(here) if here is not line else None


@given(line=lines, reason=st.sampled_from(Reason), days=st.integers(-5, 800), zone=zones, given=circumstances, data=st.data())
def test_whatever_is_asked_a_decision_is_sound(line, reason, days, zone, given, data):
    units = tuple(data.draw(st.sets(st.integers(1, line.quantity), min_size=1)))
    origin, now = origin_of(line), NOW + timedelta(days=days)
    decision = decide(line, reason, RULES, now, zone, quantity=len(units), units=units, origin=origin, **given)
    assert decision.reasons
    assert Money(0) <= decision.refund <= paid(origin.line if origin else line, units)
    assert sum((each.amount for each in decision.refund_lines), Money(0)) == decision.refund
    assert bool(decision.methods) == (decision.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY))
    assert (decision.refund_to is None) == (decision.outcome not in (Outcome.RETURNABLE, Outcome.KEEP_IT))
    assert all(RULES.row(row_id) for row_id in decision.rows)
    assert len(decision.fees) <= 1
    if fault(reason) is Fault.SELLER:
        assert decision.fees == ()
    if decision.outcome in (Outcome.RETURNABLE, Outcome.EXCHANGE_ONLY):
        assert now.astimezone(zone).date() <= decision.deadline <= decision.return_by


@given(line=lines, reason=st.sampled_from(Reason), day=st.integers(0, 800), zone=zones, given=circumstances)
def test_time_only_ever_takes_a_return_away(line, reason, day, zone, given):
    now, origin = NOW + timedelta(days=day), origin_of(line)
    first = decide(line, reason, RULES, now, zone, origin=origin, **given)
    later = decide(line, reason, RULES, now + timedelta(days=1), zone, origin=origin, **given)
    assert not (later.outcome in OPEN and first.outcome not in OPEN)


@given(line=lines, zone=zones, hour=st.integers(0, 23), minute=st.integers(0, 59), moved=st.integers(0, 500))
def test_the_last_day_counts_to_its_last_minute_and_the_next_one_from_its_first(line, zone, hour, minute, moved):
    """In every zone, over both changes of the clocks, whatever the hour of delivery."""
    shift = timedelta(days=moved, hours=hour, minutes=minute)
    there = {
        name: moment + shift
        for name in ("purchased_at", "shipped_at", "delivered_at", "promised_at")
        if (moment := getattr(line, name))
    }
    moved_line = replace(line, **there)
    found = decide(moved_line, Reason.NO_LONGER_WANTED, RULES, NOW + shift, zone, origin=origin_of(line))
    if found.deadline is None or moved_line.replaces or not (found.opens_a_return or Because.FEE_NOT_FIXED in found.reasons):
        return
    last = datetime.combine(found.deadline, time(23, 59), zone)
    first = datetime.combine(found.deadline + timedelta(days=1), time(0, 0), zone)
    at_last, after = (
        decide(moved_line, Reason.NO_LONGER_WANTED, RULES, moment.astimezone(UTC), zone) for moment in (last, first)
    )
    assert at_last.outcome is found.outcome
    assert Because.WINDOW_OVER in after.reasons


@given(
    line=lines, data=st.data(), days_late=st.sampled_from([0, 7, 45]), promotion=st.integers(0, 5_000), quantity=st.integers(1, 9)
)
def test_however_the_units_are_spread_over_returns_the_parts_sum_to_the_whole(line, data, days_late, promotion, quantity):
    line = replace(line, quantity=quantity, promotion=Money(min(promotion, line.price.minor * quantity)), replaces=None)
    order = data.draw(st.permutations(range(1, quantity + 1)))
    cuts = sorted(data.draw(st.sets(st.integers(1, max(1, quantity - 1)))) | {0, quantity})
    parts = [tuple(order[start:end]) for start, end in zip(cuts, cuts[1:], strict=False) if start < end]

    def ask(units):
        zone = ZoneInfo("America/Chicago")
        return decide(
            line, Reason.NO_LONGER_WANTED, RULES, NOW, zone, quantity=len(units), units=units, days_late=days_late, together=True
        )

    whole, split = ask(tuple(range(1, quantity + 1))), [ask(units) for units in parts]
    if line.bundle or any(each.outcome is not whole.outcome for each in split):
        return
    for name in ("refund", "price", "tax"):
        assert sum((getattr(each, name) for each in split), Money(0)) == getattr(whole, name)
    kept = sum((fee.amount for each in split for fee in each.fees), Money(0))
    assert kept == sum((fee.amount for fee in whole.fees), Money(0))


@given(line=lines, bought=st.dates(date(2026, 8, 1), date(2027, 3, 1)), waited=st.integers(0, 30), zone=zones)
def test_a_season_never_shortens_a_window(line, bought, waited, zone):
    """The same book without its seasons never gives a later day."""
    at = datetime.combine(bought, time(18), UTC)
    line = replace(line, purchased_at=at, shipped_at=at, delivered_at=at + timedelta(days=waited), replaces=None)
    bare = replace(RULES, stores={store: replace(of_store, seasons=()) for store, of_store in RULES.stores.items()})
    now = at + timedelta(days=waited)
    with_seasons, without = (decide(line, Reason.NO_LONGER_WANTED, book, now, zone).deadline for book in (RULES, bare))
    assert (with_seasons is None) == (without is None)
    assert with_seasons is None or without is None or with_seasons >= without


@given(line=lines, reason=st.sampled_from(Reason), days=st.integers(-5, 800), zone=zones, given=circumstances)
def test_the_same_question_has_the_same_answer(line, reason, days, zone, given):
    now, again = NOW + timedelta(days=days), rules.load()
    assert again.version == RULES.version
    first = decide(line, reason, RULES, now, zone, origin=origin_of(line), **given)
    assert decide(line, reason, again, now, zone, origin=origin_of(line), **given) == first
