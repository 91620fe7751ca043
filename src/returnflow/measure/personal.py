"""Made-up personal data in made-up sentences: what redaction must hide, and the order numbers that it must leave.

Owns how people write and say such things. Everything is drawn from a `Random` that is handed in, so a seed gives the same again;
no number belongs to anybody (phones are 555-01xx or drawn, card numbers only carry a right check digit).
"""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from returnflow.dialogue.phrasing.ear import number
from returnflow.records.redaction.cards import luhn

_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CARDS = (
    ("4", 16), ("4", 13), ("4", 19), ("51", 16), ("52", 16), ("53", 16), ("54", 16), ("55", 16), ("2221", 16), ("2720", 16),
    ("34", 15),
    ("37", 15), ("6011", 16), ("65", 16), ("644", 16), ("36", 14), ("305", 14), ("3528", 16), ("3589", 16), ("62", 16), ("62",
    19),
)  # fmt: skip
_FIRST = (
    "james", "mary", "robert", "patricia", "john", "jennifer", "michael", "linda", "david", "elizabeth", "maria", "jose",
    "wei", "priya", "omar", "fatima", "chen", "olga", "kofi", "ana", "sven", "ingrid", "mateo", "lucia", "amir", "yuki",
    "hannah", "noah",
)  # fmt: skip
_LAST = (
    "smith", "johnson", "williams", "brown", "jones", "garcia", "miller", "davis", "rodriguez", "martinez", "hernandez",
    "lopez", "wilson", "anderson", "thomas", "taylor", "moore", "jackson", "martin", "lee", "perez", "thompson", "white",
    "harris", "nguyen", "kim", "patel", "okafor", "novak", "rossi",
)  # fmt: skip
_DOMAINS = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "example.com", "comcast.net",
    "mail.example.org",
    "my-company.io", "city.chicago.il.us", "example.co.uk", "university.edu", "proton.me",
)  # fmt: skip
_SAID_DOMAINS = {
    "gmail": ("gmail", "g mail"), "hotmail": ("hotmail", "hot mail"), "icloud": ("icloud", "i cloud"), "aol": ("aol", "a o l"),
}  # fmt: skip
_STREETS = (
    "main", "oak", "maple", "washington", "lincoln", "park", "elm", "cedar", "walnut", "jefferson", "sunset", "highland",
    "hillcrest", "lakeview", "river", "mill", "church", "spring", "ridge", "jackson", "franklin", "willow", "chestnut",
    "madison", "meadow", "forest", "dogwood", "magnolia", "peachtree",
)  # fmt: skip
_KINDS = {
    "Street": ("Street", "St", "St."), "Avenue": ("Avenue", "Ave", "Ave."), "Boulevard": ("Boulevard", "Blvd"), "Road": ("Road",
    "Rd"),
    "Lane": ("Lane", "Ln"), "Drive": ("Drive", "Dr", "Dr."), "Court": ("Court", "Ct"), "Place": ("Place", "Pl"), "Way": ("Way",),
    "Terrace": ("Terrace", "Ter"), "Circle": ("Circle", "Cir"), "Parkway": ("Parkway", "Pkwy"), "Highway": ("Highway", "Hwy"),
    "Trail": ("Trail", "Trl"), "Square": ("Square", "Sq"), "Loop": ("Loop",),
}  # fmt: skip
_ORDINALS = {
    "first": "1st", "second": "2nd", "third": "3rd", "fifth": "5th", "twenty third": "23rd", "thirty fourth": "34th",
    "ninth": "9th",
}  # fmt: skip
_PHONE_FORMS = (
    "{}-{}-{}", "({}) {}-{}", "{}.{}.{}", "{} {} {}", "+1 {} {} {}", "+1{}{}{}", "1-{}-{}-{}", "{}{}{}", "({}){}-{}", "",
)  # fmt: skip
_CITIES = (("Chicago", "IL", "60614"), ("Springfield", "IL", "62701"), ("New York", "NY", "10001"), ("St. Louis", "MO", "63101"))

_SENTENCES: dict[str, tuple[str, ...]] = {
    "card": ("{}", "my card number is {}", "Sure, it's {}, thanks.", "I paid with {} last week", "Visa, {}.",
    "The number on it is {} and I want it back"),
    "phone": ("{}", "you can call me at {}", "My number is {}.", "It's {}, please call back", "use {} or the other one",
    "Yes, {} is right"),
    "email": ("{}", "my email is {}", "It's {}.", "Please send the label to {}, okay?", "That's {} and not the old one",
    "Can you use {} please"),
    "street": ("{}", "I live at {}", "Please pick it up at {}.", "My address is {}, thanks", "It was shipped to {}",
    "we moved to {} last year"),
    "social": ("{}", "my social is {}", "It's {}.", "Do you need my social security number, {}?"),
    "order": (
        "{}", "my order number is {}", "It's {}.", "The number is {}, I think", "Order {} please", "yes {} that is the one",
        "Walmart, {}.",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence; characters `start` to `end` are what it is about."""

    text: str
    start: int
    end: int


def card(draw: Random) -> Said:
    """A payment card, written with or without groups, or spoken."""
    prefix, length = draw.choice(_CARDS)
    body = prefix + "".join(draw.choice("0123456789") for _ in range(length - len(prefix) - 1))
    digits = next(body + check for check in "0123456789" if luhn(body + check))
    groups = [digits[:4], digits[4:10], digits[10:]] if length == 15 else [digits[at : at + 4] for at in range(0, length, 4)]
    return _in_a_sentence(draw, "card", _grouped(draw, digits, groups))


def phone(draw: Random) -> Said:
    """A North American number in any of its forms."""
    area, exchange = str(draw.randint(200, 999)), str(draw.randint(200, 999))
    groups = [area, exchange, f"{draw.randrange(10_000):04d}"]
    if draw.random() < 0.5:
        return _in_a_sentence(draw, "phone", _spoken(draw, [*draw.choice(([], ["1"])), *groups]))
    form = draw.choice(_PHONE_FORMS)
    return _in_a_sentence(draw, "phone", form.format(*groups) or _apart(draw, "".join(groups)))


def social(draw: Random) -> Said:
    """A social security number."""
    groups = [f"{draw.randint(1, 899):03d}", f"{draw.randint(1, 99):02d}", f"{draw.randint(1, 9999):04d}"]
    if draw.random() < 0.5:
        return _in_a_sentence(draw, "social", _spoken(draw, groups))
    return _in_a_sentence(draw, "social", draw.choice(("-", " ", "")).join(groups))


def email(draw: Random) -> Said:
    """An address with one to three parts before the @."""
    parts = [draw.choice(_FIRST), draw.choice(_LAST), str(draw.randrange(100)), draw.choice("abcdefghijklmnopqrstuvwxyz")]
    draw.shuffle(parts)
    parts = parts[: draw.randint(1, 3)]
    if parts[0].isdecimal():
        parts.append(draw.choice(_LAST))
    joint, domain = draw.choice((".", "_", "-", "")), draw.choice(_DOMAINS)
    if draw.random() < 0.4:
        written = f"{joint.join(parts)}{draw.choice(('@', '@', ' at '))}{domain}"
        return _in_a_sentence(draw, "email", written.title() if draw.random() < 0.1 else written)
    said_joint = {".": " dot ", "_": " underscore ", "-": draw.choice((" dash ", " hyphen ")), "": " "}[joint]
    local = said_joint.join(_part(draw, part) for part in parts)
    return _in_a_sentence(draw, "email", f"{local} at {_said_domain(draw, domain)}")


def street(draw: Random) -> Said:
    """A street address, from the house number to the kind of street, sometimes with unit, city and ZIP code."""
    house, kind = draw.randint(1, 19_999), draw.choice(list(_KINDS))
    way = draw.choice(("", "", "", "north", "south", "east", "west", "north west"))
    ordinal = draw.random() < 0.2
    name = draw.choice(list(_ORDINALS)) if ordinal else " ".join(draw.sample(_STREETS, draw.choice((1, 1, 2))))
    if draw.random() < 0.4:
        unit = draw.choice(("", "", " apartment three b", " unit five", ", apartment twelve", " suite two hundred"))
        return _in_a_sentence(draw, "street", " ".join(filter(None, (_house(draw, house), way, name, kind.lower()))) + unit)
    short = {"north": "N.", "south": "S", "east": "E", "west": "W.", "north west": "NW", "": ""}[way]
    written = _ORDINALS[name] if ordinal else name.title()
    place = [str(house), draw.choice((short, way.title())), written, draw.choice(_KINDS[kind])]
    unit = draw.choice(("", "", ", Apt 3B", " Unit 5", " #12", ", Suite 200"))
    city, state, code = draw.choice(_CITIES)
    end = draw.choice(("", "", f", {city}, {state} {code}", f", {city}, {state} {code}-{draw.randrange(10_000):04d}"))
    return _in_a_sentence(draw, "street", " ".join(filter(None, place)) + unit + end)


def order(draw: Random) -> Said:
    """An order number of either store, in its own form, bare, or spoken."""
    if draw.random() < 0.5:
        groups = [str(draw.randint(101, 119)), f"{draw.randrange(10**7):07d}", f"{draw.randrange(10**7):07d}"]
    else:
        groups = [f"2000{draw.randrange(1000):03d}", f"{draw.randrange(10**8):08d}"]
    form = draw.randrange(5)
    if form < 3:
        return _in_a_sentence(draw, "order", ("-", "", " ")[form].join(groups))
    if form == 3:
        return _in_a_sentence(draw, "order", _apart(draw, "".join(groups)))
    halves = [half for group in groups for half in ((group[:4], group[4:]) if len(group) > 4 else (group,))]
    return _in_a_sentence(draw, "order", _spoken(draw, halves))


KINDS: dict[str, Callable[[Random], Said]] = {"card": card, "phone": phone, "email": email, "street": street, "social": social}


def _in_a_sentence(draw: Random, kind: str, what: str) -> Said:
    before, _, after = draw.choice(_SENTENCES[kind]).partition("{}")
    if not before and draw.random() < 0.5:
        what = what[0].upper() + what[1:]
    return Said(before + what + after, len(before), len(before) + len(what))


def _grouped(draw: Random, digits: str, groups: list[str]) -> str:
    form = draw.randrange(9)
    if form == 0:
        return _apart(draw, digits)
    if form < 6:
        return draw.choice(("", " ", "-", ", ")).join(groups)
    return _spoken(draw, groups)


def _apart(draw: Random, digits: str) -> str:
    """Digit by digit, as some recognisers write what was said."""
    return draw.choice((" ", "-", ", ")).join(digits)


def _spoken(draw: Random, groups: list[str]) -> str:
    """As people read numbers out: digit by digit, in pairs, with "double" and "oh", pausing between the groups."""
    oh, doubles, pairs = draw.random() < 0.5, draw.random() < 0.3, draw.random() < 0.2

    def said(group: str) -> str:
        in_pairs = pairs and len(group) % 2 == 0 and "0" not in group[::2]
        return _in_pairs(group) if in_pairs else _one_by_one(group, oh, doubles)

    return draw.choice((" ", ", ", ", um, ", " - ")).join(map(said, groups))


def _one_by_one(digits: str, oh: bool, doubles: bool) -> str:
    words, at = list[str](), 0
    while at < len(digits):
        word = "oh" if oh and digits[at] == "0" else _WORDS[int(digits[at])]
        twice = doubles and digits[at : at + 2] == digits[at] * 2
        words += ["double", word] if twice else [word]
        at += 1 + twice
    return " ".join(words)


def _in_pairs(digits: str) -> str:
    return " ".join(number(int(digits[at : at + 2])) for at in range(0, len(digits), 2))


def _house(draw: Random, house: int) -> str:
    """1234 is said "twelve thirty four", "one two three four" or as a whole number."""
    digits = str(house)
    form = draw.randrange(3)
    if form == 0:
        return number(house)
    if form == 1 or len(digits) < 3:
        return _one_by_one(digits, oh=True, doubles=False)
    head, tail = digits[:-2], digits[-2:]
    return f"{number(int(head))} {f'oh {_WORDS[int(tail[1])]}' if tail[0] == '0' else number(int(tail))}"


def _part(draw: Random, part: str) -> str:
    if part.isdecimal():
        return _one_by_one(part, oh=False, doubles=False)
    return " ".join(part) if draw.random() < 0.2 else part


def _said_domain(draw: Random, domain: str) -> str:
    name, *rest = domain.split(".")
    said = draw.choice(_SAID_DOMAINS.get(name, (name.replace("-", " dash "),)))
    last = draw.choice((rest[-1], " ".join(rest[-1]))) if len(rest[-1]) == 3 and draw.random() < 0.1 else rest[-1]
    return " dot ".join([said, *rest[:-1], last])
