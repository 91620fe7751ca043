"""The secrets of one installation: the media server's API pair and the key that signs the web's cookies.

Owns `<data>/keys.json` (mode 0600, made on first use). Settings given by the operator win over the file. Must not know who
uses the keys.
"""

import json
import os
import secrets
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from returnflow.errors import SetupError
from returnflow.settings import Settings


@dataclass(frozen=True, slots=True)
class Keys:
    """`api_key` / `api_secret` sign tokens for the media server; `web_secret` signs our own cookies."""

    api_key: str
    api_secret: str
    web_secret: str


def load_keys(settings: Settings) -> Keys:
    """The keys in force, creating the file on first use."""
    path = settings.data / "keys.json"
    stored = _read(path) if path.exists() else _create(path)
    api_key = settings.livekit_api_key or stored.api_key
    api_secret = settings.livekit_api_secret.get_secret_value() or stored.api_secret
    if len(api_secret) < 32:
        raise SetupError(
            f"the media server's API secret has {len(api_secret)} characters; it refuses fewer than 32",
            field="RETURNFLOW_LIVEKIT_API_SECRET",
            fix="give the secret that belongs to RETURNFLOW_LIVEKIT_API_KEY (key and secret are easily swapped)",
        )
    return Keys(api_key, api_secret, stored.web_secret)


def _create(path: Path) -> Keys:
    """Write a fresh set. Two processes starting together agree: the first link wins, the other reads it."""
    keys = Keys(f"rf{secrets.token_hex(6)}", secrets.token_urlsafe(36), secrets.token_urlsafe(36))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".keys-")  # mkstemp makes it 0600
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(asdict(keys), file)
            os.link(name, path)
        finally:
            os.unlink(name)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        fix = "make the data folder writable, or set RETURNFLOW_DATA"
        raise SetupError(f"cannot write {path}: {error.strerror}", fix=fix) from error
    return keys


def _read(path: Path) -> Keys:
    try:
        return Keys(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError) as error:
        fix = "restore it, or delete it to make new keys (live calls end)"
        raise SetupError(f"{path} cannot be read: {error}", fix=fix) from error
