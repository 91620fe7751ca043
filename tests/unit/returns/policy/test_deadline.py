from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.model import Seller
from returnflow.returns.policy.deadline import Since, deadline
from returnflow.stores import demo
from returnflow.stores import rules as policies

LINE = demo.orders(datetime(2026, 6, 15, tzinfo=UTC))[0].lines[0]
RULE = policies.load().of("amazon").window("default", Seller.STORE, date(2026, 6, 1))
NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def thirty(rules):
    return rules.of("amazon").window("default", Seller.STORE, date(2026, 6, 1))


def test_the_window_counts_whole_days_after_delivery(world, thirty):
    line = world.line(delivered_at=datetime(2026, 6, 1, 3, 0, tzinfo=UTC))  # still the last of May in New York
    assert deadline(line, thirty, None, NEW_YORK).day == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("delivered", "last"),
    [
        (datetime(2026, 3, 7, 23, 30, tzinfo=NEW_YORK), date(2026, 4, 6)),  # the night clocks go forward
        (datetime(2026, 3, 8, 3, 30, tzinfo=NEW_YORK), date(2026, 4, 7)),
        (datetime(2026, 10, 31, 23, 30, tzinfo=NEW_YORK), date(2026, 11, 30)),  # the night they go back
        (datetime(2026, 11, 1, 1, 30, fold=1, tzinfo=NEW_YORK), date(2026, 12, 1)),
    ],
)
def test_daylight_saving_moves_no_day(world, thirty, delivered, last):
    assert deadline(world.line(delivered_at=delivered), thirty, None, NEW_YORK).day == last


def test_a_leap_day_is_a_day(world, rules):
    line = world.line(delivered_at=datetime(2028, 2, 1, 18, tzinfo=UTC))
    rule = rules.of("amazon").window("default", Seller.STORE, date(2028, 2, 1))
    assert deadline(line, rule, None, NEW_YORK).day == date(2028, 3, 2)


def test_a_digital_book_counts_from_its_purchase(world, rules):
    rule = rules.of("amazon").window("digital_book", Seller.STORE, date(2026, 6, 1))
    line = world.line(purchased_at=datetime(2026, 6, 1, 18, tzinfo=UTC), delivered_at=datetime(2026, 6, 9, 18, tzinfo=UTC))
    assert deadline(line, rule, None, NEW_YORK).day == date(2026, 6, 8)


def test_what_is_assumed_is_said_to_be(world, thirty):
    promised = world.line(delivered=None, promised_at=world.now)
    nothing = world.line(delivered=None)
    assert (deadline(promised, thirty, None, NEW_YORK).known, deadline(promised, thirty, None, NEW_YORK).at_least) == (
        False,
        False,
    )
    assert (deadline(nothing, thirty, None, NEW_YORK).known, deadline(nothing, thirty, None, NEW_YORK).at_least) == (False, True)
    assert deadline(world.line(), thirty, None, NEW_YORK).known


@pytest.mark.parametrize(
    ("delivered", "rule_id"), [(31, "amazon.season.2025"), (1, "amazon.default.30d"), (2, "amazon.default.30d")]
)
def test_only_a_later_day_of_a_season_takes_the_windows_place(world, rules, delivered, rule_id):
    """A parcel of the first of January is at its end on the season's own last day: then the window gives it."""
    day = datetime(2025, 12, 31, 18, tzinfo=UTC) if delivered == 31 else datetime(2026, 1, delivered, 18, tzinfo=UTC)
    amazon = rules.of("amazon")
    season = amazon.season("default", Seller.STORE, date(2025, 12, 20))
    found = deadline(world.line(delivered_at=day), RULE, season, NEW_YORK)
    assert (found.rule_id, found.season is not None) == (rule_id, delivered == 31)
    assert found.window_rule_id == "amazon.default.30d"
    assert found.day >= found.end


def test_what_a_window_was_counted_from_is_told(world, rules, thirty):
    promised = world.line(delivered=None, promised_at=world.now)
    marketplace = rules.of("walmart").window("default", Seller.MARKETPLACE, date(2026, 6, 1))
    shipped = world.line(store="walmart", shipped_at=datetime(2026, 6, 1, 18, tzinfo=UTC))
    found = [
        deadline(line, rule, None, NEW_YORK)
        for line, rule in ((world.line(), thirty), (promised, thirty), (shipped, marketplace))
    ]
    assert [each.since for each in found] == [Since.DELIVERED, Since.PROMISED, Since.A_WEEK_AFTER_SHIPPING]
    assert (found[2].start, found[2].end) == (date(2026, 6, 8), date(2026, 7, 8))
    assert deadline(world.line(delivered=None), thirty, None, NEW_YORK).since is Since.PURCHASED


def test_a_row_without_days_has_no_deadline(world, rules):
    rule = rules.of("amazon").window("gift_card", Seller.STORE, date(2026, 6, 1))
    with pytest.raises(ValueError, match="gift_card"):
        deadline(world.line(), rule, None, NEW_YORK)


@given(st.integers(0, 400), st.sampled_from(["America/New_York", "America/Phoenix", "Pacific/Honolulu", "America/Anchorage"]))
def test_thirty_days_are_thirty_days_on_every_calendar_day_and_in_every_zone(day, zone):
    delivered = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
    found = deadline(replace(LINE, delivered_at=delivered), RULE, None, ZoneInfo(zone))
    assert found.day - delivered.astimezone(ZoneInfo(zone)).date() == timedelta(days=30)
