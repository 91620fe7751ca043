"""The carriers whose labels are made here as samples, and which store's returns go with which."""

from collections.abc import Mapping

from returnflow.errors import InvalidInput
from returnflow.labels.carriers.fedex import FEDEX
from returnflow.labels.carriers.form import Carrier
from returnflow.labels.carriers.ups import UPS
from returnflow.labels.carriers.usps import USPS
from returnflow.returns.model import Store

__all__ = ["CARRIERS", "DEFAULTS", "Carrier", "carrier"]

CARRIERS: Mapping[str, Carrier] = {each.name: each for each in (USPS, UPS, FEDEX)}
DEFAULTS: Mapping[Store, str] = {Store.AMAZON: UPS.name, Store.WALMART: FEDEX.name}
"""Where most returns of each store go; a merchant's profile says otherwise."""


def carrier(name: str) -> Carrier:
    """The carrier of that name. Raises InvalidInput naming those there are."""
    if name not in CARRIERS:
        raise InvalidInput(f"no carrier is called {name!r}", field="carriers", fix=f"one of {', '.join(CARRIERS)}")
    return CARRIERS[name]
