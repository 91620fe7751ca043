from dataclasses import replace
from datetime import timedelta

import pytest

from returnflow.database.repositories.after import Disputes
from returnflow.errors import Conflict, NotFound
from returnflow.returns.disputing import Dispute, DisputeState, Objection
from returnflow.returns.events import Actor, ReturnEvent, Subject
from returnflow.returns.service import Item, open_items
from returnflow.returns.tracking import Scan, TrackingEvent


@pytest.fixture
def rmas(db, world):
    """Two returns."""
    order = world.order(world.line(quantity=2))
    made = []
    with db.begin() as work:
        work.orders.add(order)
        for unit in (1, 2):
            decision = world.decide(order.line(1), units=(unit,))
            item = Item(1, 1, decision.reason, decision, (unit,))
            made.append(open_items(work, order=order, wanted=[item], method=None, now=world.now).rma)
    return made


def event(rma, at, event_id="e-1", scan=Scan.IN_TRANSIT):
    return TrackingEvent(event_id, rma, 1, scan, at, "Chicago")


def test_a_step_comes_back_as_it_was_kept(db, world, rmas):
    step = ReturnEvent(rmas[0], Subject.REFUND, "pending", "issued", world.now, Actor.CLOCK, "so")
    with db.begin() as work:
        before = work.events.of(rmas[0])
        work.events.add(step)
        assert work.events.of(rmas[0]) == [*before, step]
        assert work.events.count(rmas[0], Subject.REFUND, "issued") == 1
        assert work.events.count(rmas[1], Subject.REFUND, "issued") == 0


def test_a_scan_is_kept_once_under_its_id(db, world, rmas):
    later = event(rmas[0], world.now + timedelta(hours=1), "e-2", Scan.RECEIVED)
    with db.begin() as work:
        assert work.tracking.add(later, world.now)
        assert work.tracking.add(event(rmas[0], world.now), world.now)
        assert not work.tracking.add(replace(later, scan=Scan.EXCEPTION), world.now)
        assert work.tracking.of(rmas[0]) == [event(rmas[0], world.now), later]
        with pytest.raises(Conflict):
            work.tracking.add(event(rmas[1], world.now), world.now)


class Backwards:
    """Seals by turning text around."""

    def seal(self, text):
        return text[::-1]

    open = seal

    def mac(self, text):
        return text


def test_what_a_customer_wrote_lies_sealed(db, world, rmas):
    dispute = Dispute("d-1", rmas[0], Objection.OTHER, "abc", world.now, Actor.CUSTOMER)
    settled = replace(dispute, state=DisputeState.UPHELD, closed_at=world.now, answer="xyz")
    with db.begin() as work:
        sealed = Disputes(work._session, Backwards())
        sealed.add(dispute)
        assert sealed.get("d-1") == dispute
        assert work.disputes.get("d-1").text == "cba"
        assert sealed.waiting() == sealed.of(rmas[0]) == [dispute]
        sealed.save(settled)
        assert (sealed.get("d-1"), sealed.waiting(), work.disputes.get("d-1").answer) == (settled, [], "zyx")
        assert sealed.get("d-2") is None
        with pytest.raises(NotFound):
            sealed.save(replace(dispute, id="d-2"))
