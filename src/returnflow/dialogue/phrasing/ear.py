"""Numbers, money, dates, order numbers and RMAs as they are spoken, each beside its form for the eye.

The one place that turns data into words. What it writes, the normaliser in `understand` reads back (property tests hold it).
"""

from datetime import date, datetime

from returnflow.conversation.moves import Value
from returnflow.dialogue.understand.numbers import GROUPS
from returnflow.returns.contact import Channel, Masked
from returnflow.returns.model import Money

_ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {
    1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth", 12: "twelfth", 20: "twentieth", 30: "thirtieth",
}  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_UNITS = {"USD": ("dollar", "cent", "$")}


def number(value: int) -> str:
    """A cardinal below a million: 114 is "one hundred fourteen"."""
    if value < 20:
        return _ONES[value]
    if value < 100:
        return _TENS[value // 10] + (f" {_ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{_ONES[value // 100]} hundred" + (f" {number(value % 100)}" if value % 100 else "")
    return f"{number(value // 1000)} thousand" + (f" {number(value % 1000)}" if value % 1000 else "")


def ordinal(value: int) -> str:
    """A day of the month: 21 is "twenty first"."""
    if value in _ORDINALS:
        return _ORDINALS[value]
    if value < 20:
        return number(value) + "th"
    return f"{_TENS[value // 10]} {ordinal(value % 10)}"


def digits(text: str) -> str:
    """One by one: "98101" is "nine eight one zero one"."""
    return " ".join(_ONES[int(c)] for c in text if c.isdigit())


def money(amount: Money) -> Value:
    """Such as "fifty nine dollars and ninety nine cents" and "$59.99". A spoken amount is a fact: it needs a source."""
    unit, small, sign = _UNITS.get(amount.currency, (amount.currency, "hundredth", f"{amount.currency} "))
    whole, cents = divmod(amount.minor, 100)
    words = []
    if whole or not cents:
        words.append(f"{number(whole)} {unit}{'' if whole == 1 else 's'}")
    if cents:
        words.append(f"{number(cents)} {small}{'' if cents == 1 else 's'}")
    return Value(" and ".join(words), f"{sign}{whole:,}.{cents:02d}", fact=True)


def day(when: date, today: date | None = None, weekday: bool = False) -> Value:
    """ "Friday, June third" and "Friday, June 3"; with the year when it is not this year's."""
    lead = f"{_DAYS[when.weekday()]}, " if weekday else ""
    year_ear = year_eye = ""
    if today is None or when.year != today.year:
        year_ear, year_eye = f", {_year(when.year)}", f", {when.year}"
    month = MONTHS[when.month - 1]
    return Value(f"{lead}{month} {ordinal(when.day)}{year_ear}", f"{lead}{month} {when.day}{year_eye}", fact=True)


def moment(when: datetime, today: date) -> Value:
    """When something begins, soon: "tomorrow at nine thirty in the morning" and "tomorrow at 9:30 AM", in `when`'s own zone."""
    on = _soon(when.date(), today)
    shown = f"{when:%I:%M %p}".removeprefix("0")
    return Value(f"{on.ear} at {_clock(when.hour, when.minute)}", f"{on.eye} at {shown}", fact=True)


def _soon(when: date, today: date) -> Value:
    days = (when - today).days
    if days in (0, 1):
        return text(("today", "tomorrow")[days])
    if 1 < days < 7:
        return text(f"on {_DAYS[when.weekday()]}")
    later = day(when, today, weekday=True)
    return Value(f"on {later.ear}", f"on {later.eye}")


def _clock(hour: int, minute: int) -> str:
    """A time of the day: "nine thirty in the morning", "noon"."""
    if minute == 0 and hour % 12 == 0:
        return "noon" if hour else "midnight"
    past = "" if not minute else f" oh {number(minute)}" if minute < 10 else f" {number(minute)}"
    part = "in the morning" if hour < 12 else "in the afternoon" if hour < 17 else "in the evening"
    return f"{number((hour - 1) % 12 + 1)}{past} {part}"


def _year(year: int) -> str:
    high, low = divmod(year, 100)
    if low == 0:
        return f"{number(high)} hundred" if high % 10 else f"{number(high // 10)} thousand"
    if low < 10:
        return number(year) if high % 10 == 0 else f"{number(high)} oh {number(low)}"
    return f"{number(high)} {number(low)}"


def order_number(canonical: str, store: str) -> Value:
    """In the store's groups, long ones halved so that a listener can follow: 114, 3941 689, 1234 567."""
    plain = "".join(c for c in canonical if c.isdigit())
    return Value(", ".join(digits(part) for part in _halved(plain, GROUPS[store])), canonical)


def _halved(plain: str, groups: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for length in groups:
        group = plain[at : at + length]
        parts += [group] if length <= 4 else [group[: (length + 1) // 2], group[(length + 1) // 2 :]]
        at += length
    return [part for part in parts if part]


def loose_digits(text: str) -> Value:
    """Digits of no known form, in threes."""
    parts = [text[at : at + 3] for at in range(0, len(text), 3)]
    return Value(", ".join(digits(part) for part in parts), text)


def phone(number_: str) -> Value:
    """A ten-digit phone number, 3-3-4."""
    parts = (number_[:3], number_[3:6], number_[6:])
    return Value(", ".join(digits(part) for part in parts), f"({parts[0]}) {parts[1]}-{parts[2]}")


def contact(masked: Masked) -> Value:
    """ "the email ending in example dot com" and "the email ending in example.com"; of a phone number its last digits."""
    if masked.channel is Channel.SMS:
        return Value(f"the phone ending in {digits(masked.ending)}", f"the phone ending in {masked.ending}")
    said = masked.ending.replace(".", " dot ").replace("-", " dash ")
    return Value(f"the email ending in {said}", f"the email ending in {masked.ending}")


def code(text: str) -> Value:
    """Letters and digits of an RMA or a drop-off code: "R F, seven K four M, nine two X C"."""
    spoken = ", ".join(" ".join(_ONES[int(c)] if c.isdigit() else c for c in group) for group in text.split("-") if group)
    return Value(spoken, text)


def listed(names: list[str], last: str = "or") -> Value:
    """ "the headphones or the charger", "the headphones, the charger or the case"."""
    if len(names) == 1:
        return Value(names[0], names[0])
    joined = f"{', '.join(names[:-1])} {last} {names[-1]}"
    return Value(joined, joined)


def plural(name: str) -> str:
    """More than one: "charging cables"."""
    return name if name.endswith("s") else f"{name}s"


def text(words: str) -> Value:
    """Plain words, the same for both."""
    return Value(words, words)
