"""Promises to call back: a phone number in one form, kept with the call it belongs to."""

from datetime import datetime

from returnflow.database import DatabaseWork
from returnflow.errors import InvalidInput


def add(work: DatabaseWork, call_id: str, contact: str, at: datetime) -> str:
    """Keep a call back to a United States number of ten digits; the same number of a call is kept once. Gives its id."""
    number = e164(contact)
    known = next((row for row in work.callbacks.list() if row.call_id == call_id and row.contact == number), None)
    return known.id if known else work.callbacks.add(call_id, number, at)


def e164(contact: str) -> str:
    """+1 and ten digits. Raises InvalidInput."""
    digits = "".join(c for c in contact if c.isdigit())
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) != 10:
        raise InvalidInput("a phone number has ten digits", field="contact")
    return f"+1{digits}"
