"""A desk that does with the returns of one order what the tests say, and a maker of labels."""

from datetime import timedelta

from returnflow.returns import service
from returnflow.returns.events import Actor
from returnflow.returns.labelling import issue_labels
from returnflow.returns.model import Label, LabelState, Reason
from returnflow.returns.ports import LabelUnreadable
from returnflow.returns.tracking import Scan, TrackingEvent
from returnflow.returns.units import left

BY = Actor.OPERATOR


class Maker:
    """Makes labels out of nothing, and counts; `fails` makes it find them unreadable."""

    def __init__(self, fails=0):
        self.calls, self.fails, self.parcels = 0, fails, []

    def make(self, made, customer, items, now, parcel=1):
        self.calls += 1
        if self.fails:
            self.fails -= 1
            raise LabelUnreadable("the bars", meant="1", found=["2"])
        self.seen = (made, customer, items)
        self.parcels.append(parcel)
        file = f"{made.rma}-{parcel}.pdf"
        return Label(made.rma, LabelState.RELEASED, "sample", "92", "RF1", made.drop_off_code, file, now, parcel=parcel)


class Desk:
    """Every step of a return, each in a transaction of its own, at a time that can be moved."""

    def __init__(self, db, world, order):
        self.db, self.world, self.order, self.now = db, world, order, world.now
        self.advance_refunds = {}
        self._scans = 0

    def later(self, **given):
        self.now += timedelta(**given)
        return self

    def decide(self, line_no=1, reason=Reason.NO_LONGER_WANTED, quantity=1, units=None, **given):
        line = self.order.line(line_no)
        return self.world.decide(line, reason, quantity=quantity, units=units, now=self.now, **given)

    def item(self, line_no=1, reason=Reason.NO_LONGER_WANTED, quantity=1, units=None):
        return service.Item(line_no, quantity, reason, self.decide(line_no, reason, quantity, units), units)

    def open(self, *items, method=None, **terms):
        """A return of those items; of one unit of the first line when none are given."""
        with self.db.begin() as work:
            return service.open_items(
                work, order=self.order, wanted=items or (self.item(),), method=method, now=self.now, call_id="call", **terms
            )

    def do(self, step, made, /, *args, by=BY, **given):
        """One of the service's steps about a return."""
        with self.db.begin() as work:
            return step(work, made.rma, *args, by=by, now=self.now, **given)

    def label(self, made, maker=None):
        issue_labels(self.db.begin, maker or Maker(), made.rma, self.now)
        return self.get(made)

    def scan(self, made, scan=Scan.IN_TRANSIT, parcel=1, event_id=None, at=None, note=""):
        self._scans += 1
        event = TrackingEvent(event_id or f"e-{self._scans}", made.rma, parcel, scan, at or self.now, note)
        with self.db.begin() as work:
            return service.scan(work, event, by=Actor.CARRIER, now=self.now, advance_refunds=self.advance_refunds)

    def received(self, **terms):
        """A return whose goods have come."""
        made = self.label(self.open(**terms))
        self.scan(made)
        return self.do(service.receive, made)

    def get(self, made):
        with self.db.read() as work:
            return work.returns.get(made.rma)

    def status(self, made):
        with self.db.read() as work:
            return service.status(work, made.rma)

    def events(self, made):
        """(subject, from, to) of everything that happened."""
        with self.db.read() as work:
            return [(str(event.subject), event.was, event.now) for event in work.events.of(made.rma)]

    def outbox(self, made, kind=None):
        """Keys of the effects about a return that are due by the end of time."""
        with self.db.read() as work:
            rows = work.outbox.due(self.now + timedelta(days=4000), limit=500)
        return [row.key for row in rows if row.payload["rma"] == made.rma and kind in (None, row.kind)]

    def left(self, line_no=1):
        """Units of a line that may be returned."""
        with self.db.read() as work:
            return left(self.order.line(line_no), work.returns.for_order(self.order.store, self.order.number))
