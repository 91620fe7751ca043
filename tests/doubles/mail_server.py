"""A real SMTP server on loopback that keeps every mail and answers as it is told."""

import asyncio
import ssl
import threading
import warnings
from collections import Counter
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


class MailServer:
    """`replies` are given to the ends of DATA in turn, `rcpt_replies` to recipients; without one the mail is taken.

    `hang_up`: how many connections are cut after the mail was taken and before the answer.
    """

    def __init__(
        self, tls: ssl.SSLContext | None = None, *, implicit: bool = False, login: tuple[str, str] | None = None
    ) -> None:
        self.mails: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.replies: list[str] = []
        self.rcpt_replies: list[str] = []
        self.hang_up = 0
        self.encrypted: list[bool] = []
        self._login = login
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port: int = asyncio.run_coroutine_threadsafe(self._start(tls, implicit), self._loop).result(10)

    async def _start(self, tls: ssl.SSLContext | None, implicit: bool) -> int:
        starttls, login = None if implicit else tls, self._login is not None

        def make() -> SMTP:
            with warnings.catch_warnings(action="ignore"):  # that a password may be sent in clear: here it may
                return SMTP(
                    self, hostname="mail.example", tls_context=starttls, require_starttls=starttls is not None,
                    auth_required=login, authenticator=self._check if login else None, auth_require_tls=False,
                    loop=self._loop,
                )  # fmt: skip

        self._server = await self._loop.create_server(make, "127.0.0.1", 0, ssl=tls if implicit else None)
        return self._server.sockets[0].getsockname()[1]

    def _check(self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object) -> AuthResult:
        assert isinstance(given, LoginPassword)
        right = self._login == (given.login.decode(), given.password.decode())
        return AuthResult(success=right, handled=right)

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt_replies:
            return self.rcpt_replies.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        reply = self.replies.pop(0) if self.replies else "250 taken"
        if reply.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.mails.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
            self.recipients += envelope.rcpt_tos
            self.encrypted.append(session.ssl is not None or server.transport.get_extra_info("sslcontext") is not None)
        if self.hang_up:
            self.hang_up -= 1
            server.transport.abort()
        return reply

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(str(mail["Message-ID"]) for mail in self.mails)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()
