"""The rule book: both stores' rows and the look-ups over them. Frozen; its version is the hash of what it was read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from returnflow.returns.model import Method, Reason, Seller, Store, Tender
from returnflow.returns.policy.rows import (
    FaultRule,
    FeeRule,
    HandOverRule,
    MethodRule,
    RefundTimeRule,
    SeasonRule,
    Trigger,
    WindowRule,
)

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class StoreRules:
    """The rows of one store."""

    store: Store
    windows: tuple[WindowRule, ...]
    seasons: tuple[SeasonRule, ...]
    fault: FaultRule
    fees: tuple[FeeRule, ...]
    refund_times: tuple[RefundTimeRule, ...]
    methods: tuple[MethodRule, ...]
    hand_over: HandOverRule

    @property
    def categories(self) -> frozenset[str]:
        """Every category an order line of this store may have."""
        return frozenset(category for rule in self.windows for category in rule.categories)

    def window(self, category: str, seller: Seller, on: date, *, opened: bool = False) -> WindowRule | None:
        """The row in force on the day of purchase; None when there is none.

        The most particular row holds: for an opened item before any, for this seller before both. What a marketplace seller
        sells falls back to the marketplace's own row, never to the store's.
        """
        fitting = [rule for rule in self.windows if rule.seller in (None, seller) and (opened or not rule.opened)]
        dated = [rule for rule in fitting if rule.in_force.on(on)]
        exact = [rule for rule in dated if category in rule.categories]
        if not exact and seller is Seller.MARKETPLACE and category in self.categories:
            exact = [rule for rule in dated if rule.seller is seller and DEFAULT in rule.categories]
        return max(exact, key=lambda rule: (rule.opened, rule.seller is not None), default=None)

    def season(self, category: str, seller: Seller, on: date) -> SeasonRule | None:
        """The season with the latest deadline that covers the purchase."""
        return max((s for s in self.seasons if s.covers(category, seller, on)), key=lambda s: s.deadline, default=None)

    def overrides(self, reason: Reason, on: date) -> bool:
        """Whether the reason opens a way where the category has none, and waives fees."""
        return reason in self.fault.reasons and self.fault.in_force.on(on)

    def due_fees(self, category: str, seller: Seller, on: date, triggers: Iterable[Trigger]) -> list[FeeRule]:
        """Every fee row those triggers make due."""
        wanted = {Trigger.ANY, *triggers}
        return [fee for fee in self.fees if fee.trigger in wanted and fee.covers(category, seller, on)]

    def refund_time(self, tender: Tender) -> RefundTimeRule | None:
        """How long that tender takes, None when no row says."""
        return next((rule for rule in self.refund_times if rule.tender is tender), None)

    def ways_back(self, *, bulky: bool = False) -> tuple[MethodRule, ...]:
        """Methods in the order they are offered; a bulky item goes only by those that take one."""
        return tuple(rule for rule in self.methods if rule.bulky or not bulky)

    def method(self, method: Method) -> MethodRule | None:
        """What that method needs."""
        return next((rule for rule in self.methods if rule.method is method), None)

    def category_for(self, words: str) -> str | None:
        """The category that a caller's words name, by the longest word the rows list ("game console" before "game")."""
        said = f" {' '.join(words.casefold().replace('-', ' ').split())} "
        named = [(len(word), rule.categories[0]) for rule in self.windows for word in rule.covers if _says(said, word)]
        return max(named)[1] if named else None


def _says(said: str, word: str) -> bool:
    plain = word.replace("-", " ")
    return any(f" {plain}{ending} " in said for ending in ("", "s", "es"))


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules in force, by store."""

    stores: Mapping[Store, StoreRules]
    version: str

    def of(self, store: Store) -> StoreRules:
        """The rows of one store."""
        return self.stores[store]
