"""The simulated customer's mailbox: the newest code in the messages that lie in a folder, as a person would look it up.

Knows the folder and what a mail looks like, nothing of who wrote it.
"""

import re
import time
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

LOOK_AGAIN_S = 0.3
_CODE = re.compile(r"(?<![\w-])(\d{3}) ?(\d{3})(?![\w-])")


class Inbox:
    """One customer's mails. `patience_s` is how long he looks before he says that nothing came."""

    def __init__(self, folder: Path, address: str, patience_s: float = 0.0) -> None:
        self._folder = folder
        self._address = address.casefold()
        self._patience_s = patience_s
        self._since = time.time_ns()  # what lay there before the call is of another one

    def newest_code(self) -> str | None:
        """The six digits of the newest mail about a code; None when there is none in time."""
        until = time.monotonic() + self._patience_s
        while (found := next(self._codes(), None)) is None and time.monotonic() < until:
            time.sleep(LOOK_AGAIN_S)
        return found

    def _codes(self) -> Iterator[str]:
        for path in self._new_files():
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            code = _code_in(mail) if isinstance(mail, EmailMessage) and self._is_mine(mail) else None
            if code is not None:
                yield code

    def _new_files(self) -> list[Path]:
        arrived = [(path.stat().st_mtime_ns, path) for path in self._folder.glob("*.eml")]
        return [path for at, path in sorted(arrived, reverse=True) if at >= self._since]

    def _is_mine(self, mail: EmailMessage) -> bool:
        try:
            return self._address in [address.addr_spec.casefold() for address in mail["To"].addresses]
        except (AttributeError, MessageError):
            return False  # a mail without a recipient is nobody's


def _code_in(mail: EmailMessage) -> str | None:
    body = mail.get_body(("plain",))
    if body is None or "code" not in str(mail["Subject"]).lower():
        return None
    found = _CODE.search(body.get_content())
    return "".join(found.groups()) if found else None
