"""The documented shape of an imported order (`docs/orders.md`, `docs/orders.schema.json`). Shape only: what depends on the rules,
on the day or on other orders is looked at in `checking`."""

import unicodedata
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from returnflow.returns.model import Seller, Store, Tender

YEARS = range(2000, 2101)
MOST_MINOR = 10**9
MOST_LINES = 200


def _one_line(text: str) -> str:
    """No control characters and no half characters: neither can be printed, and PostgreSQL keeps no NUL."""
    if not text.isprintable() and any(unicodedata.category(character) in ("Cc", "Cs") for character in text):
        raise ValueError("holds a control character")
    return text


def _believable(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise ValueError(f"lies in the year {moment.year}, which is not between {YEARS[0]} and {YEARS[-1]}")
    return moment


def _length(least: int, most: int) -> StringConstraints:
    return StringConstraints(min_length=least, max_length=most, strip_whitespace=True)


Name = Annotated[str, _length(1, 120), AfterValidator(_one_line)]
Title = Annotated[str, _length(1, 300), AfterValidator(_one_line)]
ShortName = Annotated[str, _length(0, 60), AfterValidator(_one_line)]
Number = Annotated[str, _length(1, 40), AfterValidator(_one_line)]
Moment = Annotated[AwareDatetime, AfterValidator(_believable)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=48)]
State = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Bundle = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]+$", max_length=32)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Minor = Annotated[int, Field(ge=0, le=MOST_MINOR)]
Zip = Annotated[str, StringConstraints(pattern=r"^\d{5}(-\d{4})?$")]
Email = Annotated[str, StringConstraints(pattern=r"^(|[^@\s]+@[^@\s]+\.[^@\s]+)$", max_length=254, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(pattern=r"^(|\+?[0-9 ().-]{7,24})$", strip_whitespace=True)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class CustomerEntry(_Entry):
    """Who bought. Name and ZIP prove who calls; labels and one-time codes go to the contact."""

    id: Annotated[str, StringConstraints(pattern=r"^[!-~]*$", max_length=36)] = Field(
        "",
        description="Your own id of the customer; without one, orders with the same e-mail address or phone are one customer's.",
    )
    name: Name = Field(description="Full name.")
    last_name: Name | None = Field(None, description="What the caller says as last name; without it, the last word of the name.")
    zip: Zip = Field(description="ZIP code of the shipping address; of ZIP+4 the first five digits are kept.")
    street: Name | None = Field(None, description="Street and house number; with city and state. A bought label needs them.")
    city: Name | None = Field(None, description="City of the shipping address.")
    state: State | None = Field(None, description="Its state, two letters.")
    email: Email = Field("", description="E-mail address, or a marketplace's relay address.")
    phone: Phone = Field("", description="Phone number in E.164, or ten digits of the United States.")


class LineEntry(_Entry):
    """One line of an order. Amounts are whole minor units (cents)."""

    title: Title = Field(description="Title of the product.")
    short_name: ShortName = Field("", description="What a caller would say, such as headphones; without it, the title.")
    category: Key = Field(description="A category of the store's rules; `returnflow orders categories` lists them.")
    quantity: Annotated[int, Field(ge=1, le=1000)] = Field(1, description="Units bought.")
    price_minor: Minor = Field(description="Price of one unit in minor units.")
    tax_minor: Minor = Field(0, description="Tax of the whole line in minor units.")
    currency: Currency = Field("USD", description="ISO 4217; the same for every line of an order.")
    tender: Tender = Field(Tender.CREDIT_CARD, description="What was paid with.")
    seller: Seller = Field(Seller.STORE, description="The store itself, or a seller on its marketplace.")
    shipped_at: Moment | None = Field(None, description="When it left, with zone.")
    delivered_at: Moment | None = Field(
        None, description="When this line's own parcel arrived, with zone; leave out while unknown."
    )
    promised_at: Moment | None = Field(None, description="When it was promised for, with zone; counts while delivery is unknown.")
    opened: bool = Field(False, description="The seal is broken or the key was used.")
    bulky: bool = Field(False, description="Over 50 lb, 59 in on the longest side or 130 in length plus girth.")
    gift: bool = Field(False, description="Bought for somebody else, who may be the caller.")
    parcel: Annotated[int, Field(ge=1, le=MOST_LINES)] = Field(1, description="Parcel of the order, from 1.")
    replaces: Number | None = Field(None, description="Order number that this line was sent as a replacement for.")
    weight_g: Annotated[int, Field(ge=1, le=1_000_000)] | None = Field(None, description="Weight of one unit, packed, in grams.")
    promotion_minor: Minor | None = Field(None, description="What promotions took off the whole line, in minor units.")
    shipping_minor: Minor | None = Field(None, description="What the delivery of the whole line cost, in minor units.")
    bundle: Bundle | None = Field(None, description="Lines of one bundle were sold together at a saving; a name of your own.")


class OrderEntry(_Entry):
    """One order."""

    store: Store = Field(description="Whose rules hold.")
    order_number: Number = Field(description="17 digits at Amazon (3-7-7), 15 at Walmart (7-8); with or without dashes.")
    purchased_at: Moment = Field(description="When it was bought, with zone.")
    customer: CustomerEntry
    lines: Annotated[tuple[LineEntry, ...], Field(min_length=1, max_length=MOST_LINES)]


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one order, as it is published in `docs/orders.schema.json`."""
    schema = OrderEntry.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "An order to import"}
