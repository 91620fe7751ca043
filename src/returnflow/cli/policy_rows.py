"""Rows of the rule book for a terminal and for programs: what each says, since when, from where, how sure."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from returnflow.cli import policy_words as words
from returnflow.cli.output import columns
from returnflow.errors import InvalidInput
from returnflow.returns.model import Seller, Store
from returnflow.returns.policy.rows import FeeRule, Row, SeasonRule, WindowRule
from returnflow.returns.policy.rulebook import DEFAULT, RuleBook, StoreRules


def chosen(book: RuleBook, store: Store | None, category: str | None) -> list[tuple[Store, list[Row]]]:
    """The rows of one store or both; of a category, those that speak of it. Raises InvalidInput when no store knows it."""
    picked = [book.of(each) for each in Store if store in (None, each)]
    if category and not any(category in rules.by_category for rules in picked):
        known = sorted({name for rules in picked for name in rules.by_category})
        raise InvalidInput(f"no row has the category {category}", field="category", fix=f"one of {', '.join(known)}")
    return [(rules.store, [one for one in rules.rows if category is None or _of(one, category, rules)]) for rules in picked]


def _of(one: Row, category: str, rules: StoreRules) -> bool:
    """Whether a row speaks of a category; those on money and on the way back speak of every one."""
    if isinstance(one, WindowRule):
        return category in one.categories or (one.seller is Seller.MARKETPLACE and _falls_back(category, one, rules))
    if isinstance(one, SeasonRule | FeeRule):
        return category in one.categories if one.categories else category not in one.except_categories
    return True


def _falls_back(category: str, one: WindowRule, rules: StoreRules) -> bool:
    """Whether the marketplace's own row holds for a category that has none for it."""
    own = rules.by_category.get(category, ())
    return DEFAULT in one.categories and bool(own) and all(rule.seller is Seller.STORE for rule in own)


def document(one: Row) -> dict[str, Any]:
    """A row for programs."""
    return {
        "id": one.id,
        "says": words.row(one),
        "seller": getattr(one, "seller", None),
        "effective_from": one.in_force.first,
        "effective_to": one.in_force.last,
        "source": one.provenance.source,
        "retrieved_at": one.provenance.retrieved_at,
        "grade": one.provenance.grade,
        "note": one.provenance.note,
    }


def sources(book: RuleBook, ids: Sequence[str]) -> list[str]:
    """One line on where each row comes from, and its note below it."""
    found = [one for row_id in ids if (one := book.row(row_id))]
    lines = columns(([one.id, one.provenance.grade, _read(one), one.provenance.source] for one in found), _HEAD).splitlines()
    noted = {one.id: one.provenance.note for one in found if one.provenance.note}
    indent = lines[0].index(_HEAD[-1])
    return [each for line in lines for each in _with_note(line, noted, indent)]


_HEAD = ("row", "grade", "read", "source")
_NOTE_WIDE = 72


def _with_note(line: str, noted: dict[str, str], indent: int) -> Iterable[str]:
    yield line
    note = noted.get(line.split()[0])
    for at, part in enumerate(textwrap.wrap(note or "", _NOTE_WIDE)):
        yield f"{'':<{indent}}{'note: ' if at == 0 else '      '}{part}"


def _read(one: Row) -> str:
    return one.provenance.retrieved_at.isoformat()


def listing(rows: Sequence[Row]) -> str:
    """Rows as columns."""
    cells = ([one.id, one.provenance.grade, _read(one), _days(one), words.row(one)] for one in rows)
    return columns(cells, ("row", "grade", "read", "in force", "says"))


def _days(one: Row) -> str:
    return f"{one.in_force.first} to {one.in_force.last}" if one.in_force.last else f"from {one.in_force.first}"
