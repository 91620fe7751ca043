"""The merchant's profile as a schema: who he is, where parcels go, when people answer, and his limits.

Owns what a profile may say. Where it is read from, and how a mistake is told, is `merchant`'s.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from returnflow.returns.model import Address, Money, Store
from returnflow.returns.thresholds import Thresholds
from returnflow.stores.hours import Hours

CONTIGUOUS = frozenset({
    "AL", "AZ", "AR", "CA", "CO", "CT", "DE", "DC", "FL", "GA", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA",
    "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA", "RI", "SC", "SD",
    "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY",
})  # fmt: skip
STATES = CONTIGUOUS | {"AK", "HI"}
_BY_FIRST_DIGIT = {
    "0": "CT MA ME NH NJ NY RI VT", "1": "DE NY PA", "2": "DC MD NC SC VA WV", "3": "AL FL GA MS TN", "4": "IN KY MI OH",
    "5": "DC IA MN MT ND SD WI", "6": "IL KS MO NE", "7": "AR LA OK TX", "8": "AZ CO ID NM NV TX UT WY", "9": "AK CA HI OR WA",
}  # fmt: skip
_POST_BOX = re.compile(r"(?i)\b(?:p\.?\s?o\.?|post(?:al)? office)\s*box\b")
_LARGEST = 1_000_000_00

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
Carrier = Literal["usps", "ups", "fedex"]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s.]+$", max_length=254)]
Url = Annotated[str, StringConstraints(pattern=r"^(https?://[^\s/]+\S*)?$")]


def _minor(value: Any) -> int:
    """Minor units of an amount written as 200, 200.5 or "200.50"."""
    fix = "an amount such as 200 or 200.50"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise PydanticCustomError("amount", "this is not an amount", {"fix": fix})
    try:
        minor = Decimal(str(value)) * 100
    except InvalidOperation:
        raise PydanticCustomError("amount", "{value} is not an amount", {"value": str(value), "fix": fix}) from None
    if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor <= _LARGEST:
        raise PydanticCustomError("amount", "{value} is not an amount from 0 to a million", {"value": str(value), "fix": fix})
    return int(minor)


Amount = Annotated[int, BeforeValidator(_minor), WithJsonSchema({"type": ["number", "string"], "examples": [200, "199.99"]})]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Centre(_Strict):
    """Where parcels go: an address in the United States."""

    name: Text
    street: Text
    city: Text
    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    zip: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]

    @field_validator("state")
    @classmethod
    def _known(cls, state: str) -> str:
        if state not in STATES:
            raise PydanticCustomError("state", "{state} is no state", {"state": state, "fix": "two letters, such as IL"})
        return state

    @field_validator("zip")
    @classmethod
    def _in_the_state(cls, code: str, info: ValidationInfo) -> str:
        state = info.data.get("state")
        if state and state not in _BY_FIRST_DIGIT[code[0]].split():
            fix = "see which of the two is mistyped"
            raise PydanticCustomError("zip", "{zip} does not lie in {state}", {"zip": code, "state": state, "fix": fix})
        return code


class Limits(_Strict):
    """Amounts in the profile's currency; scores from 0 to 100."""

    code_above: Amount = Field(20_000, description="Refund above which a one-time code is asked for.")
    keep_below: Amount = Field(0, description="Refund below which an item with a fault need not come back; 0: all do.")
    person_above: Amount = Field(150_000, description="Refund above which a person decides.")
    receive_from: int = Field(30, ge=1, le=101, description="Risk score from which money waits for the goods.")
    person_from: int = Field(70, ge=1, le=101, description="Risk score from which a person decides; 101: never.")

    @model_validator(mode="after")
    def _in_order(self) -> "Limits":
        if self.person_above < self.code_above:
            fix = "raise person_above, or lower code_above"
            raise PydanticCustomError("order", "a person would decide before a code is asked for", {"fix": fix})
        if self.receive_from > self.person_from:
            fix = "receive_from must not lie above person_from"
            raise PydanticCustomError("order", "the bounds of the score are out of order", {"fix": fix})
        return self


class Merchant(_Strict):
    """One merchant."""

    name: Text = Field(description="As it is printed.")
    spoken: Text | None = Field(None, description="As it is said, where that differs from the printed name.")
    zone: str = Field(description="Time zone of the opening hours, by its IANA name.")
    currency: Literal["USD"] = "USD"
    return_centres: dict[Store, Centre] = Field(description="Where parcels go, one address for each store.")
    hours: Hours = Field(default_factory=Hours, description="When people answer; without it nobody ever does.")
    thresholds: Limits = Field(default_factory=Limits)
    carriers: dict[Store, Annotated[tuple[Carrier, ...], Field(min_length=1)]] = Field(
        {Store.AMAZON: ("ups",), Store.WALMART: ("fedex",)},
        description="Carriers of each store's returns, the preferred one first.",
    )
    languages: Annotated[tuple[Language, ...], Field(min_length=1)] = Field(("en",), description="The preferred one first.")
    sender_email: Email = Field("returns@returnflow.invalid", description="Address that mails come from.")
    webhook_url: Url = Field("", description="URL that learns of each return; empty: none.")
    public_url: Url = Field("", description="https://… at which customers reach the web process; empty: messages have no links.")

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, KeyError, OSError):
            fix = "an IANA name such as America/Chicago"
            raise PydanticCustomError("zone", "{name} is no time zone", {"name": name, "fix": fix}) from None
        return name

    @field_validator("return_centres")
    @classmethod
    def _one_a_store(cls, centres: dict[Store, Centre]) -> dict[Store, Centre]:
        missing = [store for store in Store if store not in centres]
        if missing:
            names = ", ".join(missing)
            raise PydanticCustomError("centres", "no return centre for {names}", {"names": names, "fix": f"add {names}:"})
        # Walmart's marketplace: return centres lie in the contiguous United States and are no post office boxes.
        walmart = centres[Store.WALMART]
        if walmart.state not in CONTIGUOUS:
            fix = "name a centre in the contiguous United States"
            raise PydanticCustomError(
                "centres", "Walmart takes no return centre in {state}", {"state": walmart.state, "fix": fix}
            )
        if _POST_BOX.search(walmart.street):
            raise PydanticCustomError("centres", "Walmart takes no post office box", {"fix": "name a street address"})
        return centres

    def centres(self) -> dict[Store, Address]:
        """The return centre of each store."""
        return {store: Address(**centre.model_dump()) for store, centre in self.return_centres.items()}

    @property
    def said(self) -> str:
        """The name for the ear."""
        return self.spoken or self.name

    @property
    def limits(self) -> Thresholds:
        """The limits as the domain reads them."""
        amounts = {
            name: Money(getattr(self.thresholds, name), self.currency) for name in ("code_above", "keep_below", "person_above")
        }
        return Thresholds(**amounts, receive_from=self.thresholds.receive_from, person_from=self.thresholds.person_from)

    def carrier(self, store: Store) -> str:
        """The preferred carrier of a store's returns."""
        return self.carriers[store][0] if store in self.carriers else "usps"

    def open_at(self, now: datetime) -> bool:
        """Whether people answer at that moment (aware)."""
        return self.hours.open_at(now, ZoneInfo(self.zone))

    def opens_next(self, now: datetime) -> datetime | None:
        """The next moment at which people begin to answer, in the merchant's zone; None when there is none."""
        return self.hours.opens_next(now, ZoneInfo(self.zone))

    def settings(self) -> Mapping[str, Any]:
        """What settings of these names are where nobody has set them."""
        return {
            "verification_code_above": self.thresholds.code_above,
            "mail_from": self.sender_email,
            "merchant_webhook_url": self.webhook_url,
            "public_url": self.public_url,
        }
