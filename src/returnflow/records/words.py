"""The words by which a person is known, cut out of facts that stay."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from returnflow.database.repositories.timeline import ERASED
from returnflow.returns.model import Customer


def of(customers: Iterable[Customer]) -> re.Pattern[str]:
    """Names, ZIPs and contacts as whole words (a ZIP is no part of an order number), longest first, in any case."""
    some = list(customers)
    facts = [fact for customer in some for fact in asdict(customer).items()]
    streets = {customer.address.street for customer in some if customer.address is not None}
    found = {value for name, value in facts if name != "id" and isinstance(value, str) and value} | streets
    either = "|".join(map(re.escape, sorted(found, key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def without(value: Any, words: re.Pattern[str]) -> Any:
    """A JSON-like value with a mark in the place of each of them."""
    if isinstance(value, str):
        return words.sub(ERASED, value)
    if isinstance(value, dict):
        return {name: without(each, words) for name, each in value.items()}
    return [without(each, words) for each in value] if isinstance(value, list) else value
