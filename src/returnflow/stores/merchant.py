"""The merchant's profile: name, time zone, return centre by store."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, field_validator

from returnflow.errors import InvalidInput
from returnflow.returns.model import Address, Store
from returnflow.stores import yaml_file

PROFILE = Path(__file__).parent / "merchant.yaml"


class Centre(BaseModel):
    """Where parcels go."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    street: str
    city: str
    state: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    zip: Annotated[str, StringConstraints(pattern=r"^\d{5}$")]


class Merchant(BaseModel):
    """One merchant."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    zone: str
    return_centres: dict[Store, Centre]

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, KeyError) as error:
            raise ValueError(f"{name} is no time zone") from error
        return name

    @field_validator("return_centres")
    @classmethod
    def _one_a_store(cls, centres: dict[Store, Centre]) -> dict[Store, Centre]:
        missing = [store for store in Store if store not in centres]
        if missing:
            raise ValueError(f"no return centre for {', '.join(missing)}")
        return centres

    def centres(self) -> dict[Store, Address]:
        """The return centre of each store."""
        return {store: Address(**centre.model_dump()) for store, centre in self.return_centres.items()}


def load(path: Path = PROFILE) -> Merchant:
    """The profile. Raises InvalidInput naming the field."""
    try:
        return Merchant.model_validate(yaml_file.read(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(f"{path.name}: {first['msg']}", field=field, fix="correct that field") from error
    except (OSError, yaml.YAMLError) as error:
        raise InvalidInput(f"{path.name} cannot be read: {error}", field=path.name) from error
