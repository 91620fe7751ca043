"""Numbers, addresses and names for the property tests, in every form that is promised without exception."""

from hypothesis import strategies as st

from returnflow.records.redaction.cards import luhn

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
NETWORKS = (
    ("4", 16),
    ("4", 19),
    ("51", 16),
    ("55", 16),
    ("2221", 16),
    ("34", 15),
    ("37", 15),
    ("6011", 16),
    ("65", 16),
    ("3528", 16),
    ("62", 16),
)
SENTENCES = ("{}", "it's {}", "My number is {}, thank you.", "Sure! {} please", "I said {} and that is all")


def digits(size):
    return st.text("0123456789", min_size=size, max_size=size)


@st.composite
def cards(draw):
    prefix, length = draw(st.sampled_from(NETWORKS))
    body = prefix + draw(digits(length - len(prefix) - 1))
    return next(body + check for check in "0123456789" if luhn(body + check))


@st.composite
def said(draw, number, group=4):
    """A number in one of the ways to write or say it."""
    groups = [number[at : at + group] for at in range(0, len(number), group)]
    return draw(st.sampled_from((
        number, " ".join(groups), "-".join(groups), ", ".join(groups), " ".join(number), "-".join(number),
        " ".join(WORDS[int(c)] for c in number),
        ", ".join(" ".join(WORDS[int(c)] for c in one) for one in groups),
        " um ".join(" ".join("oh" if c == "0" else WORDS[int(c)] for c in one) for one in groups),
    )))  # fmt: skip


@st.composite
def orders(draw):
    """An order number as the stores give them today, in groups."""
    amazon = st.tuples(st.integers(100, 119).map(str), digits(7), digits(7))
    walmart = st.tuples(digits(3).map(lambda three: f"2000{three}"), digits(8))
    return draw(st.one_of(amazon, walmart))


@st.composite
def said_orders(draw):
    """One of them, in one of the ways to write or say it."""
    groups = draw(orders())
    whole = "".join(groups)
    return draw(st.one_of(st.sampled_from(("-".join(groups), " ".join(groups))), said(whole), said(whole, 3), said(whole, 17)))


def sentences(what):
    return st.tuples(st.sampled_from(SENTENCES), what).map(lambda pair: (pair[0].format(pair[1]), pair[1]))
