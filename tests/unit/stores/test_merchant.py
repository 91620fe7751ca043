"""The merchant's profile: what it may say, and how a mistake in it is told."""

import json
from pathlib import Path

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Store
from returnflow.stores.merchant import PROFILE, Merchant, load, mistakes

DOCS = Path(__file__).parents[3] / "docs"


def changed(tmp_path, old, new):
    """The demo's profile with one thing different."""
    assert old in PROFILE.read_text()
    path = tmp_path / "merchant.yaml"
    path.write_text(PROFILE.read_text().replace(old, new, 1))
    return path


def line_of(text):
    return next(number for number, line in enumerate(PROFILE.read_text().splitlines(), start=1) if text in line)


def test_the_demos_merchant_has_a_return_centre_and_a_carrier_for_each_store():
    merchant = load()
    assert set(merchant.centres()) == set(Store)
    assert all(len(centre.zip) == 5 for centre in merchant.centres().values())
    assert [merchant.carrier(store) for store in Store] == ["ups", "fedex"]


@pytest.mark.parametrize(
    ("old", "new", "field", "at"),
    [
        ("America/New_York", "Mars/Olympus", "zone", "zone:"),
        ("  walmart: {", "  target: {", "return_centres.target", "  walmart: {"),
        ('"62701"', '"6270"', "return_centres.amazon.zip", "62701"),
        ('"62701"', "62701", "return_centres.amazon.zip", "62701"),
        ('"62701"', '"92701"', "return_centres.amazon.zip", "62701"),
        ("state: IL", "state: Illinois", "return_centres.amazon.state", "62701"),
        ("state: IL", "state: ZZ", "return_centres.amazon.state", "62701"),
        ('tuesday: ["00:00-24:00"]', 'tuesday: ["18:00-09:00"]', "hours.tuesday", "tuesday"),
        ('tuesday: ["00:00-24:00"]', 'tuesday: ["09:00-12:00", "11:00-13:00"]', "hours.tuesday", "tuesday"),
        ('tuesday: ["00:00-24:00"]', "tuesday: all day", "hours.tuesday", "tuesday"),
        ("  tuesday:", "  teusday:", "hours.teusday", "tuesday"),
        ("closed: {}", "closed: {2026-13-01: X}", "hours.closed.2026-13-01", "closed"),
        ("code_above: 200.00", "code_above: -1", "thresholds.code_above", "code_above"),
        ("code_above: 200.00", "code_above: 2.005", "thresholds.code_above", "code_above"),
        ("code_above: 200.00", "code_above: much", "thresholds.code_above", "code_above"),
        ("code_above: 200.00", "code_above: .nan", "thresholds.code_above", "code_above"),
        ("person_above: 1500.00", "person_above: 100", "thresholds", "thresholds:"),
        ("receive_from: 30", "receive_from: 80", "thresholds", "thresholds:"),
        ("  amazon: [ups, usps]", "  amazon: [dhl]", "carriers.amazon.0", "amazon: [ups"),
        ("  amazon: [ups, usps]", "  amazon: []", "carriers.amazon", "amazon: [ups"),
        ("languages: [en]", "languages: [english]", "languages.0", "languages"),
        ("sender_email: returns@", "sender_email: returns at ", "sender_email", "sender_email"),
        ('webhook_url: ""', "webhook_url: shop.example.com", "webhook_url", "webhook_url"),
    ],
)
def test_a_mistake_names_its_field_its_line_and_what_to_write(tmp_path, old, new, field, at):
    (found,) = [mistake for mistake in mistakes(changed(tmp_path, old, new)) if mistake.field == field]
    assert found.line == line_of(at)
    assert found.fix
    assert "\n" not in str(found)


def test_every_mistake_is_told_and_the_first_is_raised(tmp_path):
    path = changed(tmp_path, "America/New_York", "Mars/Olympus")
    path.write_text(path.read_text().replace("languages: [en]", "lenguages: [en]\ncolour: red"))
    told = mistakes(path)
    assert [one.field for one in told] == ["zone", "lenguages", "colour"]
    assert told[1].fix == "did you mean languages?"
    with pytest.raises(InvalidInput, match=r"merchant.yaml line \d+: Mars/Olympus is no time zone, and 2 more") as raised:
        load(path)
    assert (raised.value.field, raised.value.fix) == ("zone", "an IANA name such as America/Chicago")


def test_a_missing_field_stands_where_it_belongs(tmp_path):
    (found,) = mistakes(changed(tmp_path, "city: Springfield, ", ""))
    assert (found.field, found.line, found.message) == ("return_centres.amazon.city", line_of("62701"), "is missing")
    assert [one.field for one in mistakes(changed(tmp_path, "name: ReturnFlow\n", ""))] == ["name"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("street: 200 Example Way", "street: P.O. Box 12", "Walmart takes no post office box"),
        ('street: 200 Example Way, city: Springfield, state: IL, zip: "62702"', 'street: 1 A, city: B, state: AK, zip: "99501"',
         "Walmart takes no return centre in AK"),
    ],
)  # fmt: skip
def test_walmarts_return_centre_is_a_street_in_the_contiguous_states(tmp_path, old, new, said):
    assert [one.message for one in mistakes(changed(tmp_path, old, new))] == [said]


def test_a_store_without_a_centre_is_named(tmp_path):
    path = tmp_path / "merchant.yaml"
    path.write_text("\n".join(line for line in PROFILE.read_text().splitlines() if "Return Centre W" not in line))
    with pytest.raises(InvalidInput, match="no return centre for walmart"):
        load(path)


def test_a_missing_or_broken_profile_is_named(tmp_path):
    with pytest.raises(InvalidInput, match=r"merchant\.yaml cannot be read"):
        load(tmp_path / "merchant.yaml")
    (tmp_path / "merchant.yaml").write_bytes(b"name: \xff")
    with pytest.raises(InvalidInput, match=r"merchant\.yaml cannot be read"):
        load(tmp_path / "merchant.yaml")


@pytest.mark.parametrize(
    ("text", "line"), [("name: [a\nb: c", 2), ("name: a\nname: b", 2), ("", 1), ("[]", 1), ("just words", 1)]
)
def test_what_is_no_profile_at_all_is_told_too(tmp_path, text, line):
    path = tmp_path / "merchant.yaml"
    path.write_text(text)
    assert [one.line for one in mistakes(path)] == [line]


def test_what_a_profile_leaves_out_has_a_default():
    merchant = Merchant.model_validate({
        "name": "Shop", "zone": "UTC",
        "return_centres": {store: {"name": "A", "street": "1 B", "city": "C", "state": "IL", "zip": "60614"} for store in Store},
    })  # fmt: skip
    assert merchant.said == "Shop"
    assert merchant.limits.code_above.minor == 20_000
    assert not merchant.limits.may_keep(merchant.limits.code_above)
    assert merchant.hours.is_empty
    assert merchant.languages == ("en",)


def test_the_published_schema_is_the_codes():
    assert json.loads((DOCS / "merchant.schema.json").read_text()) == json.loads(json.dumps(Merchant.model_json_schema()))


def test_the_documents_example_is_a_profile(tmp_path):
    text = (DOCS / "merchant.md").read_text()
    path = tmp_path / "merchant.yaml"
    path.write_text(text.split("```yaml\n", 1)[1].split("```", 1)[0])
    assert mistakes(path) == []
    assert all(f"`{name}`" in text for name in Merchant.model_fields)
