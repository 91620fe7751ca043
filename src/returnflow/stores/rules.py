"""Reads the policy files, the only source of rules, into the frozen rule book. A mistake names file, row and field."""

import hashlib
import json
from datetime import date
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
    Provenance,
    RefundTimeRule,
    SeasonRule,
    WindowRule,
)
from returnflow.returns.policy.rulebook import RuleBook, StoreRules
from returnflow.stores import yaml_file
from returnflow.stores.schema import FeeEntry, PolicyFile, SeasonEntry, WindowEntry

__all__ = ["POLICIES", "PolicyInvalid", "RuleBook", "load"]

POLICIES = Path(__file__).parent / "policies"


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
        raise PolicyInvalid(path.name, [_mistake(content, e["loc"], e["msg"]) for e in error.errors()]) from error
    mistakes = _wrong_store(file, store) + _doubled(file) + _unsourced(file) + _overlapping(file) + _unknown_categories(file)
    if mistakes:
        raise PolicyInvalid(path.name, mistakes)
    return file


def _mistake(content: Any, place: tuple[int | str, ...], message: str) -> str:
    """Section, row by its id where it has one, field, and what is wrong with it."""
    named, here = [], content
    for step in place:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            here = None
        row_id = here.get("id") if isinstance(here, dict) else None
        named.append(f"[{step}]" + (f" ({row_id})" if row_id else "") if isinstance(step, int) else str(step))
    return f"{' '.join(named) or 'the file'}: {message}"


def _wrong_store(file: PolicyFile, store: Store) -> list[str]:
    return [] if file.store is store else [f"store: {file.store} is written in the file of {store}"]


def _doubled(file: PolicyFile) -> list[str]:
    ids = [row.id for row in file.rows()]
    return [f"id {row_id}: used twice" for row_id in sorted({i for i in ids if ids.count(i) > 1})]


def _unsourced(file: PolicyFile) -> list[str]:
    return [f"{row.id} source: {row.source} is not listed" for row in file.rows() if row.source not in file.sources]


def _unknown_categories(file: PolicyFile) -> list[str]:
    known = {category for row in file.windows for category in row.categories}
    limited: tuple[SeasonEntry | FeeEntry, ...] = (*file.seasons, *file.fees)
    return [
        f"{row.id} categories: no window row has {category}"
        for row in limited
        for category in (*row.categories, *row.except_categories)
        if category not in known
    ]


def _overlapping(file: PolicyFile) -> list[str]:
    """Two rows that would both hold for the same purchase: then nothing says which."""
    return [
        f"{one.id} and {other.id} effective_from: both in force for {min(set(one.categories) & set(other.categories))}"
        for index, one in enumerate(file.windows)
        for other in file.windows[index + 1 :]
        if set(one.categories) & set(other.categories)
        and (one.seller, one.opened) == (other.seller, other.opened)
        and _meet(one, other)
    ]


def _meet(one: WindowEntry, other: WindowEntry) -> bool:
    end = date.max
    return one.effective_from <= (other.effective_to or end) and other.effective_from <= (one.effective_to or end)


def _rules(file: PolicyFile) -> StoreRules:
    def of(row: Any, *left_out: str) -> dict[str, Any]:
        """The row's own fields, with its source resolved."""
        fields = {name: getattr(row, name) for name in type(row).model_fields}
        source = file.sources[fields.pop("source")]
        fields["provenance"] = Provenance(source.title, source.retrieved_at, fields.pop("grade"))
        if "effective_from" in fields:
            fields["in_force"] = InForce(fields.pop("effective_from"), fields.pop("effective_to"))
        return {name: value for name, value in fields.items() if name not in left_out}

    return StoreRules(
        store=file.store,
        windows=tuple(WindowRule(**of(row)) for row in file.windows),
        seasons=tuple(
            SeasonRule(purchased=InForce(row.purchased_from, row.purchased_to), **of(row, "purchased_from", "purchased_to"))
            for row in file.seasons
        ),
        fault=FaultRule(**of(file.fault)),
        fees=tuple(FeeRule(**of(row)) for row in file.fees),
        refund_times=tuple(RefundTimeRule(**of(row)) for row in file.refund_times),
        methods=tuple(MethodRule(**of(row)) for row in file.methods),
        hand_over=HandOverRule(**of(file.hand_over)),
    )
