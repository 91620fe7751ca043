"""What can be done about orders where they come from, and how long personal data are kept: the matrix of `sources.yaml`."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from returnflow.errors import InvalidInput
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
