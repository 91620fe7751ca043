"""One-time codes. The digits are kept as a fingerprint and sealed; neither is of use without the keys."""

import hmac
from dataclasses import fields
from datetime import datetime

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from returnflow.database.sealing import Sealer
from returnflow.database.tables import CodeTable
from returnflow.returns.contact import Channel
from returnflow.returns.model import Store
from returnflow.returns.ports import OneTimeCode

_PLAIN = tuple(field.name for field in fields(OneTimeCode) if field.name not in ("store", "channel"))


class Codes:
    """Codes by id, by whom and what they were sent for."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(self, code: OneTimeCode, value: str, address: str) -> None:
        """Keep a code with its digits and the address it goes to (empty when it goes nowhere)."""
        row = CodeTable(
            store=str(code.store),
            channel=str(code.channel),
            address_mac=self._address(address),
            fingerprint=self._fingerprint(code.id, value),
            value=self._sealer.seal(value),
            **{name: getattr(code, name) for name in _PLAIN},
        )
        self._session.add(row)
        self._session.flush()

    def get(self, code_id: str) -> OneTimeCode | None:
        """One code."""
        row = self._session.get(CodeTable, code_id)
        return _code(row) if row else None

    def newest(self, caller_key: str, store: Store, order_digits: str) -> OneTimeCode | None:
        """The last one that this caller was sent for this order."""
        query = select(CodeTable).where(
            CodeTable.caller_key == caller_key, CodeTable.store == str(store), CodeTable.order_digits == order_digits
        )
        row = self._session.scalars(query.order_by(CodeTable.sent_at.desc(), CodeTable.id.desc()).limit(1)).one_or_none()
        return _code(row) if row else None

    def matches(self, code_id: str, value: str) -> bool:
        """Whether these are its digits, in constant time."""
        row = self._session.get(CodeTable, code_id)
        known = row.fingerprint if row else ""
        return hmac.compare_digest(known, self._fingerprint(code_id, value))

    def value(self, code_id: str) -> str:
        """Its digits; empty once it was used."""
        row = self._session.get(CodeTable, code_id)
        return self._sealer.open(row.value) if row and row.value else ""

    def use(self, code_id: str, at: datetime) -> None:
        """It was given back rightly; its digits are wiped."""
        row = self._session.get(CodeTable, code_id)
        if row is not None:
            row.used_at, row.value = at, ""
            self._session.flush()

    def used_since(self, caller_key: str, store: Store, order_digits: str, since: datetime) -> bool:
        """Whether this caller gave a right code for this order since then."""
        used = exists().where(
            CodeTable.caller_key == caller_key,
            CodeTable.store == str(store),
            CodeTable.order_digits == order_digits,
            CodeTable.used_at >= since,
        )
        return bool(self._session.scalar(select(used)))

    def sent_for(self, store: Store, order_digits: str, since: datetime) -> list[datetime]:
        """When codes for this order were sent, to any caller, the newest first."""
        query = select(CodeTable.sent_at).where(
            CodeTable.store == str(store), CodeTable.order_digits == order_digits, CodeTable.sent_at > since
        )
        return list(self._session.scalars(query.order_by(CodeTable.sent_at.desc())))

    def sent_by(self, caller_key: str, since: datetime) -> int:
        """How many codes this caller asked for, over all orders."""
        query = select(func.count()).where(CodeTable.caller_key == caller_key, CodeTable.sent_at > since)
        return self._session.scalar(query) or 0

    def sent_to(self, address: str, since: datetime) -> int:
        """How many codes went to this address, for any order; none ever went to an empty one."""
        wanted = self._address(address) or "-"
        query = select(func.count()).where(CodeTable.address_mac == wanted, CodeTable.sent_at > since)
        return self._session.scalar(query) or 0

    def forget(self, before: datetime) -> None:
        """Delete codes that are older."""
        self._session.execute(delete(CodeTable).where(CodeTable.sent_at < before))

    def _fingerprint(self, code_id: str, value: str) -> str:
        return self._sealer.mac(f"code:{code_id}:{value}")

    def _address(self, address: str) -> str:
        return self._sealer.mac(f"code to:{address.strip().casefold()}") if address else ""


def _code(row: CodeTable) -> OneTimeCode:
    return OneTimeCode(store=Store(row.store), channel=Channel(row.channel), **{name: getattr(row, name) for name in _PLAIN})
