"""`returnflow keys`: the keys that personal data are sealed under. Never shows one."""

import sys
from dataclasses import asdict
from typing import Annotated, Any

import typer

from returnflow import bootstrap, office
from returnflow.cli.output import Json, as_json, table

app = typer.Typer(help="Keys of personal data: list, rotate.", no_args_is_help=True)
HEADS = {"key": "key", "values": "values under it", "seals": "seals"}


@app.command("list")
def listed(json: Json = False) -> None:
    """The keys, and how much lies under each."""
    settings = bootstrap.settings()
    store, ring = bootstrap.upgraded(settings), bootstrap.sealer(settings)
    with store.read() as work:
        counts = work.seals.under(ring.ids)
    rows: list[dict[str, Any]] = [{"key": key, "values": counts[key], "seals": key == ring.newest} for key in ring.ids]
    if json:
        typer.echo(as_json({"keys": rows, "not_sealed": counts[0]}))
        return
    typer.echo(table([row | {"seals": "yes" if row["seals"] else ""} for row in rows], HEADS))
    if counts[0]:
        typer.echo(f"{counts[0]:,} values lie under no known key: put back the keys.json that belongs to this database")


@app.command()
def rotate(
    resume: Annotated[
        bool, typer.Option("--resume", help="Make no new key; only seal again what lies under an older one.")
    ] = False,
    json: Json = False,
) -> None:
    """Make a new key and seal everything again under it. May be stopped; `--resume` goes on. Holds up no call."""
    settings = bootstrap.settings()
    done = office.rotate_keys(settings, new_key=not resume, progress=_progress)
    newest = bootstrap.sealer(settings).newest
    if json:
        typer.echo(as_json({"key": newest, "tables": [asdict(one) for one in done]}))
        return
    for one in done:
        typer.echo(f"{one.table:<12}{one.rows:>10,} rows  {one.values:>10,} values")
    typer.echo(f"Everything lies under key {newest}. The older keys stay in keys.json: backups need them.")


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}\r", end="", file=sys.stderr, flush=True)
