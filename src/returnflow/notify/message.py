"""A message to a customer, and the seam through which it leaves."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from typing import Protocol

DOMAIN = "returnflow.invalid"
"""Right-hand side of our Message-IDs; a reserved name, so that it is nobody's."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    subtype: str = "pdf"


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `key` names the effect: the same key always means the same message."""

    key: str
    to_name: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()

    @property
    def message_id(self) -> str:
        """The Message-ID: from the key alone, so that a mail server can drop a second copy."""
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@{DOMAIN}>"

    def to_email(self, sender: str) -> EmailMessage:
        """The message as a mail: plain text with an HTML alternative. The same each time, byte for byte."""
        mail = EmailMessage()
        mail["Message-ID"] = self.message_id
        mail["Date"] = self.at
        mail["From"] = sender
        mail["To"] = Address(one_line(self.to_name), addr_spec=self.to)
        mail["Subject"] = one_line(self.subject)
        mail.set_content(self.text)
        mail.add_alternative(self.html, subtype="html")
        for attached in self.attachments:
            mail.add_attachment(attached.content, maintype="application", subtype=attached.subtype, filename=attached.name)
        for place, part in enumerate(p for p in mail.walk() if p.is_multipart()):
            part.set_boundary(f"part-{place}-{hashlib.sha256(self.key.encode()).hexdigest()[:16]}")
        return mail


def one_line(text: str) -> str:
    """Text fit for a header: nothing in a name or a title can start another one."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a message went, and whether it had gone before."""

    message_id: str
    where: str
    again: bool = False


class Notifier(Protocol):
    """Delivers one message. Must be safe to call twice with the same key: the second call does nothing."""

    def send(self, message: Message) -> Receipt:
        """Deliver. Raises UpstreamUnavailable when that must be tried again."""
        ...
