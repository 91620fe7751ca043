import pytest

from returnflow.notify.facts import LONGEST_NAME, short, spaced


def test_a_long_title_is_cut_between_words():
    assert short("a" * 300) == "a" * (LONGEST_NAME - 1) + "…"
    cut = short("Wireless noise cancelling " * 10)
    assert len(cut) <= LONGEST_NAME
    assert cut.endswith(("Wireless…", "noise…", "cancelling…"))
    assert short("Shoes") == "Shoes"


@pytest.mark.parametrize(("code", "shown"), [("K7M3XQ", "K7M 3XQ"), ("12345", "123 45"), ("", " ")])
def test_a_code_is_read_in_two_groups(code, shown):
    assert spaced(code) == shown
