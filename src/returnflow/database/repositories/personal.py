"""Personal data wherever they lie: found by contact, forgotten by day or on demand.

Everything else about an order, a return or a call stays. Looks into every batch, also those that nobody sees any more.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, String, Text, cast, func, literal, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from returnflow.database.repositories.order_rows import PERSONAL, order_of
from returnflow.database.repositories.orders import published
from returnflow.database.sealing import Sealer, email_key, phone_key
from returnflow.database.tables import (
    CallbackTable,
    CallTable,
    DisputeTable,
    HandoffTable,
    OrderTable,
    OutboxTable,
    ReturnEventTable,
    ReturnTable,
    TimelineTable,
    TrackingEventTable,
)
from returnflow.returns.model import Order

_FACTS = ("name", "last_name", "zip", "address")
_AT_ONCE = 200


class Personal:
    """Orders with the ids of their rows, and calls by id."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def unscheduled(self, after: int, limit: int) -> list[tuple[int, Order]]:
        """Orders that have no day yet on which they must be forgotten."""
        query = select(OrderTable).where(OrderTable.forget_on.is_(None), OrderTable.forgotten_at.is_(None))
        return self._some(query.where(OrderTable.batch_id.in_(published())), after, limit)

    def due(self, today: date, after: int, limit: int) -> list[tuple[int, Order]]:
        """Orders whose day has come."""
        return self._some(
            select(OrderTable).where(OrderTable.forget_on <= today, OrderTable.forgotten_at.is_(None)), after, limit
        )

    def of_contact(self, *, email: str = "", phone: str = "") -> list[tuple[int, Order]]:
        """Every row with that e-mail address or that phone number."""
        keys = {OrderTable.email_mac: email_key(self._sealer, email), OrderTable.phone_mac: phone_key(self._sealer, phone)}
        wanted = [column == key for column, key in keys.items() if key]
        return self._some(select(OrderTable).where(or_(*wanted)), -1, None) if wanted else []

    def schedule(self, days: Mapping[int, date]) -> None:
        """Set the days on which orders must be forgotten."""
        if days:
            self._session.execute(update(OrderTable), [{"id": order_id, "forget_on": day} for order_id, day in days.items()])

    def forget_facts(self, days: Mapping[int, date]) -> None:
        """Let names and ZIPs go and keep the contacts until those days."""
        gone = dict.fromkeys(_FACTS, "")
        if days:
            self._session.execute(update(OrderTable), [{"id": one, "forget_on": day, **gone} for one, day in days.items()])

    def forget(self, order_ids: Collection[int], at: datetime) -> None:
        """Let go of all that is personal. Whose orders belong together can no longer be told."""
        gone: dict[str, Any] = dict.fromkeys(PERSONAL, "") | {"email_mac": None, "phone_mac": None, "forgotten_at": at}
        gone["customer_id"] = literal("gone-").concat(cast(OrderTable.id, String))
        self._session.execute(update(OrderTable).where(OrderTable.id.in_(order_ids)).values(gone))
        self._session.expire_all()

    def states(self) -> Iterator[tuple[str, str]]:
        """The saved state of every call that has one, as JSON text."""
        query = select(CallTable.id, CallTable.state).where(CallTable.state != "").order_by(CallTable.id)
        for call_id, state in self._session.execute(query.execution_options(yield_per=_AT_ONCE)):
            yield call_id, self._sealer.open(state or "")

    def calls_naming(self, numbers: Collection[str]) -> set[str]:
        """Calls that created a return of one of these orders, or in whose timeline one of the numbers stands."""
        if not numbers:
            return set()
        made = select(ReturnTable.call_id).where(ReturnTable.order_number.in_(numbers), ReturnTable.call_id.is_not(None))
        text = cast(TimelineTable.data, Text)
        named = select(TimelineTable.call_id).where(or_(*(text.contains(number, autoescape=True) for number in numbers)))
        return {call_id for call_id in self._session.scalars(made.union(named)) if call_id}

    def live(self, call_ids: Collection[str]) -> list[str]:
        """Those calls that have not ended."""
        return list(self._session.scalars(select(CallTable.id).where(CallTable.id.in_(call_ids), CallTable.ended_at.is_(None))))

    def callbacks_of(self, phone: str) -> list[tuple[str, str | None, datetime]]:
        """Promises to call that number back: id, call, when it was asked for."""
        wanted = phone_key(self._sealer, phone)
        if wanted is None:
            return []
        rows = self._session.scalars(select(CallbackTable).where(CallbackTable.contact != "").order_by(CallbackTable.id))
        mine = [row for row in rows if phone_key(self._sealer, self._sealer.open(row.contact)) == wanted]
        return [(row.id, row.call_id, row.requested_at) for row in mine]

    def forget_callbacks(self, callback_ids: Collection[str], at: datetime) -> None:
        """Nobody will be called back: the number goes."""
        done = func.coalesce(CallbackTable.done_at, literal(at, CallbackTable.done_at.type))
        self._session.execute(update(CallbackTable).where(CallbackTable.id.in_(callback_ids)).values(contact="", done_at=done))

    def kept_calls(self, before: datetime, limit: int) -> list[str]:
        """Calls that ended before then and whose words are still kept, the oldest first."""
        query = select(CallTable.id).where(CallTable.forgotten_at.is_(None), CallTable.ended_at < before)
        return list(self._session.scalars(query.order_by(CallTable.ended_at).limit(limit)))

    def forget_calls(self, call_ids: Collection[str], at: datetime) -> None:
        """Let the saved state, the hand-over's words and the number to call back go; what was said goes with the timeline's."""
        calls, ended = update(CallTable).where(CallTable.id.in_(call_ids)), CallbackTable.done_at.is_not(None)
        self._session.execute(calls.values(state=None, forgotten_at=at))
        self._session.execute(update(HandoffTable).where(HandoffTable.call_id.in_(call_ids)).values(summary="", state=""))
        self._session.execute(update(CallbackTable).where(CallbackTable.call_id.in_(call_ids), ended).values(contact=""))
        self._session.expire_all()

    def forget_returns(self, rmas: Collection[str], clean: Callable[[str], str]) -> None:
        """Let go of what customers wrote about those returns; other free text about them is cleaned."""
        self._session.execute(update(DisputeTable).where(DisputeTable.rma.in_(rmas)).values(text="", answer=""))
        self._clean(ReturnEventTable, ReturnEventTable.why, rmas, clean)
        self._clean(TrackingEventTable, TrackingEventTable.note, rmas, clean)
        self._clean(OutboxTable, OutboxTable.last_error, rmas, clean)

    def _clean(
        self,
        table: type[ReturnEventTable | TrackingEventTable | OutboxTable],
        column: InstrumentedAttribute[str],
        rmas: Collection[str],
        clean: Callable[[str], str],
    ) -> None:
        for row_id, text in self._session.execute(select(table.id, column).where(table.rma.in_(rmas), column != "")).all():
            if (cleaned := clean(text)) != text:
                self._session.execute(update(table).where(table.id == row_id).values({column: cleaned}))

    def _some(self, query: Select[OrderTable], after: int, limit: int | None) -> list[tuple[int, Order]]:
        rows = self._session.scalars(query.where(OrderTable.id > after).order_by(OrderTable.id).limit(limit))
        return [(row.id, order_of(row, self._sealer)) for row in rows]
