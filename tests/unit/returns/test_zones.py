from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.zones import zone_of


@pytest.mark.parametrize(
    ("zip_code", "zone"),
    [
        ("10001", "America/New_York"),
        ("60614", "America/Chicago"),
        ("80202", "America/Denver"),
        ("85004", "America/Phoenix"),
        ("94107", "America/Los_Angeles"),
        ("96813", "Pacific/Honolulu"),
        ("99501", "America/Anchorage"),
        ("37203", "America/Chicago"),
        ("37902", "America/New_York"),
        ("79901", "America/Denver"),
        ("00901", "America/Puerto_Rico"),
    ],
)
def test_a_zip_code_tells_the_time_zone(zip_code, zone):
    assert zone_of(zip_code) == ZoneInfo(zone)


@pytest.mark.parametrize("zip_code", ["", "none", "x"])
def test_an_unknown_zip_code_gets_the_zone_where_the_day_ends_last(zip_code):
    assert zone_of(zip_code) == ZoneInfo("America/Los_Angeles")


@given(st.integers(0, 99999))
def test_every_zip_code_has_a_zone(number):
    assert isinstance(zone_of(f"{number:05d}"), ZoneInfo)
