"""`returnflow config`: every setting with its value, default and meaning. Secrets are never printed."""

from typing import Any

import typer
from pydantic import SecretStr

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json
from returnflow.settings import Settings

app = typer.Typer(help="Every setting: value, default, unit, meaning.")


def _shown(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return "(set)" if value.get_secret_value() else ""
    return value if isinstance(value, bool | int | float) or value is None else str(value)


def explained(settings: Settings) -> list[dict[str, Any]]:
    """One row a setting, in the order of the settings file."""
    return [
        {
            "name": name,
            "environment": f"RETURNFLOW_{name.upper()}",
            "value": _shown(getattr(settings, name)),
            "default": _shown(field.get_default(call_default_factory=True)),
            "meaning": field.description or "",
        }
        for name, field in Settings.model_fields.items()
    ]


@app.command()
def config(
    explain: bool = typer.Option(False, "--explain", help="Also print default and meaning of each setting."),
    json: Json = False,
) -> None:
    """Print the settings in force."""
    rows = explained(bootstrap.settings())
    if json:
        typer.echo(as_json(rows))
        return
    for row in rows:
        changed = "" if row["value"] == row["default"] else "  (changed)"
        typer.echo(f"{row['environment']}={row['value']}{changed}")
        if explain:
            typer.echo(f"    {row['meaning']} Default: {row['default'] if row['default'] != '' else 'empty'}.")
