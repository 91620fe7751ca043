"""Ways to reach a customer, and how much of one may be said or shown: the end of it, never more. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from returnflow.returns.model import Customer

_SHOWN_OF_PHONE = 2  # digits: enough to know one's own by, and one of a hundred to anybody else


class Channel(StrEnum):
    """How a message travels."""

    EMAIL = "email"
    SMS = "sms"


@dataclass(frozen=True, slots=True)
class Contact:
    """One address on file: an e-mail address, or a phone number in E.164."""

    channel: Channel
    address: str


@dataclass(frozen=True, slots=True)
class Masked:
    """What may be told of a contact: the domain of an e-mail address, the last two digits of a phone number."""

    channel: Channel
    ending: str


def on_file(customer: Customer) -> tuple[Contact, ...]:
    """Every contact of a customer, e-mail first: it reaches whoever has changed his phone."""
    known = (Contact(Channel.EMAIL, customer.email), Contact(Channel.SMS, customer.phone))
    return tuple(contact for contact in known if contact.address)


def chosen(customer: Customer, prefer: Channel | None = None) -> Contact | None:
    """The contact on file for that channel, else the first there is; None when there is none."""
    known = on_file(customer)
    return next((contact for contact in known if contact.channel is prefer), known[0] if known else None)


def masked(contact: Contact) -> Masked:
    """The part of a contact that may be told to a caller who has proved whose order it is."""
    if contact.channel is Channel.EMAIL:
        return Masked(contact.channel, contact.address.rpartition("@")[2])
    return Masked(contact.channel, "".join(c for c in contact.address if c.isdigit())[-_SHOWN_OF_PHONE:])
