import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from returnflow.labels.fonts import BOLD, PLAIN, fitted, printable, readable, wrapped


def test_text_that_fits_is_left_alone():
    assert fitted("Maria Carter", PLAIN, 10, 200) == "Maria Carter"


@given(st.text(max_size=200), st.floats(30, 300))
def test_whatever_is_written_is_no_wider_than_its_place(text, width):
    assert stringWidth(fitted(text, BOLD, 12, width), BOLD, 12) <= width


@given(st.lists(st.text("abcdef", min_size=1, max_size=12), max_size=40))
def test_wrapping_loses_no_word(words):
    lines = wrapped(" ".join(words), PLAIN, 11, 150)
    assert " ".join(lines).split() == words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Núñez", "Núñez"),
        ("Łukasz Dvořák", "Lukasz Dvorák"),
        ("Nguyễn Thị Đào", "Nguyen Thi Dào"),
        ("Ｍａｒｉａ", "Maria"),
        ("王", "?"),
        ("a\u202eb\n", "a?b?"),
    ],
)
def test_what_the_fonts_cannot_show_loses_its_accent_or_becomes_a_question_mark(text, shown):
    assert printable(text) == shown


@given(st.text(max_size=80))
def test_whatever_is_shown_is_in_the_fonts(text):
    assert printable(text).encode("cp1252").decode("cp1252") == printable(text)
    assert printable(text).isprintable()


@pytest.mark.parametrize(
    ("text", "can"), [("Maria", True), ("Łukasz", True), ("王 小明", False), ("A王", True), ("", False), ("?", False)]
)
def test_a_name_is_readable_when_half_of_it_is(text, can):
    assert readable(text) is can
