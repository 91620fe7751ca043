"""Personal data as it lies in the database: sealed to read, hashed under a key to look up.

Owns the form `k<key id>.<base64>` (AES-256-GCM, a random nonce of 96 bits before the text and its tag of 128) and the forms under
which contacts are looked up. Must not know where keys are kept: `bootstrap` hands them over. Which columns are sealed is said by
the tables.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from returnflow.errors import SetupError

NONCE_BYTES, KEY_BYTES = 12, 32
_FORM = re.compile(r"k(\d{1,9})\.[A-Za-z0-9+/]{38,}={0,2}")  # nonce and tag alone are 38 characters and two equal signs
_FIX = "put back the keys.json that belongs to this database (a backup of the data folder holds both)"


class WrongKey(SetupError):
    """A sealed value cannot be opened: its key is missing, or it is not what was sealed."""

    code = "wrong_key"


class Sealer(Protocol):
    """Hides text from whoever reads the database without the keys. Empty text stays empty."""

    def seal(self, text: str) -> str:
        """The text, sealed. The same text twice gives two different results."""
        ...

    def open(self, sealed: str) -> str:
        """The text again. Raises WrongKey."""
        ...

    def mac(self, text: str) -> str:
        """64 hexadecimal digits that are the same for the same text and tell nothing of it without the key."""
        ...


class ClearText:
    """Hides nothing: for tests and for looking into a database by hand. Refuses what somebody else sealed."""

    def seal(self, text: str) -> str:
        """As it is."""
        return text

    def open(self, sealed: str) -> str:
        """As it is. Raises WrongKey for a value that a key ring sealed."""
        if key_of(sealed) is not None:
            raise WrongKey("this database is sealed and was opened without its keys", field="keys", fix=_FIX)
        return sealed

    def mac(self, text: str) -> str:
        """A hash without a key."""
        return hashlib.sha256(text.encode()).hexdigest()


def new_key() -> str:
    """A fresh key in base64."""
    return base64.b64encode(os.urandom(KEY_BYTES)).decode()


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """Keys to seal by id (each 32 bytes; the highest id seals, all open), and the key for look-ups."""

    sealing: Mapping[int, bytes]
    look_up: bytes

    @classmethod
    def of_text(cls, sealing: Mapping[int, str], look_up: str) -> "SealingKeys":
        """From base64. Raises WrongKey when it is not that, or too short."""
        return cls({key_id: _decoded(text) for key_id, text in sealing.items()}, _decoded(look_up))


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise WrongKey(f"a key for personal data is not {KEY_BYTES} bytes in base64", field="keys", fix=_FIX)
    return key


class KeyRing:
    """Seals with the newest key, opens with any. `reload` is asked once for a key that was made since this process started."""

    def __init__(self, keys: SealingKeys, reload: Callable[[], SealingKeys] | None = None) -> None:
        self._reload = reload
        self._use(keys)

    @property
    def ids(self) -> list[int]:
        """The ids of all keys, the oldest first."""
        return sorted(self._ciphers)

    @property
    def newest(self) -> int:
        """The id of the key that seals."""
        return self._newest

    def seal(self, text: str) -> str:
        """Under the newest key."""
        if not text:
            return ""
        nonce = os.urandom(NONCE_BYTES)
        sealed = nonce + self._ciphers[self._newest].encrypt(nonce, text.encode(), None)
        return f"k{self._newest}.{base64.b64encode(sealed).decode()}"

    def open(self, sealed: str) -> str:
        """Under whichever key it was sealed."""
        if not sealed:
            return ""
        key_id = key_of(sealed)
        if key_id is None:
            raise WrongKey("a value that should be sealed is not", field="keys", fix="erase that row, or restore a backup")
        cipher = self._ciphers.get(key_id) or self._reloaded(key_id)
        try:
            content = base64.b64decode(sealed.partition(".")[2], validate=True)
            return cipher.decrypt(content[:NONCE_BYTES], content[NONCE_BYTES:], None).decode()
        except (InvalidTag, binascii.Error, ValueError) as error:
            raise WrongKey(f"a value does not open under key {key_id}", field="keys", fix=_FIX) from error

    def mac(self, text: str) -> str:
        """HMAC-SHA256 under the look-up key."""
        return hmac.new(self._look_up, text.encode(), hashlib.sha256).hexdigest()

    def _use(self, keys: SealingKeys) -> None:
        if not keys.sealing:
            raise WrongKey("there is no key to seal with", field="keys", fix=_FIX)
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.sealing.items()}
        self._newest, self._look_up = max(keys.sealing), keys.look_up

    def _reloaded(self, key_id: int) -> AESGCM:
        if self._reload is not None:
            self._use(self._reload())
        if key_id not in self._ciphers:
            raise WrongKey(f"a value is sealed under key {key_id}, which is not among the keys", field="keys", fix=_FIX)
        return self._ciphers[key_id]


def key_of(sealed: str) -> int | None:
    """The id of the key that sealed this, None when it is no sealed text."""
    found = _FORM.fullmatch(sealed)
    return int(found[1]) if found else None


def email_key(sealer: Sealer, email: str) -> str | None:
    """What an e-mail address is looked up by: letter case and spaces around it do not count. None for an empty one."""
    plain = email.strip().casefold()
    return sealer.mac(f"email:{plain}") if plain else None


def phone_key(sealer: Sealer, phone: str) -> str | None:
    """What a phone number is looked up by: its digits in E.164, ten digits being a number of the United States."""
    digits = "".join(character for character in phone if character.isascii() and character.isdigit())
    plain = f"1{digits}" if len(digits) == 10 else digits
    return sealer.mac(f"phone:+{plain}") if plain else None
