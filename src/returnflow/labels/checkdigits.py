"""Check digits of the carriers' tracking numbers. Pure arithmetic, proven on numbers the carriers have published.

USPS IMpb      GS1 mod 10 from the application identifier on: weights 3, 1, 3... from the right
UPS 1Z         letters count as (code - 3) mod 10; weights 1, 2, 1... from the left of the fifteen after "1Z"
FedEx Ground   the fourteen digits of shipper and package only, weights 3, 1... from the right
"""


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
    """Check digit of a 22-digit number that begins with 96, without its last digit: only the last fourteen count."""
    return gs1(body[-14:])


def is_usps(number: str) -> bool:
    """Whether the number without routing prefix ends in its right check digit."""
    return len(number) in (20, 22, 26, 30) and number.isdigit() and usps(number[:-1]) == number[-1]


def is_ups(number: str) -> bool:
    """Whether a 1Z number ends in its right check digit."""
    return len(number) == 18 and number.startswith("1Z") and number.isalnum() and ups(number[2:-1]) == number[-1]


def is_fedex_ground(number: str) -> bool:
    """Whether a 96 number of 22 digits ends in its right check digit."""
    return len(number) == 22 and number.startswith("96") and number.isdigit() and fedex_ground(number[:-1]) == number[-1]
