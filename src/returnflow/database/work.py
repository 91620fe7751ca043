"""One transaction and its repositories."""

import hashlib
from functools import cached_property

from sqlalchemy import text
from sqlalchemy.orm import Session

from returnflow.database.repositories.after import Disputes, ReturnEvents, Tracking
from returnflow.database.repositories.attempts import Attempts
from returnflow.database.repositories.audit import Audit
from returnflow.database.repositories.batches import Batches
from returnflow.database.repositories.calls import Calls
from returnflow.database.repositories.codes import Codes
from returnflow.database.repositories.figures import Figures
from returnflow.database.repositories.handoffs import Callbacks, Handoffs
from returnflow.database.repositories.labels import Labels
from returnflow.database.repositories.opt_outs import OptOuts
from returnflow.database.repositories.orders import Orders
from returnflow.database.repositories.outbox import Outbox
from returnflow.database.repositories.outbox_review import OutboxReview
from returnflow.database.repositories.personal import Personal
from returnflow.database.repositories.places import Places, Workers
from returnflow.database.repositories.proofs import Proofs
from returnflow.database.repositories.requests import Requests
from returnflow.database.repositories.returns import Returns
from returnflow.database.repositories.seals import Seals
from returnflow.database.repositories.timeline import Timeline
from returnflow.database.sealing import ClearText, Sealer


class DatabaseWork:
    """The repositories of one transaction, made when first asked for."""

    def __init__(self, session: Session, sealer: Sealer | None = None) -> None:
        self._session = session
        self._sealer = sealer or ClearText()

    @cached_property
    def orders(self) -> Orders:
        """Orders, customers, lines."""
        return Orders(self._session, self._sealer, self.alone)

    @cached_property
    def batches(self) -> Batches:
        """Orders that come and go together."""
        return Batches(self._session)

    @cached_property
    def returns(self) -> Returns:
        """Returns with lines, units and refund."""
        return Returns(self._session)

    @cached_property
    def events(self) -> ReturnEvents:
        """What happened to returns."""
        return ReturnEvents(self._session)

    @cached_property
    def tracking(self) -> Tracking:
        """Scans of their parcels."""
        return Tracking(self._session)

    @cached_property
    def disputes(self) -> Disputes:
        """Objections of their customers."""
        return Disputes(self._session, self._sealer)

    @cached_property
    def requests(self) -> Requests:
        """Keys that senders gave to their requests."""
        return Requests(self._session)

    @cached_property
    def labels(self) -> Labels:
        """Labels by RMA."""
        return Labels(self._session)

    @cached_property
    def attempts(self) -> Attempts:
        """Tries at a fact or a code."""
        return Attempts(self._session)

    @cached_property
    def codes(self) -> Codes:
        """One-time codes."""
        return Codes(self._session, self._sealer)

    @cached_property
    def proofs(self) -> Proofs:
        """What callers have proved."""
        return Proofs(self._session)

    @cached_property
    def outbox(self) -> Outbox:
        """Effects that must still happen."""
        return Outbox(self._session)

    @cached_property
    def outbox_review(self) -> OutboxReview:
        """The outbox as an operator sees it."""
        return OutboxReview(self._session)

    @cached_property
    def opt_outs(self) -> OptOuts:
        """Contacts that want no messages."""
        return OptOuts(self._session, self._sealer)

    @cached_property
    def calls(self) -> Calls:
        """Calls and their saved state."""
        return Calls(self._session, self._sealer)

    @cached_property
    def timeline(self) -> Timeline:
        """What happened in a call."""
        return Timeline(self._session, self._sealer)

    @cached_property
    def handoffs(self) -> Handoffs:
        """The queue for a person."""
        return Handoffs(self._session, self._sealer)

    @cached_property
    def callbacks(self) -> Callbacks:
        """Promises to call back."""
        return Callbacks(self._session, self._sealer)

    @cached_property
    def seals(self) -> Seals:
        """Every sealed value."""
        return Seals(self._session, self._sealer)

    @cached_property
    def personal(self) -> Personal:
        """Personal data, to be found and forgotten."""
        return Personal(self._session, self._sealer)

    @cached_property
    def audit(self) -> Audit:
        """What was done with personal data."""
        return Audit(self._session)

    @cached_property
    def figures(self) -> Figures:
        """Counts over everything."""
        return Figures(self._session)

    @cached_property
    def workers(self) -> Workers:
        """Workers that are alive."""
        return Workers(self._session)

    @cached_property
    def places(self) -> Places:
        """Places for calls."""
        return Places(self._session, self.alone)

    def alone(self, name: str) -> None:
        """Hold `name` until the transaction ends. A SQLite writer is alone already; PostgreSQL takes an advisory lock."""
        if self._session.get_bind().dialect.name != "postgresql":
            return
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        self._session.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})
