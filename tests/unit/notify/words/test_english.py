from datetime import date

import pytest

from returnflow.notify.words import english as words
from returnflow.returns.model import Money, RefundTime, Store, Tender


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Money(5999), "$59.99"),
        (Money(123450), "$1,234.50"),
        (Money(5), "$0.05"),
        (Money(-5), "-$0.05"),
        (Money(100, "CAD"), "CAD 1.00"),
    ],
)
def test_money_is_written_as_on_a_price_tag(amount, written):
    assert words.money(amount) == written


def test_a_day_is_written_out():
    assert words.day(date(2027, 1, 3)) == "January 3, 2027"


@pytest.mark.parametrize(
    ("time", "written"),
    [
        (RefundTime(2, 3, "hours", "r"), "in 2 to 3 hours"),
        (RefundTime(0, 10, "business_days", "r"), "within 10 business days"),
        (RefundTime(0, 30, "days", "r"), "within 30 days"),
        (None, ""),
    ],
)
def test_a_refunds_time_is_written_as_a_range_or_an_end(time, written):
    assert words.refund_time(time) == written


def test_a_short_day_and_days_to_come():
    assert words.short_day(date(2027, 1, 3)) == "Jan 3"
    assert [words.days(count) for count in (0, 1, 7)] == ["today", "tomorrow", "in 7 days"]


def test_every_tender_and_store_has_a_name():
    assert all(words.tender(each).startswith(("your ", "the ")) for each in Tender)
    assert [words.store(each) for each in Store] == ["Amazon", "Walmart"]
