"""Opening hours: the merchant's own clock, holidays, the two odd days of the year."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.stores.hours import Hours

ZONE = ZoneInfo("America/New_York")
SHOP = Hours.model_validate({
    **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), ["09:00-12:00", "13:00-18:00"]),
    "saturday": ["10:00-14:00"], "closed": {"2026-12-25": "Christmas Day"},
})  # fmt: skip
ALWAYS = Hours.model_validate(
    dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), "00:00-24:00")
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(("moment", "is_open"), [
    ("2026-11-23T08:59", False), ("2026-11-23T09:00", True), ("2026-11-23T11:59:59", True), ("2026-11-23T12:00", False),
    ("2026-11-23T13:00", True), ("2026-11-23T18:00", False), ("2026-11-28T13:59", True), ("2026-11-29T12:00", False),
    ("2026-12-25T12:30", False), ("2026-12-25T10:00", False),
])  # fmt: skip
def test_the_minute_of_closing_is_closed(moment, is_open):
    assert SHOP.open_at(at(moment), ZONE) is is_open
    assert SHOP.open_at(at(moment).astimezone(UTC), ZONE) is is_open


@pytest.mark.parametrize(("moment", "opens"), [
    ("2026-11-23T08:00", "2026-11-23T09:00"), ("2026-11-23T09:00", "2026-11-23T13:00"), ("2026-11-28T15:00", "2026-11-30T09:00"),
    ("2026-12-24T20:00", "2026-12-26T10:00"),
])  # fmt: skip
def test_the_next_opening_skips_sundays_and_holidays(moment, opens):
    assert SHOP.opens_next(at(moment), ZONE) == at(opens)


def test_in_summer_and_in_winter_the_shop_opens_at_nine_by_its_own_clock():
    assert SHOP.open_at(datetime(2026, 7, 6, 13, 0, tzinfo=UTC), ZONE)
    assert not SHOP.open_at(datetime(2026, 12, 7, 13, 0, tzinfo=UTC), ZONE)
    assert SHOP.open_at(datetime(2026, 12, 7, 14, 0, tzinfo=UTC), ZONE)


def test_an_hour_that_the_clock_skips_opens_an_hour_later():
    early = Hours.model_validate({"sunday": ["02:30-04:00"]})
    opens = early.opens_next(datetime(2026, 3, 8, 0, 0, tzinfo=ZONE), ZONE)
    assert opens.isoformat() == "2026-03-08T03:30:00-04:00"


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))
def test_whoever_is_open_all_day_is_never_closed(moment):
    assert ALWAYS.open_at(moment, ZONE)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)))
def test_at_the_next_opening_somebody_answers_and_just_before_nobody_does(moment):
    opens = SHOP.opens_next(moment, ZONE)
    assert opens > moment
    assert SHOP.open_at(opens, ZONE)
    assert opens.date() != date(2026, 12, 25)


def test_whoever_never_opens_says_so():
    assert Hours().is_empty
    assert Hours().opens_next(at("2026-01-01T00:00"), ZONE) is None
    assert not Hours().open_at(at("2026-01-01T12:00"), ZONE)
