"""The notifiers of the embedded default: every mail becomes an `.eml` file that any mail program opens, every text a `.txt`."""

import hashlib
import re
from pathlib import Path

from returnflow.files import write_whole
from returnflow.notify.message import Message, Receipt
from returnflow.notify.sms import Sms


class OutboxFolder:
    """Writes `<folder>/<key>.eml`. The file's name is the key, so a message is there once."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, message: Message) -> Receipt:
        """Write the file, unless it is there."""
        path = self._folder / f"{_name(message.key)}.eml"
        message_id = message.message_id(self._sender)
        if path.exists():
            return Receipt(message_id, str(path), again=True)
        write_whole(path, message.to_email(self._sender).as_bytes())
        return Receipt(message_id, str(path))


class SmsFolder:
    """Writes `<folder>/<key>.txt`: to whom, a blank line, the text."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, sms: Sms) -> Receipt:
        """Write the file, unless it is there."""
        path = self._folder / f"{_name(sms.key)}.txt"
        if path.exists():
            return Receipt(sms.tag, str(path), again=True)
        write_whole(path, f"To: {sms.to}\n\n{sms.body}\n".encode())
        return Receipt(sms.tag, str(path))


def _name(key: str) -> str:
    """A file name a person can read, kept apart from every other key's by a piece of its hash."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", key)[:80]
    return f"{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
