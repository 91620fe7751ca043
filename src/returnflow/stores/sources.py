"""Where orders come from and what can be done about them there. The matrix is data: `sources.yaml`.

One class serves both sources that are connected today. Demo and imported orders lie in the same tables, one look-up answers for
both (an imported order takes the place of a demo order of the same number), and only what may be done with an order differs:
that is its row. A marketplace's own interface will be a class of its own, whose `find` fetches an order into the database first.
"""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Protocol

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from returnflow.errors import InvalidInput
from returnflow.returns.model import Order, Store
from returnflow.returns.ports import Work
from returnflow.stores import yaml_file

MATRIX = Path(__file__).parent / "sources.yaml"


class Capability(StrEnum):
    """What one may want to do about an order or a return."""

    LOOK_UP = "look_up"
    LIST_RETURNS = "list_returns"
    CREATE_RETURN = "create_return"
    APPROVE = "approve"
    REFUND = "refund"
    LABEL = "label"
    MESSAGE_BUYER = "message_buyer"
    PUSH_EVENTS = "push_events"


class Who(StrEnum):
    """Who can do it."""

    US = "us"
    API = "api"
    MERCHANT = "merchant"
    STORE = "store"
    NOBODY = "nobody"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Ability(_Row):
    """Who does it, and by what."""

    who: Who
    how: str


class Keep(_Row):
    """How long personal data are kept: `days` after the last deadline or the last delivery, and what is left then."""

    days: Annotated[int, Field(ge=0, le=3650)]
    since: Literal["deadline", "delivery"] = Field(alias="from")
    then: Literal["nothing", "code"]


class Source(_Row):
    """One row of the matrix. `connected`: there is an implementation; else it is only known what it could do."""

    title: str
    connected: bool = False
    grade: Literal["A", "B", "C", "U"]
    keep: Keep
    look_up: Ability
    list_returns: Ability
    create_return: Ability
    approve: Ability
    refund: Ability
    label: Ability
    message_buyer: Ability
    push_events: Ability

    def able(self, what: Capability) -> Ability:
        """Who does that, and how."""
        ability: Ability = getattr(self, what)
        return ability


class OrderSource(Protocol):
    """A place that knows orders."""

    @property
    def names(self) -> tuple[str, ...]:
        """The rows of the matrix it serves, as orders carry them in `source`."""
        ...

    def find(self, work: Work, store: Store, number: str) -> Order | None:
        """The order with that canonical number, if this source has it."""
        ...

    def able(self, order: Order, what: Capability) -> Ability:
        """What can be done about this order where it comes from."""
        ...


class DatabaseOrders:
    """Demo and imported orders: both are in our own tables."""

    def __init__(self, rows: Mapping[str, Source], names: tuple[str, ...] = ("demo", "import")) -> None:
        self.names = names
        self._rows = rows

    def find(self, work: Work, store: Store, number: str) -> Order | None:
        """The order as its newest batch has it, when that is one of these sources."""
        order = work.orders.get(store, number)
        return order if order is not None and order.source in self.names else None

    def able(self, order: Order, what: Capability) -> Ability:
        """By the row of the order's own source."""
        return self._rows[order.source].able(what)


@cache
def load(path: Path = MATRIX) -> Mapping[str, Source]:
    """The matrix by source. Raises InvalidInput naming source and field."""
    try:
        rows = yaml_file.read(path)
        return {name: Source.model_validate(row) for name, row in rows.items()}
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{path.name}: {first['msg']}", field=field, fix="correct that field") from error
    except (OSError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path.name} cannot be read: {error}", field=path.name) from error


def find(sources: tuple[OrderSource, ...], work: Work, store: Store, number: str) -> Order | None:
    """The order, from the first source that has it."""
    return next((order for source in sources if (order := source.find(work, store, number)) is not None), None)
