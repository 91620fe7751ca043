from dataclasses import replace
from datetime import date, timedelta

import pytest

from returnflow.database.repositories.batches import GIVEN_UP
from returnflow.records.forgetting import forget_what_is_due, last_day
from returnflow.returns.model import Reason, ReturnState, Store
from returnflow.returns.service import open_return
from returnflow.returns.verification import Fact, FactKind, check_fact
from returnflow.stores.matrix import load

DAY = timedelta(days=1)
WORDS = timedelta(days=90)


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch):
    monkeypatch.setattr("returnflow.database.staging.time.sleep", lambda _: None)


@pytest.fixture
def round_(db, rules, folders):
    """One round of forgetting as of a moment."""
    return lambda now: forget_what_is_due(db, rules, folders, now, WORDS)


def add(db, order, source="import"):
    with db.begin() as work:
        work.orders.add(order, source)
    return order


def kept(db, order):
    with db.read() as work:
        return work.orders.get(order.store, order.number)


def test_the_merchants_own_orders_are_kept_until_ninety_days_after_the_last_deadline(db, world, round_):
    """Delivered on 7 June with 30 days: the last deadline is 7 July, 90 days later is 5 October."""
    order = add(db, world.order(delivered=8))
    assert round_(world.now) == 0
    last = world.now.replace(month=10, day=5)
    assert round_(last) == 0
    assert kept(db, order).customer == order.customer
    assert round_(last + DAY) == 1
    gone = kept(db, order)
    assert (gone.customer.name, gone.customer.last_name, gone.customer.zip) == ("", "", "")
    assert (gone.customer.email, gone.customer.phone) == ("", "")
    assert gone.customer.id != order.customer.id
    assert gone.lines == order.lines
    with db.read() as work:
        assert work.orders.by_contact(email=order.customer.email) == work.orders.by_contact(phone=order.customer.phone) == []
        assert work.orders.of_customer(order.customer.id) == []


def test_the_line_with_the_longest_window_decides(db, world, rules):
    short, long = world.line(category="apple_brand", delivered=8), world.line(store="amazon", category="baby", delivered=8)
    keep = load()["import"].keep
    only, both = last_day(world.order(short), keep, rules, world.now), last_day(world.order(short, long), keep, rules, world.now)
    assert only == date(2026, 6, 7) + 15 * DAY + 90 * DAY
    assert both >= only


def test_what_never_goes_back_counts_from_the_day_it_came(world, rules):
    order = world.order(category="gift_card", delivered=8)
    assert last_day(order, load()["import"].keep, rules, world.now) == date(2026, 6, 7) + 90 * DAY


def test_a_marketplaces_data_go_thirty_days_after_delivery_and_the_contact_stays_for_a_code(db, world, round_):
    order = add(db, world.order(delivered=8), "amazon_fbm")
    delivered = world.now - 8 * DAY
    round_(delivered + 30 * DAY)
    assert kept(db, order).customer == order.customer
    assert round_(delivered + 31 * DAY) == 1
    left = kept(db, order).customer
    assert (left.name, left.last_name, left.zip) == ("", "", "")
    assert (left.email, left.phone) == (order.customer.email, order.customer.phone)
    with db.read() as work:
        assert len(work.orders.by_contact(email=order.customer.email)) == 1
    round_(delivered + 120 * DAY)
    assert kept(db, order).customer.email == order.customer.email
    assert round_(delivered + (30 + 90 + 1) * DAY) == 1
    assert kept(db, order).customer.email == ""


@pytest.mark.parametrize("said", ["", "?!", " ", "00000"])
@pytest.mark.parametrize("kind", [FactKind.ZIP, FactKind.LAST_NAME])
def test_nothing_that_can_be_said_proves_who_calls_about_a_forgotten_order(db, world, round_, kind, said):
    order = add(db, world.order(delivered=8))
    round_(world.now)
    round_(world.now + 200 * DAY)
    assert not check_fact(kept(db, order), Fact(kind, said))


def test_an_order_whose_return_is_under_way_is_kept_until_that_is_over(db, world, round_):
    order = add(db, world.order(delivered=8))
    decision = world.decide(order.line(1), Reason.DEFECTIVE)
    with db.begin() as work:
        made = open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=world.now,
        )  # fmt: skip
    round_(world.now)
    later = world.now + 200 * DAY
    assert round_(later) == 0
    with db.begin() as work:
        work.returns.save(replace(made, state=ReturnState.CLOSED))
    assert round_(later) == 1
    with db.read() as work:
        assert work.returns.get(made.rma).lines == made.lines


def test_a_round_again_changes_nothing_and_a_new_content_gets_a_new_day(db, world, round_):
    order = add(db, world.order(delivered=8))
    round_(world.now)
    assert round_(world.now + 200 * DAY) == 1
    assert round_(world.now + 200 * DAY) == 0
    renewed = add(db, world.order(delivered=2))
    assert round_(world.now + 30 * DAY) == 0
    assert kept(db, order) == replace(renewed, source="import")


def test_many_orders_are_gone_through_some_at_a_time(db, world, round_, monkeypatch):
    monkeypatch.setattr("returnflow.records.forgetting.AT_ONCE", 3)
    for place in range(8):
        order = world.order(delivered=8)
        number = f"111-0000000-{place:07d}"
        add(db, replace(order, number=number, lines=tuple(replace(line, order_number=number) for line in order.lines)))
    assert round_(world.now) == 0
    assert round_(world.now + 200 * DAY) == 8


def test_an_import_that_was_given_up_is_swept_on_the_way(db, world, round_):
    with db.begin() as work:
        work.batches.start("import", "dead.csv", world.now)
    round_(world.now + GIVEN_UP)
    with db.read() as work:
        assert work.batches.list() == []
        assert work.orders.get(Store.AMAZON, "114-2839407-5561823") is None


def test_with_the_name_go_the_labels_that_bear_it(db, world, round_, folders):
    order = add(db, world.order(delivered=8))
    with db.begin() as work:
        made = open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE,
            decision=world.decide(order.line(1), Reason.DEFECTIVE), method=None, now=world.now,
        )  # fmt: skip
        work.returns.save(replace(made, state=ReturnState.CLOSED))
    mine, other = folders.labels / f"{made.rma}.pdf", folders.labels / "other.pdf"
    for path in (mine, other):
        path.write_text("Maria Carter")
    round_(world.now)
    assert mine.exists()
    round_(world.now + 200 * DAY)
    assert not mine.exists()
    assert other.exists()


def spoken(db, world, call, ended=True):
    with db.begin() as work:
        work.calls.create(call, user_identity="u", caller_key=call, room_name=call, channel="voice", recording=True, at=world.now)
        work.timeline.append(call, "utterance", world.now, {"role": "user", "text": "Maria Carter"})
        work.timeline.append(call, "latency", world.now, {"turn": 1})
        work.calls.save_state(call, {"zip": "60614"}, world.now)
        work.handoffs.request(call, "asked", "Maria waits", {"zip": "60614"}, world.now)
        if ended:
            work.calls.end(call, "completed", "answered", world.now)


def test_what_was_said_goes_after_its_days_and_times_and_outcome_stay(db, world, round_, folders):
    spoken(db, world, "call")
    voice = folders.recordings / "call.ogg"
    voice.write_text("a voice")
    round_(world.now + WORDS)
    with db.read() as work:
        assert work.timeline.read("call")[0].data["text"] == "Maria Carter"
        assert work.calls.state("call") == {"zip": "60614"}
    round_(world.now + WORDS + DAY)
    assert not voice.exists()
    with db.read() as work:
        assert [item.data for item in work.timeline.read("call")] == [{"role": "user", "text": "[erased]"}, {"turn": 1}]
        assert work.calls.state("call") is None
        assert [(row.summary, row.state) for row in work.handoffs.waiting()] == [("", {})]
        assert work.calls.get("call").outcome == "answered"
        assert work.personal.kept_calls(world.now + 999 * DAY, 9) == []


def test_a_call_that_has_not_ended_is_left_alone(db, world, round_):
    spoken(db, world, "call", ended=False)
    round_(world.now + WORDS + DAY)
    with db.read() as work:
        assert work.calls.state("call") == {"zip": "60614"}


def test_many_calls_are_forgotten_some_at_a_time(db, world, round_, monkeypatch):
    monkeypatch.setattr("returnflow.records.forgetting.AT_ONCE", 2)
    for place in range(5):
        spoken(db, world, f"call-{place}")
    round_(world.now + WORDS + DAY)
    with db.read() as work:
        assert {work.timeline.read(f"call-{place}")[0].data["text"] for place in range(5)} == {"[erased]"}
