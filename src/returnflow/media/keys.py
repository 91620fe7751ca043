"""The secrets of one installation: the media server's API pair, the key that signs cookies, those that seal personal data.

Owns `<data>/keys.json` (mode 0600, made on first use). Settings given by the operator win over the file. Must not know who
uses the keys.
"""

import base64
import fcntl
import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from returnflow.errors import SetupError
from returnflow.files import write_whole
from returnflow.settings import Settings


@dataclass(frozen=True, slots=True)
class Keys:
    """`api_key` / `api_secret` sign tokens for the media server; `web_secret` signs our own cookies.

    `sealing`: keys for personal data by number, the highest one seals; `look_up`: the key of hashed contacts. Each is 32 bytes in
    base64.
    """

    api_key: str
    api_secret: str
    web_secret: str
    sealing: dict[str, str] = field(default_factory=dict, hash=False)
    look_up: str = ""


def load_keys(settings: Settings) -> Keys:
    """The keys in force, creating the file on first use."""
    stored = _stored(settings)
    api_key = settings.livekit_api_key or stored.api_key
    api_secret = settings.livekit_api_secret.get_secret_value() or stored.api_secret
    if len(api_secret) < 32:
        raise SetupError(
            f"the media server's API secret has {len(api_secret)} characters; it refuses fewer than 32",
            field="RETURNFLOW_LIVEKIT_API_SECRET",
            fix="give the secret that belongs to RETURNFLOW_LIVEKIT_API_KEY (key and secret are easily swapped)",
        )
    return replace(stored, api_key=api_key, api_secret=api_secret)


def load_sealing(settings: Settings) -> tuple[dict[int, str], str]:
    """The keys for personal data by number, and the one for look-ups; whatever is wrong with the others."""
    stored = _stored(settings)
    return {int(number): key for number, key in stored.sealing.items()}, stored.look_up


def add_sealing_key(settings: Settings) -> int:
    """Make one more key, which seals from now on; its number. The others stay: what they sealed must still be opened."""
    path = settings.data / "keys.json"
    _stored(settings)
    with _alone(path.parent):
        keys = _read(path)
        number = max(map(int, keys.sealing)) + 1
        _write(path, replace(keys, sealing={**keys.sealing, str(number): _sealing_key()}))
    return number


def _stored(settings: Settings) -> Keys:
    path = settings.data / "keys.json"
    stored = _read(path) if path.exists() else _create(path)
    return stored if stored.sealing and stored.look_up else _completed(path)


def _completed(path: Path) -> Keys:
    """A file of an older version, with what it lacks."""
    with _alone(path.parent):
        keys = _read(path)
        if not (keys.sealing and keys.look_up):
            keys = replace(keys, sealing=keys.sealing or {"1": _sealing_key()}, look_up=keys.look_up or _sealing_key())
            _write(path, keys)
    return keys


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Two processes that change the file take turns. The folder itself is the lock: no file is left lying about."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(path: Path, keys: Keys) -> None:
    try:
        write_whole(path, json.dumps(asdict(keys)).encode())
    except OSError as error:
        raise SetupError(f"cannot write {path}: {error.strerror}", fix="make the data folder writable") from error


def _sealing_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _create(path: Path) -> Keys:
    """Write a fresh set. Two processes starting together agree: the first link wins, the other reads it."""
    web_secret, sealing = secrets.token_urlsafe(36), {"1": _sealing_key()}
    keys = Keys(f"rf{secrets.token_hex(6)}", secrets.token_urlsafe(36), web_secret, sealing, _sealing_key())
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
        fix = "restore it from a backup: personal data cannot be opened without its keys"
        raise SetupError(f"{path} cannot be read: {error}", fix=fix) from error
