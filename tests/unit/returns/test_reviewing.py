from datetime import timedelta

import pytest

from returnflow.returns import service
from returnflow.returns.lifecycle import IllegalTransition
from returnflow.returns.model import Handling, RefundState, ReturnState
from returnflow.returns.units import UnitTaken

S, R = ReturnState, RefundState


def test_what_a_person_approves_gets_its_code_its_labels_and_its_reminders(desk):
    made = desk.open(handling=Handling.PERSON, parcels=2)
    approved = desk.do(service.approve, made, why="known customer")
    assert (approved.state, approved.handling) == (S.AUTHORIZED, Handling.RECEIVE_THEN_REFUND)
    assert len(approved.drop_off_code) == 6
    assert desk.get(made) == approved
    assert desk.label(made).state is S.LABEL_ISSUED
    assert desk.outbox(made, "make_label") == [f"make_label:{made.rma}"]
    assert desk.outbox(made, "notify_reminder_2") == [f"notify_reminder_2:{made.rma}"]


def test_approving_again_changes_nothing(desk):
    made = desk.open(handling=Handling.PERSON)
    approved = desk.do(service.approve, made)
    assert desk.do(service.approve, made) == approved
    assert desk.do(service.approve, desk.open(desk.item(2))).state is S.AUTHORIZED


def test_what_a_person_lets_the_customer_keep_is_refunded(kept):
    desk, item = kept
    made = desk.do(service.approve, desk.open(item, handling=Handling.PERSON))
    assert (made.state, made.refund.state) == (S.REFUNDED, R.ISSUED)


def test_what_a_person_declines_is_over_and_its_units_are_free(desk):
    made = desk.do(service.reject, desk.open(handling=Handling.PERSON), why="not ours")
    assert (made.state, made.refund.state) == (S.REJECTED, R.VOID)
    assert desk.left() == (1, 2, 3)
    assert desk.do(service.reject, made, why="again") == made
    with pytest.raises(IllegalTransition):
        desk.do(service.approve, made)


def test_a_cancelled_return_frees_its_units_and_its_customer_hears_of_it(desk):
    made = desk.label(desk.open())
    cancelled = desk.do(service.cancel, made, why="keeps it after all")
    assert (cancelled.state, cancelled.refund.state) == (S.CANCELLED, R.VOID)
    assert desk.left() == (1, 2, 3)
    assert desk.outbox(made, "notify_cancelled") == [f"notify_cancelled:{made.rma}"]
    assert desk.do(service.cancel, made) == cancelled
    assert desk.events(made)[-2:] == [("return", "label_issued", "cancelled"), ("refund", "pending", "void")]


def test_what_was_handed_over_cannot_be_cancelled(desk):
    made = desk.label(desk.open())
    desk.scan(made)
    with pytest.raises(IllegalTransition):
        desk.do(service.cancel, made)


def test_a_case_that_a_person_has_goes_on_from_where_its_parcels_are(desk):
    made = desk.label(desk.open())
    assert desk.do(service.escalate, made, why="x").state is S.ESCALATED
    assert desk.do(service.approve, made).state is S.LABEL_ISSUED
    desk.scan(made)
    desk.do(service.escalate, made, why="x")
    assert desk.do(service.approve, made).state is S.IN_TRANSIT
    desk.do(service.escalate, made, why="x")
    desk.do(service.receive, made)
    assert desk.get(made).state is S.ESCALATED
    assert desk.do(service.approve, made).state is S.RECEIVED


def test_a_case_taken_up_before_review_goes_on_as_if_approved(desk):
    made = desk.open(handling=Handling.PERSON)
    desk.do(service.escalate, made, why="x")
    approved = desk.do(service.approve, made)
    assert (approved.state, approved.drop_off_code is not None) == (S.AUTHORIZED, True)


def test_a_return_that_is_over_is_taken_up_only_while_its_units_are_free(desk):
    made = desk.open()
    desk.do(service.cancel, made)
    desk.open()
    with pytest.raises(UnitTaken):
        desk.do(service.escalate, made, why="the customer objects")
    assert desk.get(made).state is S.CANCELLED


def test_a_return_ends_when_its_last_day_and_the_carriers_delay_have_passed(desk):
    made = desk.label(desk.open())
    noon = desk.now.replace(hour=12)
    last = noon + (made.return_by - desk.now.date())
    assert service.keep_dates(desk.db.begin, last + timedelta(days=3)) == (0, 0)
    assert service.keep_dates(desk.db.begin, last + timedelta(days=4)) == (1, 0)
    assert service.keep_dates(desk.db.begin, last + timedelta(days=5)) == (0, 0)
    expired = desk.get(made)
    assert (expired.state, expired.refund.state) == (S.EXPIRED, R.VOID)
    assert desk.outbox(made, "notify_expired") == [f"notify_expired:{made.rma}"]
    assert desk.left() == (1, 2, 3)


def test_the_last_day_ends_with_the_customers_own_day(desk):
    made = desk.open()  # in Chicago, five hours behind in June
    day_after = (desk.now + (made.return_by - desk.now.date()) + timedelta(days=4)).replace(hour=0, minute=0)
    assert service.keep_dates(desk.db.begin, day_after + timedelta(hours=4, minutes=59)) == (0, 0)
    assert service.keep_dates(desk.db.begin, day_after + timedelta(hours=5)) == (1, 0)


def test_what_was_scanned_or_is_over_never_runs_out(desk):
    scanned = desk.label(desk.open())
    desk.scan(scanned)
    cancelled = desk.open(desk.item(2))
    desk.do(service.cancel, cancelled)
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=400)) == (0, 0)


def test_a_claim_that_waits_for_a_person_has_no_last_day(kept):
    desk, item = kept
    waiting = desk.open(item, handling=Handling.PERSON)
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=400)) == (0, 0)
    assert desk.get(waiting).state is S.PENDING_REVIEW


def test_what_nobody_reviewed_runs_out_too(desk):
    made = desk.open(handling=Handling.PERSON)
    assert service.keep_dates(desk.db.begin, desk.now + timedelta(days=100)) == (1, 0)
    assert desk.get(made).state is S.EXPIRED
