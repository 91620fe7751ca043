"""The customer's time zone by ZIP code, for deadlines that end with the customer's own day.

By prefix, the longest known one; where a prefix lies in two zones the western one is named, so that a doubtful hour goes to
the customer.
"""

from functools import cache
from zoneinfo import ZoneInfo

_EASTERN, _CENTRAL, _MOUNTAIN, _PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
_PREFIXES = {
    **dict.fromkeys(("0", "1", "2", "3", "4"), _EASTERN),
    **dict.fromkeys(("006", "007", "008", "009"), "America/Puerto_Rico"),
    **dict.fromkeys(("324", "325", "35", "36", "370", "371", "372", "373", "38", "39"), _CENTRAL),
    **dict.fromkeys(("376", "377", "378", "379", "398", "399"), _EASTERN),
    **dict.fromkeys(
        ("420", "421", "422", "423", "424", "425", "426", "427", "463", "464", "475", "476", "477", "498", "499"), _CENTRAL
    ),
    **dict.fromkeys(("5", "6", "7"), _CENTRAL),
    **dict.fromkeys(("577", "586", "587", "588", "59", "677", "678", "679", "691", "693", "798", "799"), _MOUNTAIN),
    "8": _MOUNTAIN,
    **dict.fromkeys(("85", "86"), "America/Phoenix"),
    **dict.fromkeys(("835", "838", "889", "89"), _PACIFIC),
    "9": _PACIFIC,
    **dict.fromkeys(("967", "968"), "Pacific/Honolulu"),
    "969": "Pacific/Guam",
    **dict.fromkeys(("995", "996", "997", "998", "999"), "America/Anchorage"),
}


@cache
def zone_of(zip_code: str) -> ZoneInfo:
    """The zone of a ZIP code; an unknown one is taken as Pacific, where the day ends last on the mainland."""
    for size in (3, 2, 1):
        name = _PREFIXES.get(zip_code[:size])
        if name:
            return ZoneInfo(name)
    return ZoneInfo(_PACIFIC)
