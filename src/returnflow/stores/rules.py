"""Reads the policy files, the only source of rules, into the frozen rule book. A mistake names file, line, row and field."""

import hashlib
import json
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from returnflow.errors import InvalidInput
from returnflow.returns.model import Store
from returnflow.returns.policy.rows import (
    FaultRule,
    FeeRule,
    HandOverRule,
    InForce,
    MethodRule,
    ProcessingRule,
    Provenance,
    RefundTimeRule,
    SeasonRule,
    TermRule,
    WindowRule,
)
from returnflow.returns.policy.rulebook import DEFAULT, RuleBook, StoreRules
from returnflow.stores import yaml_file
from returnflow.stores.schema import FeeEntry, PolicyFile, SeasonEntry, WindowEntry

__all__ = ["POLICIES", "PolicyInvalid", "RuleBook", "load"]

POLICIES = Path(__file__).parent / "policies"
_LISTS = ("windows", "seasons", "fees", "refund_times", "processing", "methods", "terms")
_SINGLE = ("fault", "hand_over")


class PolicyInvalid(InvalidInput):
    """A policy file cannot be used. Every mistake found is listed."""

    code = "policy_invalid"

    def __init__(self, file: str, mistakes: list[str]) -> None:
        super().__init__(f"{file}: " + "; ".join(mistakes), field=file, fix="correct the rows named")
        self.mistakes = mistakes


def load(folder: Path = POLICIES) -> RuleBook:
    """The rule book of both stores. Raises PolicyInvalid."""
    files = {store: _read(folder / f"{store}.yaml", store) for store in Store}
    content = json.dumps([file.model_dump(mode="json") for file in files.values()], sort_keys=True)
    version = hashlib.sha256(content.encode()).hexdigest()[:16]
    return RuleBook({store: _rules(file) for store, file in files.items()}, version)


def _read(path: Path, store: Store) -> PolicyFile:
    try:
        content: Any = yaml_file.read(path)
    except OSError as error:
        raise PolicyInvalid(path.name, [f"cannot be read: {error.strerror}"]) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PolicyInvalid(path.name, [f"is not YAML: {error}"]) from error
    try:
        file = PolicyFile.model_validate(content)
    except ValidationError as error:
        raise PolicyInvalid(path.name, [_mistake(path, content, e["loc"], e["msg"]) for e in error.errors()]) from error
    mistakes = _wrong_store(file, store) + _doubled(file) + _unsourced(file) + _overlapping(file) + _unknown_categories(file)
    if mistakes:
        raise PolicyInvalid(path.name, [_placed(path, content, row_id, what) for row_id, what in mistakes])
    return file


def _mistake(path: Path, content: Any, place: tuple[int | str, ...], message: str) -> str:
    """Line, section, row by its id where it has one, field, and what is wrong with it."""
    named, here = [], content
    for step in place:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        row_id = here.get("id") if isinstance(here, dict) else None
        named.append(f"[{step}]" + (f" ({row_id})" if row_id else "") if isinstance(step, int) else str(step))
    return f"line {yaml_file.Places(path).line(place)}, {' '.join(named) or 'the file'}: {message}"


Found = tuple[str, str]
"""The id of a row and what is wrong with it; an empty id stands for the file."""


def _placed(path: Path, content: Any, row_id: str, what: str) -> str:
    """With the line of the last row of that id, which of two equal ones is the one too many."""
    rows: list[tuple[tuple[int | str, ...], Any]] = [((name,), content[name]) for name in _SINGLE]
    rows += [((name, at), row) for name in _LISTS for at, row in enumerate(content.get(name) or ())]
    places = [place for place, row in rows if row["id"] == row_id]
    return f"line {yaml_file.Places(path).line(places[-1] if places else ())}, {what}"


def _wrong_store(file: PolicyFile, store: Store) -> list[Found]:
    return [] if file.store is store else [("", f"store: {file.store} is written in the file of {store}")]


def _doubled(file: PolicyFile) -> list[Found]:
    ids = [row.id for row in file.rows()]
    return [(row_id, f"id {row_id}: used twice") for row_id in sorted({i for i in ids if ids.count(i) > 1})]


def _unsourced(file: PolicyFile) -> list[Found]:
    return [(row.id, f"{row.id} source: {row.source} is not listed") for row in file.rows() if row.source not in file.sources]


def _unknown_categories(file: PolicyFile) -> list[Found]:
    known = {category for row in file.windows for category in row.categories}
    limited: tuple[SeasonEntry | FeeEntry, ...] = (*file.seasons, *file.fees)
    missing = [] if DEFAULT in known else [("", f"windows: no row has the category {DEFAULT}")]
    return missing + [
        (row.id, f"{row.id} categories: no window row has {category}")
        for row in limited
        for category in (*row.categories, *row.except_categories)
        if category not in known
    ]


def _overlapping(file: PolicyFile) -> list[Found]:
    """Two rows that would both hold for the same purchase: then nothing says which."""
    return [
        (
            other.id,
            f"{one.id} and {other.id} effective_from: both in force for {min(set(one.categories) & set(other.categories))}",
        )
        for one, other in combinations(file.windows, 2)
        if set(one.categories) & set(other.categories)
        and (one.seller, one.opened) == (other.seller, other.opened)
        and (_bounded(one) == _bounded(other) and _prices_meet(one, other))
        and _days_meet(one, other)
    ]


def _bounded(row: WindowEntry) -> bool:
    return row.price_over is not None or row.price_up_to is not None


def _prices_meet(one: WindowEntry, other: WindowEntry) -> bool:
    """Bounds are (over, up to]: one ends where the next begins."""
    return _over(one) < _up_to(other) and _over(other) < _up_to(one)


def _over(row: WindowEntry) -> float:
    return -1 if row.price_over is None else row.price_over


def _up_to(row: WindowEntry) -> float:
    return float("inf") if row.price_up_to is None else row.price_up_to


def _days_meet(one: WindowEntry, other: WindowEntry) -> bool:
    end = date.max
    return one.effective_from <= (other.effective_to or end) and other.effective_from <= (one.effective_to or end)


def _rules(file: PolicyFile) -> StoreRules:
    def of(row: Any) -> dict[str, Any]:
        """The row's own fields, with its source and its days resolved."""
        fields = {name: getattr(row, name) for name in type(row).model_fields}
        source = file.sources[fields.pop("source")]
        fields["provenance"] = Provenance(source.title, source.retrieved_at, fields.pop("grade"), fields.pop("note"))
        fields["in_force"] = InForce(fields.pop("effective_from"), fields.pop("effective_to"))
        return fields

    return StoreRules(
        store=file.store,
        windows=tuple(WindowRule(**{**of(row), "covers": tuple(row.words())}) for row in file.windows),
        seasons=tuple(SeasonRule(**of(row)) for row in file.seasons),
        fault=FaultRule(**of(file.fault)),
        fees=tuple(FeeRule(**of(row)) for row in file.fees),
        refund_times=tuple(RefundTimeRule(**of(row)) for row in file.refund_times),
        processing=tuple(ProcessingRule(**of(row)) for row in file.processing),
        methods=tuple(MethodRule(**of(row)) for row in file.methods),
        hand_over=HandOverRule(**of(file.hand_over)),
        terms=tuple(TermRule(**of(row)) for row in file.terms),
    )
