"""The facts a call collects, by name."""

from enum import StrEnum


class Slot(StrEnum):
    """One fact. The values are the names used in state, timeline and driver protocol."""

    STORE = "store"
    ORDER_NUMBER = "order_number"
    ZIP = "zip"
    LAST_NAME = "last_name"
    CODE = "code"
    ITEM = "item_type"
    QUANTITY = "quantity"
    REASON = "reason"
    CONFIRMATION = "confirmation"
    CONTACT = "contact"
