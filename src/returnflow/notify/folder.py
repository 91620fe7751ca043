"""The notifier of the embedded default: every message becomes an `.eml` file that any mail program opens."""

import hashlib
import re
from pathlib import Path

from returnflow.files import write_whole
from returnflow.notify.message import Message, Receipt


class OutboxFolder:
    """Writes `<folder>/<key>.eml`. The file's name is the key, so a message is there once."""

    def __init__(self, folder: Path, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    def send(self, message: Message) -> Receipt:
        """Write the file, unless it is there."""
        path = self._folder / f"{_name(message.key)}.eml"
        if path.exists():
            return Receipt(message.message_id, str(path), again=True)
        write_whole(path, message.to_email(self._sender).as_bytes())
        return Receipt(message.message_id, str(path))


def _name(key: str) -> str:
    """A file name a person can read, kept apart from every other key's by a piece of its hash."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", key)[:80]
    return f"{plain}-{hashlib.sha256(key.encode()).hexdigest()[:8]}"
