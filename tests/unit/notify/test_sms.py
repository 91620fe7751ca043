from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from returnflow.notify.sms import Sms, awake, segments

CHICAGO = ZoneInfo("America/Chicago")


def test_a_tag_stands_for_its_key_and_ends_the_text():
    at = datetime(2026, 6, 15, tzinfo=UTC)
    one, same, other = (Sms(key, "+1", "Hello.", at) for key in ("a", "a", "b"))
    assert one.tag == same.tag != other.tag
    assert one.body == f"Hello. Ref {one.tag}"
    assert len(one.tag) == 6


@pytest.mark.parametrize(
    ("letter", "count", "parts"),
    [("a", 160, 1), ("a", 161, 2), ("a", 306, 2), ("a", 307, 3), ("€", 80, 1), ("€", 81, 2), ("ş", 70, 1), ("😀", 36, 2)],
)
def test_long_texts_are_billed_in_parts(letter, count, parts):
    assert segments(letter * count) == parts


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-06-15 08:59", "2026-06-15 09:00"),
        ("2026-06-15 09:00", "2026-06-15 09:00"),
        ("2026-06-15 19:59", "2026-06-15 19:59"),
        ("2026-06-15 20:00", "2026-06-16 09:00"),
        ("2026-03-08 00:30", "2026-03-08 09:00"),  # the clocks go forward in between
        ("2026-12-31 23:00", "2027-01-01 09:00"),
    ],
)
def test_no_text_comes_at_night(now, then):
    given, wanted = (datetime.fromisoformat(each).replace(tzinfo=CHICAGO).astimezone(UTC) for each in (now, then))
    assert awake(given, CHICAGO) == wanted
