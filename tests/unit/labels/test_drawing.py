import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from returnflow.labels.drawing import BOLD, PLAIN, fitted, printable, wrapped


def test_text_that_fits_is_left_alone():
    assert fitted("Maria Carter", PLAIN, 10, 200) == "Maria Carter"


@given(st.text(max_size=200), st.floats(30, 300))
def test_whatever_is_written_is_no_wider_than_its_place(text, width):
    assert stringWidth(fitted(text, BOLD, 12, width), BOLD, 12) <= width


@given(st.lists(st.text("abcdef", min_size=1, max_size=12), max_size=40))
def test_wrapping_loses_no_word(words):
    lines = wrapped(" ".join(words), PLAIN, 11, 150)
    assert " ".join(lines).split() == words


@pytest.mark.parametrize(("text", "shown"), [("Núñez", "Núñez"), ("王", "?"), ("a\u202eb", "a?b")])
def test_what_the_fonts_cannot_show_becomes_a_question_mark(text, shown):
    assert printable(text) == shown
