"""Order numbers of the stores: their form and how they are grouped. Form only: whether an order exists is not known here."""

from returnflow.returns.model import Store

GROUPS: dict[Store, tuple[int, ...]] = {Store.AMAZON: (3, 7, 7), Store.WALMART: (7, 8)}


def length(store: Store) -> int:
    """How many digits a number of the store has."""
    return sum(GROUPS[store])


def grouped(store: Store, digits: str) -> tuple[str, ...]:
    """Digits in the store's groups; a number too short or too long keeps its last group short or long."""
    groups, rest = [], digits
    for size in GROUPS[store][:-1]:
        groups.append(rest[:size])
        rest = rest[size:]
    return tuple(group for group in (*groups, rest) if group)


def canonical(store: Store, text: str) -> str | None:
    """The number with its dashes, however it was written; None when it has not the store's number of digits."""
    digits = "".join(c for c in text if c.isdigit() and c.isascii())
    return "-".join(grouped(store, digits)) if len(digits) == length(store) else None
