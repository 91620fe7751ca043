"""Reads the merchant's profile. Every mistake is named with its field, its line and what to write instead."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from returnflow.errors import InvalidInput
from returnflow.stores import yaml_file
from returnflow.stores.hours import Hours
from returnflow.stores.profile import Centre, Limits, Merchant

__all__ = ["PROFILE", "Merchant", "Mistake", "load", "mistakes", "read"]

PROFILE = Path(__file__).parent / "merchant.yaml"

_FIXES = {
    "zip": 'five digits in quotes, such as "60614"',
    "state": "two capital letters, such as IL",
    "zone": "an IANA name such as America/Chicago",
    "sender_email": "an address such as returns@example.com",
    "webhook_url": "a URL such as https://shop.example.com/returns, or leave it empty",
    "public_url": "a URL such as https://returns.example.com, or leave it empty",
    "languages": "codes such as [en, es]",
    "carriers": "a list such as [ups, usps]",
    "closed": "a date and a name, such as 2026-12-25: Christmas Day",
    "return_centres": "a block for amazon and one for walmart: name, street, city, state, zip",
    "receive_from": "a whole number from 1 to 101, such as 30",
    "person_from": "a whole number from 1 to 101, such as 70",
}
_MODELS: tuple[type[BaseModel], ...] = (Merchant, Centre, Limits, Hours)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong with a profile. `line` counts from 1."""

    field: str
    line: int
    message: str
    fix: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.field}: {self.message}. Fix: {self.fix}"


def load(path: Path = PROFILE) -> Merchant:
    """The profile. Raises InvalidInput naming file, line, field and fix of the first mistake."""
    merchant, found = read(path)
    if merchant is None:
        first = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        raise InvalidInput(f"{path.name} line {first.line}: {first.message}{more}", field=first.field, fix=first.fix)
    return merchant


def mistakes(path: Path) -> list[Mistake]:
    """Everything that is wrong with the file, in the order of its lines."""
    return read(path)[1]


def read(path: Path) -> tuple[Merchant | None, list[Mistake]]:
    """The profile and no mistake, or no profile and every mistake. Raises InvalidInput when there is no such file."""
    try:
        document = yaml_file.read(path)
        return Merchant.model_validate(document), []
    except ValidationError as error:
        places = yaml_file.Places(path)
        return None, sorted(_told(error, places), key=lambda mistake: mistake.line)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, [Mistake(path.name, line, f"not YAML: {error.problem}", "see the line, and the one before it")]
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        fix = "name a profile in RETURNFLOW_MERCHANT, or leave it empty"
        raise InvalidInput(f"{path} cannot be read: {error}", field=path.name, fix=fix) from error


def _told(error: ValidationError, places: yaml_file.Places) -> Iterator[Mistake]:
    found = [(tuple(part for part in each["loc"] if part != "[key]"), each) for each in error.errors(include_url=False)]
    for where, each in found:
        if not any(other != where and other[: len(where)] == where for other, _ in found):  # else it only follows from that one
            message, fix = _worded(where, each)
            yield Mistake(".".join(map(str, where)) or "profile", places.line(where), message, fix)


def _worded(where: tuple[Any, ...], error: ErrorDetails) -> tuple[str, str]:
    """What is wrong, and what to write instead."""
    context = error.get("ctx", {})
    if "fix" in context:
        return error["msg"], str(context["fix"])
    match error["type"]:
        case "missing":
            return "is missing", _fix(where)
        case "extra_forbidden":
            return "there is no such field", _nearest(str(where[-1]), _fields())
        case "enum" | "literal_error":
            return f"{error['input']} is none of them", f"one of {context['expected']}"
        case "string_pattern_mismatch":
            return f"{error['input']} is not written so", _fix(where)
    return error["msg"][0].lower() + error["msg"][1:], _fix(where)


def _fix(where: tuple[Any, ...]) -> str:
    """What to write, by the innermost field that says so."""
    return next((_FIXES[part] for part in reversed(where) if part in _FIXES), "docs/merchant.md shows how it is written")


def _fields() -> set[str]:
    return {name for model in _MODELS for name in model.model_fields}


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, sorted(known), 1, 0.6)
    return f"did you mean {near[0]}?" if near else "take it out; docs/merchant.md lists the fields"
