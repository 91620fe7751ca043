"""A return named as a whole is decided, looked at and opened as one, and is the same one when it is asked for again."""

import pytest

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.deciding import Asked, Book, judge
from returnflow.returns.filing import CodeNeeded, file_return
from returnflow.returns.model import FiledBy, Handling, Money, NotEligible, Outcome, Reason, ReturnState
from returnflow.returns.risk import RiskTable
from returnflow.returns.thresholds import Thresholds
from returnflow.returns.units import UnitTaken

LAMP = Asked(2, 1, Reason.NO_LONGER_WANTED)
PENS = Asked(1, 2, Reason.NO_LONGER_WANTED)


@pytest.fixture
def book(rules):
    return Book(rules, RiskTable((), Thresholds(code_above=Money(20_000), person_above=Money(150_000))))


def filed(db, order, book, world, *asked, code_given=False, **terms):
    with db.begin() as work:
        return file_return(work, order, asked, book, world.now, code_given=code_given, filed_by=FiledBy.API, **terms)


def test_several_lines_are_one_return(db, order, book, world):
    made = filed(db, order, book, world, LAMP, PENS)
    assert [(line.line_no, line.units) for line in made.lines] == [(1, (1, 2)), (2, (1,))]
    assert (made.state, made.filed_by) == (ReturnState.AUTHORIZED, FiledBy.API)


def test_the_same_again_is_the_same_return_even_when_the_rules_would_refuse_it_by_then(db, order, book, world):
    made = filed(db, order, book, world, LAMP)
    world.now = world.now.replace(year=2028)
    assert filed(db, order, book, world, LAMP) == made
    with pytest.raises(NotEligible):
        filed(db, order, book, world, PENS)


def test_other_units_of_the_line_are_named(db, order, book, world):
    first = filed(db, order, book, world, PENS)
    second = filed(db, order, book, world, Asked(1, 1, Reason.DEFECTIVE, (3,)))
    assert second.rma != first.rma
    with pytest.raises(UnitTaken):
        filed(db, order, book, world, Asked(1, 3, Reason.DEFECTIVE))


def test_a_large_sum_needs_a_code_and_a_larger_one_a_person(db, world, book):
    line = world.line(price=Money(15_000), tax=Money(0), quantity=20)
    order = world.order(line)
    with db.begin() as work:
        work.orders.add(order)
    two, eleven = Asked(1, 2, Reason.DEFECTIVE), Asked(1, 11, Reason.DEFECTIVE)
    with pytest.raises(CodeNeeded):
        filed(db, order, book, world, two)
    with db.read() as work:
        assert judge(work, order, [two], book, world.now).needs_code
        assert judge(work, order, [eleven], book, world.now).handling is Handling.PERSON
    made = filed(db, order, book, world, eleven, code_given=True)
    assert (made.state, made.drop_off_code) == (ReturnState.PENDING_REVIEW, None)


def test_the_sum_of_all_lines_is_what_is_compared_with_the_limits(db, world, book):
    order = world.order(world.line(price=Money(15_000)), world.line(price=Money(15_000)))
    with db.begin() as work:
        work.orders.add(order)
        one = Asked(1, 1, Reason.DEFECTIVE)
        assert not judge(work, order, [one], book, world.now).needs_code
        assert judge(work, order, [one, Asked(2, 1, Reason.DEFECTIVE)], book, world.now).needs_code


def test_what_opens_no_return_needs_no_code_and_is_refused_as_such(db, world, book):
    order = world.order(world.line(price=Money(90_000), delivered=200))
    with db.begin() as work:
        work.orders.add(order)
        judged = judge(work, order, [Asked(1, 1, Reason.NO_LONGER_WANTED)], book, world.now)
    assert (judged.needs_code, judged.decisions[0].outcome) == (False, Outcome.NOT_RETURNABLE)
    with pytest.raises(NotEligible):
        filed(db, order, book, world, Asked(1, 1, Reason.NO_LONGER_WANTED))


@pytest.mark.parametrize(
    ("asked", "error", "field"),
    [
        ((), InvalidInput, "lines"),
        ((Asked(9, 1, Reason.DEFECTIVE),), NotFound, "line_no"),
        ((Asked(1, 4, Reason.DEFECTIVE),), InvalidInput, "quantity"),
        ((Asked(1, -1, Reason.DEFECTIVE),), InvalidInput, "quantity"),
    ],
)
def test_what_makes_no_sense_is_named(db, order, book, world, asked, error, field):
    with pytest.raises(error) as raised:
        filed(db, order, book, world, *asked)
    assert raised.value.field == field
