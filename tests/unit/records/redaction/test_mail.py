"""E-mail addresses, written and said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.records.redaction import redact

NAMES = st.text("bcdefghjklmnopqrstuvwxyz", min_size=3, max_size=10).map(
    lambda name: f"{name}q"
)  # no word that leads to an address ends so
ENDS = st.sampled_from(("com", "net", "org", "edu", "io", "co.uk", "us"))


@given(st.lists(NAMES, min_size=1, max_size=3), NAMES, ENDS, st.sampled_from(("-", ".", "_", "+")))
def test_every_written_address_is_hidden_whole(parts, domain, end, joint):
    assert redact(f"it is {joint.join(parts)}@{domain}.{end}, thanks") == "it is [email], thanks"


@given(st.lists(NAMES, min_size=1, max_size=3), NAMES, ENDS, st.sampled_from((" dot ", " underscore ", " dash ")))
def test_every_said_address_is_hidden_whole(parts, domain, end, joint):
    said = f"{joint.join(parts)} at {domain} dot {end.replace('.', ' dot ')}"
    assert redact(f"my email is {said}") == "my email is [email]"


@pytest.mark.parametrize("said", [
    "john dot doe at example dot com", "j o h n underscore d at g mail dot com", "john smith at example dot com",
    "john.doe at gmail.com",
    "jdoe forty two at mail dot example dot org", "J-O-H-N at gmail dot com", "a dot b at c dot io", "john one at aol dot com",
    "john@example.com", "John.Doe@Example.COM", "john at the rate gmail dot com", "john at example dot c o m",
])  # fmt: skip
def test_forms_that_callers_use(said):
    assert redact(f"it's {said} please") == "it's [email] please"


@pytest.mark.parametrize("text", [
    "I bought it at amazon dot com", "I looked at walmart.com", "the one at amazon dot com", "look at it", "at ten dot",
    "it was at home",
    "My order at walmart dot com", "meet me at St. Louis",
])  # fmt: skip
def test_a_shop_or_a_place_is_no_address(text):
    assert redact(text) == text
