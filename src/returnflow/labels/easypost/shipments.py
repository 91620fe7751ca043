"""EasyPost's shipments as far as a label needs them: what comes out of its documents, and which rate is bought. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from returnflow.errors import InvalidInput, UpstreamUnavailable
from returnflow.returns.model import Address, Customer

PROVIDER = "EasyPost"
_GRAMS_AN_OUNCE = 28.349523125


@dataclass(frozen=True, slots=True)
class Rate:
    """One offer. `price` is in units of its currency, as the provider writes it."""

    id: str
    carrier: str
    service: str
    price: Decimal


@dataclass(frozen=True, slots=True)
class Shipment:
    """One shipment; it has a tracking code from the moment it was bought."""

    id: str
    tracking: str
    carrier: str
    service: str
    rates: tuple[Rate, ...]
    label_pdf: str
    tracker: str
    messages: tuple[str, ...]

    @property
    def bought(self) -> bool:
        """Whether money was spent on it."""
        return bool(self.tracking)


def shipment(document: dict[str, Any]) -> Shipment:
    """Out of the provider's document. Raises UpstreamUnavailable when it is none."""
    try:
        label, chosen = document.get("postage_label") or {}, document.get("selected_rate") or {}
        is_pdf = label.get("label_file_type") == "application/pdf"
        return Shipment(
            id=str(document["id"]),
            tracking=document.get("tracking_code") or "",
            carrier=chosen.get("carrier") or "",
            service=chosen.get("service") or "",
            rates=tuple(_rate(each) for each in document.get("rates") or ()),
            label_pdf=label.get("label_pdf_url") or (label.get("label_url") if is_pdf else "") or "",
            tracker=(document.get("tracker") or {}).get("id") or "",
            messages=tuple(f"{each.get('carrier')}: {each.get('message')}" for each in document.get("messages") or ()),
        )
    except (KeyError, InvalidOperation, AttributeError, TypeError) as error:
        raise UpstreamUnavailable(PROVIDER, f"a shipment that cannot be understood: {error!r}") from error


def _rate(document: dict[str, Any]) -> Rate:
    return Rate(str(document["id"]), str(document["carrier"]), str(document["service"]), Decimal(str(document["rate"])))


def choose(offered: Shipment, carrier: str, service: str) -> Rate:
    """The cheapest offer of that carrier and service; empty is any. Raises UpstreamUnavailable when there is none such."""
    fitting = [
        rate
        for rate in offered.rates
        if carrier.casefold() in ("", rate.carrier.casefold()) and service.casefold() in ("", rate.service.casefold())
    ]
    if fitting:
        return min(fitting, key=lambda rate: (rate.price, rate.carrier, rate.service))
    there_are = ", ".join(f"{rate.carrier} {rate.service}" for rate in offered.rates) or "; ".join(offered.messages) or "nothing"
    raise UpstreamUnavailable(PROVIDER, f"no rate of {carrier or 'any carrier'} {service}".rstrip() + f"; offered: {there_are}",
                              fix="correct RETURNFLOW_EASYPOST_CARRIER and _SERVICE, or the carrier accounts")  # fmt: skip


def request(reference: str, customer: Customer, to: Address, weight_g: int) -> dict[str, Any]:
    """What is asked for. With `is_return` the addresses stay as they were outbound; the provider turns them round.

    Raises InvalidInput when the customer's address is not known.
    """
    if customer.address is None:
        raise InvalidInput("a label cannot be bought without the customer's address", field="customer.address",
                           fix="import the order with the address it was sent to")  # fmt: skip
    return {
        "shipment": {
            "reference": reference,
            "is_return": True,
            "to_address": _address(customer.address, customer.name, customer.phone),
            "from_address": _address(to, to.name, ""),
            "parcel": {"weight": round(weight_g / _GRAMS_AN_OUNCE, 1)},
            "options": {"label_format": "PDF", "label_size": "4x6", "print_custom_1": reference},
        }
    }


def _address(place: Address, name: str, phone: str) -> dict[str, str]:
    document = {"name": name, "street1": place.street, "city": place.city, "state": place.state, "zip": place.zip}
    return document | {"country": "US"} | ({"phone": phone} if phone else {})


def carrier_name(shipment: Shipment) -> str:
    """The carrier as we call it: EasyPost's account names begin with it (`UPSDAP`, `FedExDefault`)."""
    lower = shipment.carrier.casefold()
    return next((known for known in _KNOWN if lower.startswith(known)), lower)[:24]


_KNOWN: Sequence[str] = ("usps", "ups", "fedex")
