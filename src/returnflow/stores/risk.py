"""Reads the risk rows. A mistake names the row and the field."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from returnflow.errors import InvalidInput
from returnflow.returns.risk import Look, RiskRow, RiskTable, Tell
from returnflow.returns.thresholds import Thresholds
from returnflow.stores import yaml_file

ROWS = Path(__file__).parent / "risk.yaml"


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str = Field(pattern=r"^risk\.[a-z0-9_.]+$")
    look: Look
    weight: int = Field(ge=0, le=100)
    tell: Tell
    why: str = Field(min_length=1)
    at_least: int = Field(0, ge=0)
    percent: int = Field(0, ge=0, le=100)
    within_days: int = Field(0, ge=0)
    categories: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rows: list[_Row]

    @model_validator(mode="after")
    def _once_each(self) -> "_File":
        ids = [row.id for row in self.rows]
        twice = next((name for name in ids if ids.count(name) > 1), None)
        if twice:
            raise ValueError(f"{twice} is there twice")
        return self


def load(thresholds: Thresholds | None = None, path: Path = ROWS) -> RiskTable:
    """The rows in force, with the merchant's limits. Raises InvalidInput."""
    try:
        file = _File.model_validate(yaml_file.read(path))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or path.name
        raise InvalidInput(f"{path.name}: {first['msg']}", field=field, fix="correct that field") from error
    except (OSError, yaml.YAMLError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path.name} cannot be read: {error}", field=path.name) from error
    rows = tuple(RiskRow(**row.model_dump(exclude={"why"})) for row in file.rows)
    return RiskTable(rows, thresholds or Thresholds())
