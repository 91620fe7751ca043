import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Store
from returnflow.stores.merchant import PROFILE, load


def test_the_demos_merchant_has_a_return_centre_for_each_store():
    centres = load().centres()
    assert set(centres) == set(Store)
    assert all(len(centre.zip) == 5 for centre in centres.values())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("America/New_York", "Mars/Olympus", "zone"),
        ("  walmart: {", "  target: {", "return_centres.target.[key]"),
        ('"62701"', '"6270"', "return_centres.amazon.zip"),
        ("state: IL", "state: Illinois", "return_centres.amazon.state"),
        ("name: Sample Merchant", "nom: Sample Merchant", "name"),
    ],
)
def test_a_mistake_names_its_field(tmp_path, old, new, field):
    path = tmp_path / "merchant.yaml"
    path.write_text(PROFILE.read_text().replace(old, new, 1))
    with pytest.raises(InvalidInput) as raised:
        load(path)
    assert raised.value.field == field


def test_a_store_without_a_centre_is_named(tmp_path):
    path = tmp_path / "merchant.yaml"
    path.write_text("\n".join(line for line in PROFILE.read_text().splitlines() if "walmart" not in line))
    with pytest.raises(InvalidInput, match="no return centre for walmart"):
        load(path)


def test_a_missing_or_broken_profile_is_named(tmp_path):
    with pytest.raises(InvalidInput, match=r"merchant\.yaml cannot be read"):
        load(tmp_path / "merchant.yaml")
