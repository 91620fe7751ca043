"""The rule book: both stores' rows and the look-ups over them. Frozen; its version is the hash of what it was read from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from returnflow.returns.model import Method, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import (
    About,
    FaultRule,
    FeeRule,
    HandOverRule,
    MethodRule,
    ProcessingRule,
    RefundTimeRule,
    Row,
    SeasonRule,
    TermRule,
    Trigger,
    WindowRule,
)

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class StoreRules:
    """The rows of one store. Windows are indexed by category, everything by id, when the book is made."""

    store: Store
    windows: tuple[WindowRule, ...]
    seasons: tuple[SeasonRule, ...]
    fault: FaultRule
    fees: tuple[FeeRule, ...]
    refund_times: tuple[RefundTimeRule, ...]
    processing: tuple[ProcessingRule, ...]
    methods: tuple[MethodRule, ...]
    hand_over: HandOverRule
    terms: tuple[TermRule, ...]
    by_category: Mapping[str, tuple[WindowRule, ...]] = field(init=False, repr=False, compare=False)
    by_id: Mapping[str, Row] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[WindowRule]] = {}
        for rule in sorted(self.windows, key=lambda rule: rule.particular, reverse=True):
            for category in rule.categories:
                found.setdefault(category, []).append(rule)
        object.__setattr__(self, "by_category", {category: tuple(rules) for category, rules in found.items()})
        object.__setattr__(self, "by_id", {row.id: row for row in self.rows})

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order of the file."""
        return (
            *self.windows,
            *self.seasons,
            self.fault,
            *self.fees,
            *self.refund_times,
            *self.processing,
            *self.methods,
            self.hand_over,
            *self.terms,
        )

    @property
    def categories(self) -> frozenset[str]:
        """Every category an order line of this store may have."""
        return frozenset(self.by_category)

    def window(
        self, category: str, seller: Seller, on: date, *, opened: bool = False, price: int | None = None
    ) -> WindowRule | None:
        """The row in force on the day of purchase; None when there is none. `price` is of one unit, in minor units.

        The most particular row holds. What a marketplace seller sells falls back to the marketplace's own row, never to the
        store's.
        """
        exact = next((rule for rule in self.by_category.get(category, ()) if rule.fits(seller, opened, price, on)), None)
        if exact is None and seller is Seller.MARKETPLACE and category in self.by_category:
            fitting = (rule for rule in self.by_category[DEFAULT] if rule.fits(seller, opened, price, on))
            return next((rule for rule in fitting if rule.seller is seller), None)
        return exact

    def season(self, category: str, seller: Seller, on: date) -> SeasonRule | None:
        """The season with the latest deadline that covers the purchase."""
        return max((s for s in self.seasons if s.covers(category, seller, on)), key=lambda s: s.deadline, default=None)

    def overrides(self, reason: Reason, on: date) -> bool:
        """Whether the reason opens a way where the category has none, and waives fees."""
        return reason in self.fault.reasons and self.fault.in_force.on(on)

    def due_fees(
        self,
        category: str,
        seller: Seller,
        on: date,
        triggers: Iterable[Trigger],
        *,
        price: int | None = None,
        days_late: int = 0,
    ) -> list[FeeRule]:
        """Every fee row those triggers make due; handing over too late is one when `days_late` is above zero."""
        wanted = {Trigger.ANY, *triggers, *((Trigger.LATE,) if days_late > 0 else ())}
        due = [fee for fee in self.fees if fee.trigger in wanted and fee.covers(category, seller, on, price)]
        return [fee for fee in due if fee.trigger is not Trigger.LATE or fee.late(max(days_late, 1))]

    def refund_time(self, tender: Tender, on: date) -> RefundTimeRule | None:
        """How long that tender takes, None when no row says."""
        return next((rule for rule in self.refund_times if rule.tender is tender and rule.in_force.on(on)), None)

    def processing_time(self, seller: Seller, on: date) -> ProcessingRule | None:
        """How long the goods are looked at before the refund is issued, None when no row says."""
        fitting = (rule for rule in self.processing if rule.seller in (None, seller) and rule.in_force.on(on))
        return max(fitting, key=lambda rule: rule.seller is not None, default=None)

    def ways_back(self, on: date, *, seller: Seller = Seller.STORE, bulky: bool = False) -> tuple[MethodRule, ...]:
        """Every way back for such an item, in the order they are offered; the limited ones last."""
        ways = [rule for rule in self.methods if rule.takes(seller, bulky, on)]
        return tuple(sorted(ways, key=lambda rule: bool(rule.limited)))

    def method(self, method: Method) -> MethodRule | None:
        """What that method needs."""
        return next((rule for rule in self.methods if rule.method is method), None)

    def term(self, about: About, seller: Seller, on: date) -> TermRule | None:
        """The first term about that; one for this seller before one for both."""
        return max(self.terms_about(about, seller, on), key=lambda term: term.seller is not None, default=None)

    def terms_about(self, about: About, seller: Seller, on: date) -> tuple[TermRule, ...]:
        """Every term about that."""
        return tuple(t for t in self.terms if t.about is about and t.seller in (None, seller) and t.in_force.on(on))

    def category_for(self, words: str) -> str | None:
        """The category that a caller's words name, by the longest word the rows list ("game console" before "game").

        A word that only says what the item is for names nothing: a phone case is no phone.
        """
        said = " ".join(["", *_WORD.findall(words.casefold()), ""])
        named = [(len(word), category) for rule in self.windows for category, word in rule.covers if _says(said, word)]
        return max(named)[1] if named else None


_WORD = re.compile(r"[\w']+")
# In English the last noun is the item, those before say what for.
_FOR_IT = re.compile(
    r"(?:accessor(?:y|ies)|adapters?|bags?|blades?|bowls?|boxes|brush(?:es)?|cabinets?|cables?|cases?|chairs?|chargers?|cords?|"
    r"covers?|cushions?|desks?|filters?|frames?|holders?|ink|keyboards?|mitts?|mounts?|mouse|pads?|paper|parts?|racks?|remotes?|"
    r"seats?|shel(?:f|ves)|skins?|sleeves?|stands?|straps?|tables?|toner|trays?)\b"
)


def _says(said: str, word: str) -> bool:
    plain = re.escape(word.replace("-", " "))
    return any(not _FOR_IT.match(said, found.end()) for found in re.finditer(rf" {plain}(?:s|es)? ", said))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in force, by store."""

    stores: Mapping[Store, StoreRules]
    version: str

    def of(self, store: Store) -> StoreRules:
        """The rows of one store."""
        return self.stores[store]

    def row(self, row_id: str) -> Row | None:
        """The row of that id, whichever store's it is."""
        return next((found for rules in self.stores.values() if (found := rules.by_id.get(row_id))), None)
