"""Mails through an SMTP server: the merchant's own relay or a provider's.

SMTP has no keys; the Message-ID stands for one. A connection that breaks after the message went out and before the server's
answer came makes a second copy under the same Message-ID, which mail stores drop.
"""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from returnflow.errors import InvalidInput, UpstreamRefused, UpstreamUnavailable
from returnflow.notify.message import Message, Receipt

SETTING = "RETURNFLOW_SMTP_URL"
TIMEOUT_S = 10.0  # for each step
PROVIDER = "smtp"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed in. `implicit_tls`: encrypted from the first byte; `plain`: not at all, for a relay next door."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    implicit_tls: bool = False
    plain: bool = False


def mail_server(url: str) -> MailServer:
    """From `smtp[s]://[user:password@]host[:port][?tls=none]`. Port 465 for smtps, 587 otherwise. Raises InvalidInput.

    With `smtp` the connection is encrypted by STARTTLS, or refused; without encryption only to this machine or with `?tls=none`.
    """
    fix = "write it as smtp://user:password@host:587 or smtps://user:password@host:465"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InvalidInput(f"not a URL: {error}", field=SETTING, fix=fix) from error
    odd = parts.path.strip("/") or parts.query not in ("", "tls=none")
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or odd:
        raise InvalidInput("not the URL of a mail server", field=SETTING, fix=fix)
    implicit = parts.scheme == "smtps"
    return MailServer(
        parts.hostname, port or (465 if implicit else 587), unquote(parts.username or ""), unquote(parts.password or ""),
        implicit_tls=implicit, plain=not implicit and (bool(parts.query) or _is_here(parts.hostname)),
    )  # fmt: skip


class SmtpNotifier:
    """Hands mails to a server, one connection each."""

    def __init__(self, server: MailServer, sender: str, tls: ssl.SSLContext | None = None, timeout_s: float = TIMEOUT_S) -> None:
        self._server = server
        self._sender = sender
        self._tls = tls or ssl.create_default_context()
        self._timeout_s = timeout_s

    def send(self, message: Message) -> Receipt:
        """Hand it in. A refusal of this message is UpstreamRefused; everything else is UpstreamUnavailable: it may pass."""
        mail = message.to_email(self._sender)
        try:
            connection = self._connected()
            try:
                connection.send_message(mail)
                with suppress(smtplib.SMTPException, OSError):  # it has the message; how it says goodbye changes nothing
                    connection.quit()
            finally:
                connection.close()
        except (smtplib.SMTPException, OSError) as error:
            raise self._named(error, mail) from error
        return Receipt(message.message_id(self._sender), f"{self._server.host}:{self._server.port}")

    def check(self) -> str:
        """Connect, encrypt and log in; sends nothing. Raises UpstreamUnavailable."""
        try:
            with self._connected() as connection:
                connection.noop()
        except (smtplib.SMTPException, OSError) as error:
            raise UpstreamUnavailable(PROVIDER, f"{self._server.host}: {_said(error)}", fix=f"check {SETTING}") from error
        return f"{self._server.host}:{self._server.port} answers" + (", logged in" if self._server.user else "")

    def _connected(self) -> smtplib.SMTP:
        """A connection that is ready for a message."""
        server, name = self._server, parseaddr(self._sender)[1].rpartition("@")[2] or "localhost"
        if server.implicit_tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, local_hostname=name, timeout=self._timeout_s, context=self._tls
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, local_hostname=name, timeout=self._timeout_s)
        try:
            connection.ehlo()
            if not server.implicit_tls and (connection.has_extn("starttls") or not server.plain):
                connection.starttls(context=self._tls)
                connection.ehlo()
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _named(self, error: Exception, mail: EmailMessage) -> UpstreamRefused | UpstreamUnavailable:
        reply = _reply(error)
        said = f"{self._server.host}: {_without_address(_said(error), mail)}"
        if reply is not None and 500 <= reply < 600:
            return UpstreamRefused(PROVIDER, said, fix="correct the address in the order, or drop the message")
        return UpstreamUnavailable(PROVIDER, said, fix=f"check {SETTING}")


def _reply(error: Exception) -> int | None:
    """The server's word about this one message; None when it never came to that."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
        return error.smtp_code
    if isinstance(error, smtplib.SMTPNotSupportedError) and "SMTPUTF8" in str(error):
        return 553  # the address needs an extension that the server does not have
    return None


def _said(error: Exception) -> str:
    """The server's own words on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        words = " ".join(f"{code} {text.decode('utf-8', 'replace')}" for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error
        words = f"{error.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
    else:
        words = str(error) or type(error).__name__
    return " ".join(words.split())[:300]


def _without_address(said: str, mail: EmailMessage) -> str:
    """Servers repeat whom they refuse; our tables and logs must not."""
    for address in mail["To"].addresses:
        said = said.replace(address.addr_spec, "the recipient")
    return said


def _is_here(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
