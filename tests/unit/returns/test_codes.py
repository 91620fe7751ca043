from datetime import timedelta

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns import codes
from returnflow.returns.codes import Checked, Sent, draw_code
from returnflow.returns.contact import Channel, Contact, Masked
from returnflow.returns.model import Customer, Order, Store
from returnflow.returns.verification import CALLER_TRIES, ORDER_TRIES, Fact, FactKind, verify_caller

NUMBER, UNKNOWN = "114-2839407-5561823", "114-2839407-5561824"
MAIL = Contact(Channel.EMAIL, "maria@example.com")
SECONDS, MINUTES, HOURS = (lambda n: timedelta(seconds=n)), (lambda n: timedelta(minutes=n)), (lambda n: timedelta(hours=n))


class Shop:
    """One order, and what a caller does about its code. Time stands still until moved."""

    def __init__(self, db, world):
        self.db, self.now, self._world = db, world.now, world
        with db.begin() as work:
            work.orders.add(world.order())

    def send(self, caller="caller", number=NUMBER, code="482913", **given):
        with self.db.begin() as work:
            return codes.send(
                work, caller_key=caller, store=Store.AMAZON, order_number=number, now=self.now, draw=lambda: code, **given
            )

    def check(self, code, caller="caller", number=NUMBER):
        with self.db.begin() as work:
            return codes.check(work, caller_key=caller, store=Store.AMAZON, order_number=number, code=code, now=self.now)

    def passed(self, caller="caller", number=NUMBER):
        with self.db.read() as work:
            return codes.passed(work, caller_key=caller, store=Store.AMAZON, order_number=number, now=self.now)

    def wrong_fact(self, caller="caller", number=NUMBER):
        with self.db.begin() as work:
            fact = Fact(FactKind.ZIP, "99999")
            return verify_caller(work, caller_key=caller, store=Store.AMAZON, order_number=number, fact=fact, now=self.now)

    def letters(self):
        """What a deliverer would send, by the rows of the outbox."""
        with self.db.read() as work:
            rows = [row for row in work.outbox.due(self.now) if row.kind == codes.NOTIFY_CODE]
            return [codes.reveal(work, row.payload["code_id"], self.now) for row in rows]

    def another_order(self, number, customer):
        order = self._world.order(customer=customer)
        with self.db.begin() as work:
            work.orders.add(Order(order.store, number, customer, (), order.purchased_at))


@pytest.fixture
def shop(db, world):
    return Shop(db, world)


def test_a_code_sent_and_given_back_opens_the_order(shop):
    assert shop.send().status is Sent.SENT
    shop.now += MINUTES(2)
    checked = shop.check("482913")
    assert (checked.status, checked.order.number) == (Checked.PASSED, NUMBER)
    assert shop.passed()


def test_it_goes_to_the_contact_on_file_with_the_end_of_the_order_number(shop):
    shop.send()
    (letter,) = shop.letters()
    assert (letter.code, letter.contact, letter.name, letter.order_ending) == ("482913", MAIL, "Maria Carter", "1823")
    assert letter.expires_at == shop.now + codes.TTL


def test_the_outbox_holds_the_id_alone(shop):
    shop.send()
    with shop.db.read() as work:
        (row,) = work.outbox.due(shop.now)
    assert set(row.payload) == {"code_id"}
    assert row.key == f"notify_code:{row.payload['code_id']}"


def test_the_phone_on_file_is_used_when_it_is_wanted(shop):
    assert shop.send(verified=True, prefer=Channel.SMS).to == Masked(Channel.SMS, "01")
    (letter,) = shop.letters()
    assert letter.contact == Contact(Channel.SMS, "+13125550101")


def test_a_contact_is_told_to_nobody_who_is_not_verified_and_masked_to_whoever_is(shop):
    assert shop.send().to is None
    shop.now += MINUTES(1)
    assert shop.send(verified=True).to == Masked(Channel.EMAIL, "example.com")


def test_an_unknown_order_is_answered_at_every_step_like_a_known_one(shop):
    def steps(number):
        yield shop.send(number=number)
        yield shop.send(number=number)
        for wrong in ("000000", "111111", "222222", "482913"):
            checked = shop.check(wrong, number=number)
            yield checked.status, checked.tries_left, checked.order
        shop.now += MINUTES(1)
        yield shop.send(number=number)

    known = list(steps(NUMBER))
    shop.now -= MINUTES(1)
    assert list(steps(UNKNOWN)) == known


def test_a_code_for_an_unknown_order_reaches_nobody_and_is_never_right(shop):
    shop.send(number=UNKNOWN)
    assert shop.letters() == [None]
    assert shop.check("482913", number=UNKNOWN).status is Checked.WRONG


def test_a_code_is_good_for_five_minutes(shop):
    shop.send()
    shop.now += codes.TTL
    assert shop.check("482913").status is Checked.EXPIRED
    assert shop.letters() == [None]


def test_a_code_is_good_once(shop):
    shop.send()
    assert shop.check("482913").status is Checked.PASSED
    assert shop.check("482913").status is Checked.EXPIRED
    assert shop.letters() == [None]


def test_nobody_was_sent_a_code_so_none_is_right_and_nothing_is_counted(shop):
    assert [shop.check("482913").status for _ in range(5)] == [Checked.EXPIRED] * 5


def test_only_the_newest_code_counts(shop):
    shop.send(code="111111")
    shop.now += SECONDS(31)
    shop.send(code="222222")
    assert shop.check("111111").status is Checked.WRONG
    assert shop.check("222222").status is Checked.PASSED


def test_a_code_is_this_callers_and_this_orders(shop):
    shop.send()
    assert shop.check("482913", caller="another").status is Checked.EXPIRED
    shop.another_order(UNKNOWN, Customer("d", "Ann Lee", "Lee", "1", "ann@example.com", ""))
    assert shop.check("482913", number=UNKNOWN).status is Checked.EXPIRED
    assert not shop.passed(caller="another")


def test_three_wrong_codes_close_the_order_to_this_caller_for_a_day_even_with_the_right_one(shop):
    shop.send()
    tries = [shop.check("000000") for _ in range(3)]
    assert [(t.status, t.tries_left) for t in tries] == [(Checked.WRONG, 2), (Checked.WRONG, 1), (Checked.LOCKED, 0)]
    assert shop.check("482913").status is Checked.LOCKED
    shop.now += HOURS(23)
    assert shop.send().status is Sent.LOCKED
    shop.now += HOURS(2)
    assert shop.send().status is Sent.SENT


def test_three_wrong_facts_leave_the_way_by_a_code(shop):
    for _ in range(3):
        last = shop.wrong_fact()
    assert last.code_helps
    shop.send()
    assert shop.check("482913").status is Checked.PASSED


def test_the_owner_gets_in_by_a_code_whatever_others_have_tried(shop):
    for guesser in range(ORDER_TRIES):
        shop.wrong_fact(caller=f"guesser {guesser}")
    for guesser in ("one", "two"):
        shop.send(caller=guesser)
        for _ in range(3):
            shop.check("000000", caller=guesser)
        shop.now += MINUTES(1)
    shop.send(caller="the owner")
    assert shop.check("482913", caller="the owner").status is Checked.PASSED


def test_wrong_facts_and_wrong_codes_use_up_one_budget_of_the_caller(shop):
    for order in range(CALLER_TRIES - 1):
        shop.wrong_fact(number=f"114-2839407-55600{order:02d}")
    shop.send()
    assert shop.check("000000").status is Checked.LOCKED
    assert shop.send(number=UNKNOWN).status is Sent.LOCKED


def test_another_code_has_to_wait_half_a_minute_and_says_how_long(shop):
    shop.send()
    shop.now += SECONDS(12)
    assert shop.send() == codes.Sending(Sent.WAIT, wait_s=18)
    shop.now += SECONDS(18)
    assert shop.send().status is Sent.SENT


def test_three_codes_an_hour_go_to_one_order_whoever_asks(shop):
    for caller in ("one", "two", "three"):
        assert shop.send(caller=caller).status is Sent.SENT
        shop.now += MINUTES(1)
    assert shop.send(caller="four").status is Sent.TOO_MANY
    shop.now += HOURS(1)
    assert shop.send(caller="four").status is Sent.SENT


def test_ten_codes_a_day_go_to_one_order(shop):
    sent = 0
    while shop.send().status is Sent.SENT:
        sent += 1
        shop.now += MINUTES(21)
    assert sent == codes.SENDS_A_DAY


def test_one_caller_cannot_have_codes_sent_to_everybody(shop):
    statuses = [shop.send(number=f"114-2839407-55600{order:02d}").status for order in range(codes.SENDS_A_DAY + 1)]
    assert statuses == [Sent.SENT] * codes.SENDS_A_DAY + [Sent.TOO_MANY]


def test_a_mailbox_is_spared_over_all_its_orders_which_only_a_verified_caller_is_told(shop):
    maria = Customer("c-1", "Maria Carter", "Carter", "60614", "Maria@Example.com", "+13125550101")
    shop.another_order(UNKNOWN, maria)
    for _ in range(codes.SENDS_AN_HOUR):
        shop.send()
        shop.now += MINUTES(1)
    assert shop.send(number=UNKNOWN).status is Sent.SENT
    assert shop.letters()[-1] is None
    shop.now += MINUTES(1)
    assert shop.send(number=UNKNOWN, verified=True).status is Sent.TOO_MANY


def test_a_verified_caller_without_any_contact_on_file_is_told_so(shop):
    nobody = Customer("d", "Ann Lee", "Lee", "60614", "", "")
    shop.another_order(UNKNOWN, nobody)
    assert shop.send(number=UNKNOWN, verified=True).status is Sent.NO_CONTACT
    assert shop.send(number=UNKNOWN).status is Sent.SENT


@pytest.mark.parametrize("said", ["", "48291", "4829134", "48291x", "٤٨٢٩١٣", "482 913"])
def test_what_is_no_code_is_refused_by_name_and_not_counted(shop, said):
    shop.send()
    with pytest.raises(InvalidInput) as refused:
        shop.check(said)
    assert refused.value.field == "code"
    assert shop.check("482913").status is Checked.PASSED


def test_a_right_code_counts_for_an_hour(shop):
    shop.send()
    shop.check("482913")
    shop.now += codes.PROOF
    assert shop.passed()
    shop.now += SECONDS(1)
    assert not shop.passed()


def test_codes_of_yesterday_are_deleted_with_the_next_one(shop):
    shop.send()
    shop.now += HOURS(25)
    shop.send()
    with shop.db.read() as work:
        assert len(work.codes.sent_for(Store.AMAZON, "11428394075561823", shop.now - timedelta(days=365))) == 1


def test_codes_are_six_digits_and_not_twice_the_same():
    drawn = [draw_code() for _ in range(40)]
    assert all(len(code) == 6 and code.isdigit() for code in drawn)
    assert len(set(drawn)) > 35
