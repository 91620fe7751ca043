import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.model import Store
from returnflow.returns.numbers import canonical, grouped, length


@pytest.mark.parametrize(
    "written", ["114-2839407-5561823", "11428394075561823", "114 2839407 5561823", "#114.2839407.5561823", " 114-28394075561823 "]
)
def test_an_amazon_number_is_known_however_it_is_written(written):
    assert canonical(Store.AMAZON, written) == "114-2839407-5561823"


def test_a_walmart_number_is_grouped_seven_and_eight():
    assert canonical(Store.WALMART, "200013964770733") == "2000139-64770733"
    assert length(Store.WALMART) == 15


@pytest.mark.parametrize("written", ["", "114", "114-2839407-556182", "114-2839407-55618234", "abc", "١١٤٢٨٣٩٤٠٧٥٥٦١٨٢٣"])
def test_what_has_not_the_right_digits_is_no_number(written):
    assert canonical(Store.AMAZON, written) is None


def test_a_number_said_in_part_is_grouped_as_far_as_it_goes():
    assert grouped(Store.AMAZON, "1142839") == ("114", "2839")
    assert grouped(Store.AMAZON, "") == ()


@given(st.sampled_from(Store), st.integers(0, 10**17 - 1))
def test_grouping_loses_no_digit(store, value):
    digits = f"{value:017d}"[: length(store)]
    assert "".join(grouped(store, digits)) == digits
    assert canonical(store, digits).replace("-", "") == digits
