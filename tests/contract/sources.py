"""Reads the page's TypeScript and the documents as text: enough to hold them against the Python side."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def text(name):
    """One file of the repository."""
    return (ROOT / name).read_text()


def strings(name, opening, closing):
    """The quoted strings between two marks of a file."""
    _, _, rest = text(name).partition(opening)
    inside, found, _ = rest.partition(closing)
    assert found, f"{name} has no {opening!r} ... {closing!r}"
    return re.findall(r'"([^"]+)"', inside)


def keys(name, opening, closing="}"):
    """The keys of an object literal of a file."""
    _, _, rest = text(name).partition(opening)
    inside, found, _ = rest.partition(closing)
    assert found, f"{name} has no {opening!r} ... {closing!r}"
    return re.findall(r"^\s*(\w+):", inside, re.MULTILINE)
