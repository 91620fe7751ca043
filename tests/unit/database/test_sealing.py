import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.database.sealing import ClearText, KeyRing, SealingKeys, WrongKey, email_key, key_of, new_key, phone_key

LOOK_UP, FIRST, SECOND = new_key(), new_key(), new_key()


def ring(*keys, **given):
    return KeyRing(SealingKeys.of_text(dict(enumerate(keys, start=1)), LOOK_UP), **given)


RING = ring(FIRST)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_sealed_opens_again(text):
    assert RING.open(RING.seal(text)) == text


def test_the_same_text_twice_looks_different_and_shows_nothing_of_it():
    one, other = RING.seal("Carter"), RING.seal("Carter")
    assert one != other
    assert "Carter" not in one
    assert key_of(one) == 1


def test_the_newest_key_seals_and_all_open():
    old = ring(FIRST).seal("Carter")
    both = ring(FIRST, SECOND)
    assert key_of(both.seal("Carter")) == 2
    assert both.open(old) == "Carter"
    assert both.newest == 2


def test_a_key_that_is_missing_is_named_with_what_to_do():
    sealed = ring(FIRST, SECOND).seal("Carter")
    with pytest.raises(WrongKey, match="key 2") as raised:
        ring(FIRST).open(sealed)
    assert "keys.json" in raised.value.fix


def test_another_key_under_the_same_number_is_named():
    with pytest.raises(WrongKey, match="does not open under key 1"):
        ring(SECOND).open(ring(FIRST).seal("Carter"))


def test_a_value_that_was_tampered_with_does_not_open():
    sealed = RING.seal("Carter")
    end = "A" if sealed[-4] != "A" else "B"
    with pytest.raises(WrongKey):
        RING.open(f"{sealed[:-4]}{end}{sealed[-3:]}")


def test_clear_text_where_a_seal_should_be_is_named():
    with pytest.raises(WrongKey, match="is not"):
        RING.open("Carter")


def test_a_key_made_by_another_process_is_found_when_it_is_met():
    asked = []

    def reload():
        asked.append(1)
        return SealingKeys.of_text({1: FIRST, 2: SECOND}, LOOK_UP)

    here = ring(FIRST, reload=reload)
    sealed = ring(FIRST, SECOND).seal("Carter")
    assert here.open(sealed) == here.open(sealed) == "Carter"
    assert asked == [1]
    assert here.newest == 2


def test_without_keys_nothing_is_sealed_and_a_key_of_the_wrong_size_is_refused():
    with pytest.raises(WrongKey, match="no key"):
        ring()
    for wrong in ("", "AAAA", "not base64!"):
        with pytest.raises(WrongKey, match="32 bytes"):
            ring(wrong)


def test_look_ups_agree_whatever_key_seals_and_need_the_look_up_key():
    assert ring(FIRST).mac("x") == ring(SECOND, FIRST).mac("x")
    other = KeyRing(SealingKeys.of_text({1: FIRST}, new_key()))
    assert other.mac("x") != RING.mac("x")
    assert len(RING.mac("x")) == 64


@pytest.mark.parametrize("sealer", [RING, ClearText()], ids=["ring", "clear"])
def test_contacts_are_looked_up_by_what_they_mean(sealer):
    assert email_key(sealer, "Maria@Example.com ") == email_key(sealer, "maria@example.com")
    assert phone_key(sealer, "(312) 555-0101") == phone_key(sealer, "+1 312-555-0101") == phone_key(sealer, "13125550101")
    assert phone_key(sealer, "+44 20 7946 0000") != phone_key(sealer, "+1 207 946 0000")
    assert email_key(sealer, " ") is None
    assert phone_key(sealer, "none") is None


def test_empty_text_stays_empty():
    for sealer in (RING, ClearText()):
        assert sealer.seal("") == sealer.open("") == ""


def test_clear_text_hides_nothing_but_refuses_what_a_ring_sealed():
    assert ClearText().seal("Carter") == ClearText().open("Carter") == "Carter"
    with pytest.raises(WrongKey, match="without its keys"):
        ClearText().open(RING.seal("Carter"))
    assert ClearText().open("k1.short") == "k1.short"
