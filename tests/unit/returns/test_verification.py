import threading
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.database import Database
from returnflow.returns.model import Customer, Order, Store
from returnflow.returns.verification import (
    CALLER_TRIES,
    ORDER_TRIES,
    TRIES,
    Fact,
    FactKind,
    Verified,
    check_fact,
    is_locked,
    verify_caller,
)

NUMBER = "114-2839407-5561823"


@pytest.fixture
def shop(db, world):
    with db.begin() as work:
        work.orders.add(world.order())
    return db


def attempt(db, now, value, kind=FactKind.ZIP, caller="caller", number=NUMBER):
    with db.begin() as work:
        return verify_caller(work, caller_key=caller, store=Store.AMAZON, order_number=number, fact=Fact(kind, value), now=now)


def test_the_right_zip_code_verifies_and_gives_the_order(shop, world):
    result = attempt(shop, world.now, "60614")
    assert result.ok
    assert result.order.number == NUMBER


@pytest.mark.parametrize("said", ["60614-1234", "60614 1234", " 60614", "6 0 6 1 4"])
def test_a_zip_code_is_known_however_it_is_written(world, said):
    assert check_fact(world.order(), Fact(FactKind.ZIP, said))


@pytest.mark.parametrize("said", ["60615", "6061", "606140", "", "sixty"])
def test_another_zip_code_is_wrong(world, said):
    assert not check_fact(world.order(), Fact(FactKind.ZIP, said))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ("Carter", "CARTER"),
        ("O'Connor", "o connor"),
        ("Núñez", "Nunez"),
        ("Van Dyke", "vandyke"),
        ("Müller-Straße", "muller strasse"),
    ],
)
def test_a_last_name_is_compared_without_case_accents_and_signs(world, known, said):
    customer = Customer("c", f"Ann {known}", known, "60614", "", "")
    assert check_fact(world.order(customer=customer), Fact(FactKind.LAST_NAME, said))
    assert check_fact(world.order(customer=customer), Fact(FactKind.LAST_NAME, f"ann {said}"))


@pytest.mark.parametrize("said", ["Cart", "Carters", "Maria", ""])
def test_part_of_a_name_is_not_the_name(world, said):
    assert not check_fact(world.order(), Fact(FactKind.LAST_NAME, said))


def test_an_unknown_order_answers_exactly_like_a_wrong_fact(shop, world):
    wrong = attempt(shop, world.now, "99999", caller="one")
    unknown = attempt(shop, world.now, "99999", caller="one", number="114-2839407-5561824")
    assert wrong == unknown
    assert wrong.order is None


@pytest.mark.parametrize("value", ["", "none", "\0none", "\0nobody", "nobody"])
def test_nothing_fits_an_order_that_does_not_exist(value):
    assert not any(check_fact(None, Fact(kind, value)) for kind in FactKind)


def test_three_wrong_facts_lock_this_caller_out_even_with_the_right_one(shop, world):
    tries = [attempt(shop, world.now, "99999") for _ in range(3)]
    assert [(t.status, t.tries_left) for t in tries] == [(Verified.WRONG, 2), (Verified.WRONG, 1), (Verified.LOCKED, 0)]
    assert attempt(shop, world.now, "60614").status is Verified.LOCKED
    with shop.read() as work:
        assert is_locked(work, caller_key="caller", store=Store.AMAZON, order_number=NUMBER, now=world.now)


def test_the_lock_is_this_callers_and_this_orders_only(shop, world):
    for _ in range(3):
        attempt(shop, world.now, "99999")
    assert attempt(shop, world.now, "60614", caller="somebody else").ok
    assert attempt(shop, world.now, "1", number="114-2839407-5561824").status is Verified.WRONG


def test_an_unknown_order_locks_like_a_known_one(shop, world):
    for _ in range(3):
        last = attempt(shop, world.now, "99999", number="114-2839407-5561824")
    assert last.status is Verified.LOCKED


def test_writing_the_number_otherwise_gives_no_fresh_tries(shop, world):
    attempt(shop, world.now, "99999", number="11428394075561823")
    attempt(shop, world.now, "99999", number="114 2839407 5561823")
    assert attempt(shop, world.now, "99999").status is Verified.LOCKED


def test_the_lock_opens_a_day_later(shop, world):
    for _ in range(3):
        attempt(shop, world.now, "99999")
    assert attempt(shop, world.now + timedelta(hours=23, minutes=59), "60614").status is Verified.LOCKED
    assert attempt(shop, world.now + timedelta(hours=24, seconds=1), "60614").ok


def test_a_code_nobody_issued_verifies_nobody(world):
    assert not check_fact(world.order(), Fact(FactKind.CODE, "123456"))


@given(st.text(max_size=40), st.sampled_from(FactKind))
def test_whatever_is_said_the_check_answers_and_never_verifies_nobody(value, kind):
    assert check_fact(None, Fact(kind, value)) is False


@given(st.text(min_size=1, max_size=20).filter(lambda t: any(c.isalnum() for c in t)))
def test_a_customer_always_passes_with_the_own_name(name):
    customer = Customer("c", name, name, "60614", "", "")
    order = Order(Store.AMAZON, NUMBER, customer, (), None)
    assert check_fact(order, Fact(FactKind.LAST_NAME, name.swapcase().swapcase()))


def test_a_fact_that_the_desk_said_first_is_wrong_and_counted_like_any_other(shop, world):
    with shop.begin() as work:
        told = verify_caller(
            work, caller_key="caller", store=Store.AMAZON, order_number=NUMBER,
            fact=Fact(FactKind.ZIP, "60614", given_away=True), now=world.now,
        )  # fmt: skip
    assert (told.status, told.tries_left, told.order) == (Verified.WRONG, 2, None)


@pytest.mark.parametrize("kind", [FactKind.ZIP, FactKind.LAST_NAME])
@pytest.mark.parametrize("value", ["", "-", " "])
def test_an_order_without_an_address_is_not_opened_by_saying_nothing(world, kind, value):
    customer = Customer("c", "", "", "", "", "")
    assert not check_fact(world.order(customer=customer), Fact(kind, value))


def test_a_caller_who_fails_at_many_orders_is_out_for_the_day_whatever_he_tries(shop, world):
    for order in range(CALLER_TRIES):
        last = attempt(shop, world.now, "99999", number=f"114-2839407-55618{order:02d}")
    assert (last.status, last.tries_left, last.code_helps) == (Verified.LOCKED, 0, False)
    assert attempt(shop, world.now, "60614").status is Verified.LOCKED
    assert attempt(shop, world.now, "60614", caller="somebody else").ok
    assert attempt(shop, world.now + timedelta(hours=24, seconds=1), "60614").ok


def test_an_order_that_many_callers_guess_at_is_opened_by_no_fact_any_more_only_by_a_code(shop, world):
    for guesser in range(ORDER_TRIES):
        last = attempt(shop, world.now, "99999", caller=f"guesser {guesser}")
    owner = attempt(shop, world.now, "60614", caller="the owner")
    assert last.status is Verified.LOCKED
    assert (owner.status, owner.code_helps) == (Verified.LOCKED, True)
    assert attempt(shop, world.now, "60614", caller="the owner", number="114-2839407-5561824").status is Verified.WRONG


def test_an_unknown_order_is_closed_by_many_callers_like_a_known_one(shop, world):
    def guesses(number):
        return [attempt(shop, world.now, "99999", caller=f"guesser {n}", number=number) for n in range(ORDER_TRIES + 1)]

    assert guesses("114-2839407-5561824") == guesses(NUMBER)


def test_the_budgets_hold_over_processes(shop, world):
    """Each try in a database object of its own, as another process would have."""
    for _ in range(TRIES):
        other = Database(shop.url)
        attempt(other, world.now, "99999")
        other.close()
    assert attempt(shop, world.now, "60614").status is Verified.LOCKED


def test_tries_made_at_the_same_moment_are_counted_one_by_one(shop, world):
    statuses = []

    def guess():
        other = Database(shop.url)
        statuses.append(attempt(other, world.now, "99999").status)
        other.close()

    threads = [threading.Thread(target=guess) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses.count(Verified.WRONG) == TRIES - 1
    with shop.read() as work:
        assert work.attempts.failures_of_caller("caller", world.now) == TRIES
