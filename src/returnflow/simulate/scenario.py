"""Scenarios: who calls, with which facts, in which words, and what should come of it. One YAML file each in `scenarios/`.

Owns the format and its reading. Knows no room and makes no decision in a call.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from returnflow.errors import InvalidInput

FOLDER = Path(__file__).with_name("scenarios")
HANG_UP = "(hang up)"
"""As a line: leave the call here. An empty line: say nothing this time."""

_KEYS = {"title", "facts", "lines", "wants", "outcome", "seed", "voice", "second_fact"}
_FACTS = {"store", "order_number", "zip", "last_name", "item", "reason", "phone", "email"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the customer knows. `item` with its article ("the headphones"); `reason` a whole sentence. `email` is whose mailbox he
    can read; without one he cannot get at any code."""

    store: str
    order_number: str = ""
    zip: str = ""
    last_name: str = ""
    item: str = "the item"
    reason: str = "I changed my mind."
    phone: str = "206 555 0142"
    email: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """`lines` are own words by what the agent expects, said in their order before the customer falls back on his usual ones;
    `{order_number}`, `{zip}` and the other facts in them are filled in as they are spoken. `wants` is `return` or `person`.
    `outcome` is what the call should end with."""

    name: str
    title: str
    facts: Facts
    outcome: str
    wants: str = "return"
    lines: dict[str, tuple[str, ...]] = field(default_factory=dict)
    second_fact: str = "zip"
    seed: int = 0
    voice: str = "joe"


def names() -> list[str]:
    """The scenarios that come with the product."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load(name: str) -> Scenario:
    """One of ours by name, or any YAML file by path. Raises InvalidInput with the field that is wrong."""
    path = FOLDER / f"{name}.yaml" if name in names() else Path(name)
    try:
        document = yaml.safe_load(path.read_text("utf-8"))
    except FileNotFoundError:
        fix = f"use a file, or one of {', '.join(names())}"
        raise InvalidInput(f"there is no scenario {name!r}", field="scenario", fix=fix) from None
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(f"cannot read the scenario {path}: {error}", field="scenario") from error
    return parse(path.stem, document)


def parse(name: str, document: Any) -> Scenario:
    """A scenario from its document."""
    if not isinstance(document, dict) or not isinstance(document.get("facts"), dict):
        raise InvalidInput("a scenario is a mapping with `facts`", field="scenario")
    _only(document, _KEYS, "scenario")
    _only(document["facts"], _FACTS, "facts")
    if document["facts"].get("store") not in ("amazon", "walmart"):
        raise InvalidInput("the store is amazon or walmart", field="facts.store")
    lines = document.get("lines") or {}
    return Scenario(
        name=name,
        title=str(document.get("title", name)),
        facts=Facts(**{key: str(value) for key, value in document["facts"].items()}),
        outcome=str(document.get("outcome", "return_created")),
        wants=str(document.get("wants", "return")),
        lines={str(kind): tuple(str(line) for line in said) for kind, said in lines.items()},
        second_fact=str(document.get("second_fact", "zip")),
        seed=int(document.get("seed", 0)),
        voice=str(document.get("voice", "joe")),
    )


def _only(document: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(document) - known)
    if unknown:
        raise InvalidInput(f"unknown key {unknown[0]!r}", field=where, fix=f"known are {', '.join(sorted(known))}")
