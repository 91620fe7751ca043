"""`returnflow calls`: the record of calls, as lists, transcripts and JSON. Reading and redacting are `records`'s."""

from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json, plain, table

app = typer.Typer(help="Calls: list, show, transcript, export.", no_args_is_help=True)

CallId = Annotated[str, typer.Argument(metavar="CALL", help="Call id, or its beginning; `last` is the newest call.")]
Unredacted = Annotated[bool, typer.Option("--unredacted", help="With names, contacts and addresses, for your eyes only.")]
WIDTH = 160  # of an item's facts for a person; --json has them whole
HEADS = {
    "call_id": "call",
    "began": "began",
    "channel": "channel",
    "turns": "turns",
    "duration_s": "seconds",
    "outcome": "outcome",
    "end_reason": "end reason",
    "rma": "RMA",
}


@app.command("list")
def listed(limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20, json: Json = False) -> None:
    """The newest calls."""
    records = bootstrap.records(bootstrap.settings())
    rows = [record.summary() for record in records.newest(limit)]
    if json:
        typer.echo(as_json(rows))
        return
    typer.echo(table(rows, HEADS))


@app.command()
def show(call: CallId, unredacted: Unredacted = False, json: Json = False) -> None:
    """One call: outcome, latencies, timeline; with --json the whole record."""
    record = bootstrap.records(bootstrap.settings()).read(call, unredacted=unredacted)
    document = record.to_document()
    if json:
        typer.echo(as_json(document))
        return
    for name in ("call_id", "began", "duration_s", "channel", "outcome", "end_reason", "rma", "recording", "latency_ms"):
        typer.echo(f"{name:<12} {document[name] if document[name] not in (None, []) else '-'}")
    typer.echo()
    for item in record.timeline:
        facts = "  ".join(f"{key}={value}" for key, value in item.data.items())
        short = facts if len(facts) <= WIDTH else f"{facts[:WIDTH]}…"
        typer.echo(f"{item.relative_ms / 1000:8.2f}  {item.kind:<18} {short}")


@app.command()
def transcript(call: CallId, unredacted: Unredacted = False, json: Json = False) -> None:
    """Who said what."""
    from returnflow.records.transcript import written

    record = bootstrap.records(bootstrap.settings()).read(call, unredacted=unredacted)
    typer.echo(as_json(record.to_document()["transcript"]) if json else written(record.lines))


@app.command()
def export(
    call: CallId,
    to: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("export"),
    unredacted: Unredacted = False,
) -> None:
    """Write one call's record, transcript, recording and labels as files."""
    from returnflow.records.export import export as write

    settings = bootstrap.settings()
    typer.echo(write(bootstrap.records(settings).read(call, unredacted=unredacted), to, settings.labels, plain))
