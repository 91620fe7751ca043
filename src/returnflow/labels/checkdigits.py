"""Check digits of the carriers' tracking numbers. Pure arithmetic, proven on numbers the carriers have published.

USPS IMpb      GS1 mod 10 from the application identifier on: weights 3, 1, 3... from the right; the routing prefix (420 and ZIP)
               does not count
UPS 1Z         letters count as (code - 3) mod 10; weights 1, 2, 1... from the left of the fifteen after "1Z"
FedEx 96       22 digits: the fourteen of shipper and package only, weights 3, 1... from the right
FedEx 15       the same over its fourteen
FedEx 34, 12   weighted sum mod 11 mod 10: the last thirteen by 1, 7, 3..., the first eleven by 3, 1, 7...
S10            eight digits by 8, 6, 4, 2, 3, 5, 9, 7; 11 less the sum mod 11, where 10 is written 0 and 11 is written 5
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle

_S10 = (8, 6, 4, 2, 3, 5, 9, 7)


def gs1(digits: str) -> str:
    """The GS1 mod 10 check digit of `digits`."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def usps(body: str) -> str:
    """Check digit of an IMpb without its routing prefix (420 and ZIP) and without its last digit."""
    return gs1(body)


def ups(body: str) -> str:
    """Check digit of the fifteen characters after "1Z"."""
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in body.upper()]
    return str(-sum(value * (2 if place % 2 else 1) for place, value in enumerate(values)) % 10)


def fedex_ground(body: str) -> str:
    """Check digit of a number of 22 digits that begins with 96, or of one of 15, without its last digit."""
    return gs1(body[-14:])


def fedex_34(body: str) -> str:
    """Check digit of a number of 34 digits without its last: the thirteen before it count."""
    return _mod_11(body[-13:], (1, 7, 3))


def fedex_express(body: str) -> str:
    """Check digit of the eleven digits of an express number of twelve."""
    return _mod_11(body, (3, 1, 7))


def s10(digits: str) -> str:
    """Check digit of the eight digits of a postal number such as RB123456785GB."""
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, _S10, strict=True)) % 11
    return {10: "0", 11: "5"}.get(check, str(check))


def _mod_11(digits: str, weights: Sequence[int]) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(digits, cycle(weights), strict=False))
    return str(total % 11 % 10)


@dataclass(frozen=True, slots=True)
class Known:
    """A text that has the form of a carrier's number. `number` is without routing prefix and spaces."""

    carrier: str
    number: str
    right: bool  # its check digit is the right one


_FORMS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("ups", re.compile(r"1Z[A-Z0-9]{15}\d", re.A), lambda n: ups(n[2:-1]) == n[-1]),
    ("usps", re.compile(r"9[1-5](\d{20}|\d{24})", re.A), lambda n: usps(n[:-1]) == n[-1]),
    ("fedex", re.compile(r"96\d{20}", re.A), lambda n: fedex_ground(n[:-1]) == n[-1]),
    ("fedex", re.compile(r"96\d{32}", re.A), lambda n: fedex_34(n[:-1]) == n[-1]),
    ("fedex", re.compile(r"\d{15}", re.A), lambda n: fedex_ground(n[:-1]) == n[-1]),
    ("fedex", re.compile(r"\d{12}", re.A), lambda n: fedex_express(n[:-1]) == n[-1]),
    ("s10", re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}", re.A), lambda n: s10(n[2:10]) == n[10]),
)
_ROUTED = re.compile(r"420(?:\d{5}|\d{9})(?=9[1-5](?:\d{20}|\d{24})$)", re.A)
"""420 and a ZIP code before an IMpb."""


def recognise(text: str) -> Known | None:
    """What number this is, by its form. A wrong check digit is told, not refused; None is no carrier's form at all."""
    compact = "".join(text.split()).upper()
    number = _ROUTED.sub("", compact)
    for carrier, form, right in _FORMS:
        if form.fullmatch(number):
            return Known(carrier, number, right(number))
    return None


def valid(text: str) -> bool:
    """Whether any of the carriers would take this for a number of its own."""
    known = recognise(text)
    return known is not None and known.right
