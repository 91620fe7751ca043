"""Contacts that want no messages, known by their keyed hash and nothing else."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from returnflow.database.sealing import Sealer, email_key, phone_key
from returnflow.database.tables import OptOutTable
from returnflow.returns.contact import Channel, Contact


class OptOuts:
    """By contact and channel. How an address or a number is written does not matter."""

    def __init__(self, session: Session, sealer: Sealer) -> None:
        self._session = session
        self._sealer = sealer

    def add(self, contact: Contact, at: datetime, source: str) -> None:
        """Send nothing more there; the same again changes nothing."""
        known_as = self.known_as(contact)
        if known_as is not None:
            self.add_known(known_as, contact.channel, at, source)

    def add_known(self, known_as: str, channel: Channel, at: datetime, source: str) -> None:
        """The same for a contact of which only the hash is at hand."""
        if self._session.get(OptOutTable, (known_as, str(channel))) is None:
            self._session.merge(OptOutTable(contact=known_as, channel=str(channel), source=str(source), at=at))
            self._session.flush()

    def remove(self, contact: Contact) -> None:
        """Messages are wanted again."""
        mine = (OptOutTable.contact == self.known_as(contact), OptOutTable.channel == str(contact.channel))
        self._session.execute(delete(OptOutTable).where(*mine))

    def has(self, contact: Contact) -> bool:
        """Whether nothing is to be sent there."""
        known_as = self.known_as(contact)
        return known_as is not None and self._session.get(OptOutTable, (known_as, str(contact.channel))) is not None

    def known_as(self, contact: Contact) -> str | None:
        """The hash a contact is known by; None for an empty one."""
        key = email_key if contact.channel is Channel.EMAIL else phone_key
        return key(self._sealer, contact.address)
