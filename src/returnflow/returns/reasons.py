"""Why an item comes back: one taxonomy for both stores, whose fault it is, and the stores' own codes.

Owns the codes only; how a caller says it is the dialogue's, what follows from it is eligibility's.
"""

from enum import StrEnum


class Store(StrEnum):
    """Where the order was placed."""

    AMAZON = "amazon"
    WALMART = "walmart"


class Reason(StrEnum):
    """The unified reasons."""

    DEFECTIVE = "defective"
    DAMAGED_IN_TRANSIT = "damaged_in_transit"
    WRONG_ITEM = "wrong_item"
    MISSING_PARTS = "missing_parts"
    NOT_AS_DESCRIBED = "not_as_described"
    ARRIVED_LATE = "arrived_late"
    NEVER_ARRIVED = "never_arrived"
    QUALITY = "quality"
    WRONG_SIZE_FIT = "wrong_size_fit"
    NOT_COMPATIBLE = "not_compatible"
    ORDERED_BY_MISTAKE = "ordered_by_mistake"
    NO_LONGER_WANTED = "no_longer_wanted"
    BETTER_PRICE = "better_price"
    EXTRA_ITEM = "extra_item"
    UNAUTHORIZED_PURCHASE = "unauthorized_purchase"


class Fault(StrEnum):
    """On whose side the cause lies. MIXED is treated as the buyer's; CLAIM and REVIEW always go to a person."""

    SELLER = "seller"
    BUYER = "buyer"
    MIXED = "mixed"
    CLAIM = "claim"
    REVIEW = "review"


_FAULT = {
    Reason.DEFECTIVE: Fault.SELLER,
    Reason.DAMAGED_IN_TRANSIT: Fault.SELLER,
    Reason.WRONG_ITEM: Fault.SELLER,
    Reason.MISSING_PARTS: Fault.SELLER,
    Reason.NOT_AS_DESCRIBED: Fault.SELLER,
    Reason.ARRIVED_LATE: Fault.SELLER,
    Reason.EXTRA_ITEM: Fault.SELLER,
    Reason.QUALITY: Fault.MIXED,
    Reason.NEVER_ARRIVED: Fault.CLAIM,
    Reason.UNAUTHORIZED_PURCHASE: Fault.REVIEW,
}


def fault(reason: Reason) -> Fault:
    """Whose fault: the buyer's unless the table says otherwise."""
    return _FAULT.get(reason, Fault.BUYER)


# The first code of a store is the one written; the others are read as the same reason.
_CODES: dict[Reason, dict[Store, tuple[str, ...]]] = {
    Reason.DEFECTIVE: {Store.AMAZON: ("CR-DEFECTIVE",), Store.WALMART: ("DEFECTIVE",)},
    Reason.DAMAGED_IN_TRANSIT: {
        Store.AMAZON: ("CR-DAMAGED_BY_CARRIER", "CR-DAMAGED_BY_FC"),
        Store.WALMART: ("DAMAGED", "SHIPPING_BOX_DAMAGED"),
    },
    Reason.WRONG_ITEM: {Store.AMAZON: ("CR-SWITCHEROO",), Store.WALMART: ("INCORRECT_ITEM",)},
    Reason.MISSING_PARTS: {Store.AMAZON: ("CR-MISSING_PARTS",), Store.WALMART: ("MISSING_PARTS",)},
    Reason.NOT_AS_DESCRIBED: {
        Store.AMAZON: ("CR-NOT_AS_DESCRIBED", "AMZ-PG-BAD-DESC"),
        Store.WALMART: ("NOT_AS_DESCRIBED",),
    },
    Reason.ARRIVED_LATE: {Store.AMAZON: ("CR-MISSED_ESTIMATED_DELIVERY",), Store.WALMART: ("ARRIVED_LATE",)},
    Reason.NEVER_ARRIVED: {Store.AMAZON: ("NEVER_ARRIVED",), Store.WALMART: ("LOST_IN_TRANSIT", "LOST_AFTER_DELIVERY")},
    Reason.QUALITY: {Store.AMAZON: ("CR-QUALITY_UNACCEPTABLE",), Store.WALMART: ("INADEQUATE_QUALITY",)},
    Reason.WRONG_SIZE_FIT: {
        Store.AMAZON: ("AMZ-PG-APP-TOO-SMALL", "AMZ-PG-APP-TOO-LARGE"),
        Store.WALMART: ("WRONG_SIZE", "POOR_FIT", "BOUGHT_ANOTHER_SIZE_OR_COLOR"),
    },
    Reason.NOT_COMPATIBLE: {Store.AMAZON: ("CR-NOT_COMPATIBLE",)},
    Reason.ORDERED_BY_MISTAKE: {
        Store.AMAZON: ("CR-ORDERED_WRONG_ITEM", "AMZ-PG-MISORDERED"),
        Store.WALMART: ("DUPLICATE_ITEM", "TRIED_TO_CANCEL"),
    },
    Reason.NO_LONGER_WANTED: {
        Store.AMAZON: ("CR-UNWANTED_ITEM", "CR-NO_REASON_GIVEN"),
        Store.WALMART: ("NO_LONGER_WANTED",),
    },
    Reason.BETTER_PRICE: {
        Store.AMAZON: ("CR-FOUND_BETTER_PRICE",),
        Store.WALMART: ("LOWER_PRICE", "BOUGHT_SOMEWHERE_ELSE"),
    },
    Reason.EXTRA_ITEM: {Store.AMAZON: ("CR-EXTRA_ITEM",)},
    Reason.UNAUTHORIZED_PURCHASE: {Store.AMAZON: ("CR-UNAUTHORIZED_PURCHASE",)},
}


def store_codes(store: Store, reason: Reason) -> tuple[str, ...]:
    """The store's own codes for a reason; empty when the store knows none."""
    return _CODES[reason].get(store, ())


def from_store_code(store: Store, code: str) -> Reason | None:
    """The reason behind a store's code, or None when it is not a customer's reason."""
    return next((reason for reason, codes in _CODES.items() if code in codes.get(store, ())), None)
