"""Identifiers: calls and rows (UUIDv7), and RMA numbers that are made to be spoken.

RMA: `RF-` and eight characters of Crockford's alphabet (no I, L, O, U) in two groups; the last is a check character
(Luhn mod 32), which catches every single wrong character and nearly every swapped pair.
"""

import os
import secrets
import time
import uuid

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def uuid7() -> str:
    """A UUIDv7 (RFC 9562): sorts by creation time."""
    millis = time.time_ns() // 1_000_000
    value = (millis & (1 << 48) - 1) << 80 | 0x7 << 76
    value |= int.from_bytes(os.urandom(10), "big") & ((1 << 76) - 1)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(uuid.UUID(int=value))


def check_character(body: str) -> str:
    """Luhn mod 32 over `body`, whose characters are all of ALPHABET."""
    total = 0
    for position, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if position % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def new_rma(choice: "secrets.SystemRandom | None" = None) -> str:
    """A fresh RMA number such as `RF-7K4M-92XC`."""
    draw = choice or secrets.SystemRandom()
    body = "".join(draw.choice(ALPHABET) for _ in range(7))
    body += check_character(body)
    return f"RF-{body[:4]}-{body[4:]}"


def parse_rma(text: str) -> str | None:
    """The canonical form of an RMA as typed or heard (case, spaces, dashes, O for 0), or None when it cannot be one."""
    compact = "".join(c for c in text.upper() if c.isalnum()).translate(_LOOKALIKES)
    if compact.startswith("RF") and len(compact) == 10:
        compact = compact[2:]
    if len(compact) != 8 or any(c not in ALPHABET for c in compact):
        return None
    return f"RF-{compact[:4]}-{compact[4:]}" if check_character(compact[:7]) == compact[7] else None
