"""What is known of a case."""

from returnflow.records.redaction import NOTHING, Known, redact


def test_a_known_number_is_recognised_in_any_writing_and_in_pieces():
    known = Known.of(["408-1234567-1234567"])
    for text in (
        "408-1234567-1234567",
        "40812345671234567",
        "408 1234567 1234567",
        "four oh eight, one two three four five six seven",
    ):
        assert redact(text, known) == text
    assert known.is_fragment("2345671")
    assert not known.is_fragment("345" * 3)
    assert not known.is_fragment("40")


def test_a_number_that_was_only_heard_and_fits_a_card_is_not_believed():
    assert Known.of(heard=["3782822-46310005", None, ""]).ids == frozenset()
    assert Known.of(ids=["3782822-46310005"]).ids == {"3782822-46310005"}
    assert Known.of(heard=["2000139-64770733"]).ids == {"2000139-64770733"}


def test_an_id_with_letters_is_matched_as_it_is_written():
    known = Known.of(["1Z 999AA 101234"])
    assert known.id_digits == ()
    assert known.written_id is not None
    assert known.written_id.search("with 1z999aa101234 on it")
    assert not known.written_id.search("x1Z999AA101234")


def test_nothing_known_hides_and_keeps_nothing():
    assert NOTHING.name is NOTHING.written_id is None
    assert redact("Maria", NOTHING) == "Maria"
