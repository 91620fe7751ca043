"""A mail to a customer, and the seam through which it leaves."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Protocol

from returnflow.errors import InvalidInput

DOMAIN = "returnflow.invalid"
"""Right-hand side of our Message-IDs where the sender has none; a reserved name, so that it is nobody's."""
_SPECIAL = re.compile(r'[\s"(),:;<>@\[\\\]]')


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along."""

    name: str
    content: bytes
    subtype: str = "pdf"


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `key` names the effect: the same key always means the same message.

    `unsubscribe` is the address of one click that stops such messages; empty where there is none.
    """

    key: str
    to_name: str
    to: str
    subject: str
    text: str
    html: str
    at: datetime
    attachments: tuple[Attachment, ...] = ()
    language: str = "en"
    unsubscribe: str = ""

    def message_id(self, sender: str) -> str:
        """The Message-ID: from the key alone, so that a mail server can drop a second copy."""
        domain = parseaddr(sender)[1].rpartition("@")[2] or DOMAIN
        return f"<{hashlib.sha256(self.key.encode()).hexdigest()[:32]}@{domain}>"

    def to_email(self, sender: str) -> EmailMessage:
        """The message as a mail: plain text with an HTML alternative. The same each time, byte for byte.

        Raises InvalidInput for what is no address.
        """
        mail = EmailMessage()
        mail["Message-ID"] = self.message_id(sender)
        mail["Date"] = self.at
        mail["From"] = sender
        mail["To"] = self._recipient()
        mail["Subject"] = one_line(self.subject)
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: so that no robot answers
        if self.unsubscribe:
            mail["List-Unsubscribe"] = f"<{self.unsubscribe}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        mail.set_content(self.text)
        mail.add_alternative(self.html, subtype="html")
        for attached in self.attachments:
            mail.add_attachment(attached.content, maintype="application", subtype=attached.subtype, filename=attached.name)
        for place, part in enumerate(p for p in mail.walk() if p.is_multipart()):
            part.set_boundary(f"part-{place}-{hashlib.sha256(self.key.encode()).hexdigest()[:16]}")
        mail["Content-Language"] = self.language  # last: setting the content takes every Content-… header away
        return mail

    def _recipient(self) -> Address:
        local, _, domain = self.to.rpartition("@")
        name = one_line(self.to_name)
        try:
            host = domain.encode("idna").decode()
            if not local.isascii() and not _SPECIAL.search(local):  # whether it can be delivered, the mail server says
                return Address(name, local, host)
            return Address(name, addr_spec=f"{local}@{host}")
        except (ValueError, IndexError, HeaderParseError) as error:
            raise InvalidInput("the e-mail address on file is none", field="email", fix="correct it in the order") from error


def one_line(text: str) -> str:
    """Text fit for a header: nothing in a name or a title can start another one."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


@dataclass(frozen=True, slots=True)
class Receipt:
    """Where a message went, and whether it had gone before."""

    message_id: str
    where: str
    again: bool = False


class Notifier(Protocol):
    """Delivers one message. Must be safe to call twice with the same key: the second call does nothing."""

    def send(self, message: Message) -> Receipt:
        """Deliver. Raises UpstreamUnavailable when that must be tried again, UpstreamRefused when it never will go."""
        ...
