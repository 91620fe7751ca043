"""The merchant's limits: which side of each a return is on, and which limits contradict each other."""

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Handling, Money
from returnflow.returns.thresholds import Thresholds

LIMITS = Thresholds(code_above=Money(20_000), keep_below=Money(500), person_above=Money(100_000))


@pytest.mark.parametrize(("minor", "code", "person", "keep"), [
    (0, False, False, True), (499, False, False, True), (500, False, False, False), (20_000, False, False, False),
    (20_001, True, False, False), (100_000, True, False, False), (100_001, True, True, False),
])  # fmt: skip
def test_a_sum_that_equals_its_limit_is_not_above_it(minor, code, person, keep):
    refund = Money(minor)
    assert (LIMITS.needs_code(refund), LIMITS.needs_a_person(refund), LIMITS.may_keep(refund)) == (code, person, keep)


def test_a_sum_whose_worth_nobody_has_said_is_above_every_limit():
    refund = Money(1, "EUR")
    assert (LIMITS.needs_code(refund), LIMITS.needs_a_person(refund), LIMITS.may_keep(refund)) == (True, True, False)


@pytest.mark.parametrize(("score", "handling"), [
    (0, Handling.AUTO), (29, Handling.AUTO), (30, Handling.RECEIVE_THEN_REFUND), (69, Handling.RECEIVE_THEN_REFUND),
    (70, Handling.PERSON), (100, Handling.PERSON),
])  # fmt: skip
def test_a_score_decides_how_far_a_return_goes_by_itself(score, handling):
    assert LIMITS.handling(score) is handling


def test_a_small_refund_with_a_doubtful_score_needs_a_code_and_with_a_bad_one_a_person():
    assert not LIMITS.needs_code(Money(1), 29)
    assert LIMITS.needs_code(Money(1), 30)
    assert LIMITS.needs_a_person(Money(1), 70)


def test_nothing_is_kept_where_no_limit_is_given():
    assert not Thresholds().may_keep(Money(0))


@pytest.mark.parametrize(("given", "field"), [
    ({"code_above": Money(-1)}, "code_above"),
    ({"keep_below": Money(-1)}, "keep_below"),
    ({"code_above": Money(200_000)}, "person_above"),
    ({"receive_from": 0}, "receive_from"),
    ({"receive_from": 80}, "receive_from"),
    ({"person_from": 102}, "receive_from"),
    ({"keep_below": Money(1, "EUR"), "code_above": Money(1, "EUR")}, "currency"),
])  # fmt: skip
def test_limits_that_contradict_each_other_are_named(given, field):
    with pytest.raises(InvalidInput) as raised:
        Thresholds(**given)
    assert raised.value.field == field
