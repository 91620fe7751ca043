"""What is kept and what is hidden: the first word counts, neighbours of one kind are one."""

from returnflow.records.redaction.marks import Hidden, Marks


def test_what_was_kept_is_not_free_and_what_was_hidden_neither():
    marks = Marks("abcdef")
    marks.keep((0, 2))
    marks.hide((4, 5), "x")
    assert marks.is_kept((1, 3))
    assert not marks.is_kept((2, 4))
    assert [marks.is_free(span) for span in ((0, 1), (2, 4), (4, 6))] == [False, True, False]


def test_a_larger_piece_swallows_a_smaller_and_names_it():
    marks = Marks("john 3125550101 at example dot com")
    marks.hide((5, 15), "phone")
    marks.hide((0, 34), "email")
    assert marks.rendered() == "[email]"
    marks.hide((5, 15), "phone")
    assert marks.pieces() == [Hidden(0, 34, "email")]


def test_two_of_a_kind_with_only_marks_between_are_one():
    marks = Marks("Maria, Carter said")
    marks.hide((7, 13), "name")
    marks.hide((0, 5), "name")
    assert marks.rendered() == "[name] said"


def test_nothing_hidden_is_the_text_itself():
    assert Marks("abc").rendered() == "abc"
