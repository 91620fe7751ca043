"""Payment card numbers: check digit, issuers' prefixes, lengths.

Owns the test that tells a card from the other long numbers of this trade. The first digits say the network (ISO/IEC 7812); no
network begins with 0 or 1, as Amazon's order numbers do, or with 2000, as Walmart's do.
"""

import re

_NETWORKS = tuple(
    (re.compile(prefixes), frozenset(lengths))
    for prefixes, lengths in (
        ("4", (13, 16, 19)),  # Visa
        ("5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720", (16,)),  # Mastercard
        ("3[47]", (15,)),  # American Express
        ("30[0-5]|3[689]", range(14, 20)),  # Diners Club
        ("6011|64[4-9]|65", range(16, 20)),  # Discover
        ("35(?:2[89]|[3-8])", range(16, 20)),  # JCB
        ("62|81", range(16, 20)),  # UnionPay
        ("60|82|508", (16,)),  # RuPay
        ("5018|5020|5038|5893|6304|6759|676[1-3]", range(13, 20)),  # Maestro
    )
)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
LONGEST = 19


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others; one in ten other numbers passes too."""
    total, doubling = 0, False
    for digit in reversed(digits):
        total += _DOUBLED[int(digit)] if doubling else int(digit)
        doubling = not doubling
    return total % 10 == 0


def lengths(digits: str) -> frozenset[int]:
    """How long a card that begins so can be; empty when no network begins so."""
    return frozenset[int]().union(*(lengths for prefix, lengths in _NETWORKS if prefix.match(digits)))


def is_card(digits: str) -> bool:
    """Whether these are the digits of a card: prefix, length, check digit."""
    return len(digits) in lengths(digits) and luhn(digits)
