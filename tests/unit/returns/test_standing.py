from datetime import date, datetime, timedelta

import pytest

from returnflow.errors import NotFound
from returnflow.returns import service
from returnflow.returns.disputing import Objection
from returnflow.returns.model import Handling, RefundTime, Resolution, Tender
from returnflow.returns.service import Inspected, Next
from returnflow.returns.standing import _by, slowest


def test_each_stage_says_what_comes_next(desk):
    made = desk.open(handling=Handling.PERSON)
    seen = [desk.status(made).next]
    desk.do(service.approve, made)
    seen.append(desk.status(made).next)
    desk.scan(desk.label(made))
    seen.append(desk.status(made).next)
    desk.do(service.receive, made)
    seen.append(desk.status(made).next)
    desk.do(service.inspect, made, [])
    seen.append(desk.status(made).next)
    desk.do(service.settle_refund, made)
    seen.append(desk.status(made).next)
    assert seen == [Next.REVIEW, Next.HAND_OVER, Next.ARRIVAL, Next.INSPECTION, Next.MONEY, Next.NOTHING]


def test_an_exchange_waits_for_the_other_item(desk):
    made = desk.do(service.inspect, desk.received(resolution=Resolution.EXCHANGE), [])
    assert desk.status(made).next is Next.REPLACEMENT


def test_a_case_that_a_person_has_says_so(desk):
    made = desk.do(service.escalate, desk.open(), why="x")
    assert desk.status(made).next is Next.PERSON
    assert not desk.status(made).may_cancel


def test_cancelling_is_possible_until_it_was_handed_over_and_objecting_from_then_on(desk):
    made = desk.label(desk.open())
    assert (desk.status(made).may_cancel, desk.status(made).may_dispute) == (True, False)
    desk.scan(made)
    assert (desk.status(made).may_cancel, desk.status(made).may_dispute) == (False, True)


def test_an_open_dispute_is_shown_and_no_second_one_offered(desk):
    made = desk.do(service.inspect, desk.received(), [Inspected(1, 0, "worn")])
    dispute = desk.do(service.dispute_refund, made, Objection.REJECTED, "no", dispute_id="d")
    assert desk.status(made).dispute == dispute
    assert not desk.status(made).may_dispute


def test_the_money_is_expected_by_the_rule_of_its_tender(desk_for):
    desk = desk_for(tender=Tender.CREDIT_CARD)
    made = desk.received()
    assert desk.status(made).money_by is None
    made = desk.do(service.inspect, made, [])
    assert desk.status(made).refund_time.most == 5
    assert desk.status(made).money_by == date(2026, 6, 22)  # five business days after Monday the 15th


@pytest.mark.parametrize(
    ("unit", "most", "by"),
    [
        ("hours", 3, date(2026, 6, 20)),
        ("hours", 30, date(2026, 6, 21)),
        ("days", 30, date(2026, 7, 20)),
        ("business_days", 1, date(2026, 6, 22)),
    ],
)
def test_days_are_counted_as_the_rule_counts_them(unit, most, by):
    saturday_noon = datetime(2026, 6, 20, 12)
    assert _by(saturday_noon, RefundTime(0, most, unit, "r")) == by


def test_of_several_tenders_the_slowest_counts():
    quick, slow = RefundTime(2, 3, "hours", "a"), RefundTime(0, 10, "business_days", "b")
    assert slowest([quick, None, slow]) is slow
    assert slowest([None]) is None


def test_a_return_of_nobody_is_named(db):
    with pytest.raises(NotFound), db.read() as work:
        service.status(work, "RF-0000-0000")


def test_everything_that_happened_is_told_in_order(desk):
    made = desk.label(desk.open())
    desk.later(hours=1).scan(made)
    times = [event.at for event in desk.status(made).events]
    assert times == sorted(times)
    assert desk.now - times[0] == timedelta(hours=1)
