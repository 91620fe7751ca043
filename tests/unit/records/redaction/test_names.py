"""Names and ZIP codes that the order gives away, and names that callers announce or spell."""

import pytest

from returnflow.records.redaction import Known, redact
from returnflow.returns.model import Customer

CUSTOMER = Customer("c", "Maria van Dyke", "van Dyke", "60614", "maria@example.com", "+13125550101")
KNOWN = Known.of(["RF-7K4M-92XC"], [CUSTOMER])


@pytest.mark.parametrize(("text", "expected"), [
    ("This is Maria van Dyke speaking", "This is [name] speaking"),
    ("MARIA's order", "[name] order"),
    ("D, Y, K, E it is", "[name] it is"),
    ("D y k e", "[name]"),
    ("Mariana and the dykes", "Mariana and the dykes"),
    ("six oh six one four", "[zip]"),
    ("60614", "[zip]"),
    ("60615", "60615"),
    ("RF-7K4M-92XC", "RF-7K4M-92XC"),
])  # fmt: skip
def test_what_the_order_knows_of_its_customer_is_hidden(text, expected):
    assert redact(text, KNOWN) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("It's Hopkins, H, O, P, K, I, N, S.", "It's [name]."),
    ("my last name is Walker", "my last name is [name]"),
    ("Last name: O'Brien", "Last name: [name]"),
    ("what is the last name on it", "what is the last name on it"),
    ("it came by U S P S", "it came by U S P S"),
    ("I am a b", "I am a b"),
])  # fmt: skip
def test_a_name_that_is_spelled_or_announced_is_hidden_though_nobody_knows_it(text, expected):
    assert redact(text) == expected
