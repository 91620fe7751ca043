"""The sentences the classifier learns from: written for this project, in `examples/*.yaml`, one list for each label.

Each file maps a label to `templates` and `plain` sentences. In a template `[a|b|]` is a choice, which may be empty, and `{name}` any
entry of a list of words. A template stands for up to `cap` sentences, drawn by a seed, and belongs as a whole to what is learned from
or to what is held out: its sentences are too alike for anything else.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from returnflow.dialogue.understand.words import plain

FOLDER = Path(__file__).parents[1] / "examples"
CAP = 16
_WORDS = "words.yaml"
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_LIST = re.compile(r"\{(\w+)\}")
_TRIES = 4


@dataclass(frozen=True, slots=True)
class Example:
    """Plain words that mean `label`. Examples of one `source`, a template or a sentence, are kept together."""

    label: str
    text: str
    source: str


def read(folder: Path = FOLDER) -> list[Example]:
    """Every example, in the order of the files and of their lines: the same list on every machine."""
    shared = _yaml(folder / _WORDS)["words"]
    found: list[Example] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != _WORDS:
            for label, entry in _yaml(path).items():
                found += _of_label(label, entry, shared)
    return found


def _yaml(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _of_label(label: str, entry: Mapping[str, Any], shared: Mapping[str, list[str]]) -> Iterator[Example]:
    lists = {**shared, **entry.get("words", {})}
    for template in entry.get("templates", ()):
        for text in expanded(template, lists, entry.get("cap", CAP)):
            yield Example(label, text, f"{label}: {template}")
    for sentence in entry.get("plain", ()):
        yield Example(label, plain(sentence), f"{label}: {sentence}")


def expanded(template: str, lists: Mapping[str, list[str]], cap: int) -> list[str]:
    """Up to `cap` different sentences that a template stands for."""
    random = Random(template)
    found: dict[str, None] = {}
    for _ in range(cap * _TRIES):
        found[plain(_drawn(template, lists, random))] = None
        if len(found) == cap:
            break
    return [text for text in found if text]


def _drawn(template: str, lists: Mapping[str, list[str]], random: Random) -> str:
    """One sentence: lists are filled in until none is named, then every choice is made."""
    while "{" in template:
        template = _LIST.sub(lambda match: str(random.choice(lists[match.group(1)])), template)
    while "[" in template:
        template = _CHOICE.sub(lambda match: random.choice(match.group(1).split("|")), template)
    return template
