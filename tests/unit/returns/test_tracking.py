from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.tracking import Parcel, Scan, TrackingEvent, parcels

START = datetime(2026, 6, 1, tzinfo=UTC)


def event(number, scan, hours, parcel=1, note=""):
    return TrackingEvent(f"e{number}", "RF-7K4M-92XC", parcel, scan, START + timedelta(hours=hours), note)


events = st.lists(
    st.builds(event, st.integers(0, 99), st.sampled_from(Scan), st.integers(0, 500), st.integers(1, 3)),
    max_size=12, unique_by=lambda each: each.id,
)  # fmt: skip


def test_a_parcel_nobody_saw_is_still_with_the_customer():
    assert parcels(2, []) == (Parcel(1), Parcel(2))


def test_the_first_scan_and_the_first_receipt_count():
    seen = [event(1, Scan.IN_TRANSIT, 1), event(2, Scan.IN_TRANSIT, 9), event(3, Scan.RECEIVED, 20), event(4, Scan.RECEIVED, 30)]
    assert parcels(1, seen) == (Parcel(1, seen[0].at, seen[2].at),)


def test_trouble_is_over_when_the_parcel_is_there():
    seen = [event(1, Scan.EXCEPTION, 1, note="lost")]
    assert parcels(1, seen)[0].trouble == "lost"
    assert parcels(1, [*seen, event(2, Scan.RECEIVED, 2)])[0].trouble == ""


def test_a_label_the_carrier_knows_of_is_no_scan():
    assert parcels(1, [event(1, Scan.PRE_TRANSIT, 1)]) == (Parcel(1),)


@given(events, st.randoms())
def test_the_order_in_which_news_comes_does_not_matter(seen, choice):
    shuffled = list(seen)
    choice.shuffle(shuffled)
    assert parcels(3, shuffled) == parcels(3, seen)


@given(events)
def test_hearing_everything_twice_is_hearing_it_once(seen):
    assert parcels(3, seen + seen) == parcels(3, seen)
