"""Last names, plain and spelled, and when two are the same."""

import pytest

from returnflow.dialogue.understand.letters import spelled
from returnflow.dialogue.understand.names import last_name_in, same_name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Parker.", "parker"),
        ("My last name is Parker", "parker"),
        ("It's Parker, P-A-R-K-E-R", "parker"),
        ("P A R K E R", "parker"),
        ("It's parker, p-day-r-k-e-r", "parker"),
        ("It's barker, P-A-R-K-E-R", "parker"),
        ("O'connor O'connor", "o'connor"),
        ("It's Carter, C, A, R, T, E, R.", "carter"),
        ("P as in Peter, A, R, K, E, R", "parker"),
        ("The name on the order is Jane Parker", "jane parker"),
        ("Van Dyke.", "van dyke"),
        ("it's under O'Brien", "o'brien"),
        ("Yes, it's Carter.", "carter"),
        ("I don't know", None),
        ("What do you mean?", None),
        ("94107", None),
        ("hold on", None),
    ],
)
def test_a_last_name_that_was_asked_for(text, name):
    assert last_name_in(text, asked=True) == name


def test_a_bare_word_is_no_name_unless_a_name_was_asked_for():
    assert last_name_in("Parker") is None
    assert last_name_in("my last name is Parker") == "parker"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("P A R K E R", "parker"),
        ("P.A.R.K.E.R.", "parker"),
        ("H O double L A N D", "holland"),
        ("bravo romeo oscar whiskey november", "brown"),
        ("see you later", ""),
        ("a b", "ab"),
        ("I am a person", ""),
    ],
)
def test_spelling(text, word):
    assert spelled(text) == word


@pytest.mark.parametrize(
    ("heard", "on_record"), [("Garsia", "Garcia"), ("smyth", "Smith"), ("Karter", "Carter"), ("nunez", "Núñez")]
)
def test_names_that_sound_alike_are_one_by_ear(heard, on_record):
    assert same_name(heard, on_record, by_ear=True)


@pytest.mark.parametrize(
    ("heard", "on_record"), [("Barker", "Carter"), ("Miller", "Foster"), ("Reed", "Grant"), ("", "Reed"), ("Lee", "Li")]
)
def test_other_names_are_not(heard, on_record):
    assert not same_name(heard, on_record, by_ear=heard != "Lee")


@pytest.mark.parametrize(
    ("heard", "on_record"), [("jane parker", "Parker"), ("van dyke", "Van Dyke"), ("thomas van dyke", "Van Dyke")]
)
def test_a_first_name_before_it_does_not_matter(heard, on_record):
    assert same_name(heard, on_record)


def test_in_writing_only_the_same_letters_are_the_same_name():
    assert same_name("o connor", "O'Connor")
    assert not same_name("Garsia", "Garcia")
