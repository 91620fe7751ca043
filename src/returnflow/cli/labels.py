"""`returnflow labels`: make the label of a return, show it, and say what is on any file."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json, table
from returnflow.errors import InvalidInput, NotFound
from returnflow.ids import parse_rma

if TYPE_CHECKING:
    from returnflow.labels.scan import Scanned
    from returnflow.returns.model import Label
    from returnflow.settings import Settings

app = typer.Typer(help="Labels: make, show, scan.", no_args_is_help=True)
Rma = Annotated[str, typer.Argument(metavar="RMA")]
HEADS = {
    "parcel": "parcel",
    "state": "state",
    "carrier": "carrier",
    "tracking": "tracking number",
    "check": "check digit",
    "files": "files",
    "error": "error",
}


@app.command()
def show(rma: Rma, json: Json = False) -> None:
    """The labels of a return, one a parcel, and their files."""
    settings = bootstrap.settings()
    _print([_row(label, settings) for label in _labels(settings, rma)], json)


@app.command()
def make(rma: Rma, json: Json = False) -> None:
    """Make what is missing: labels that are not released yet, and files that are gone."""
    from returnflow.labels import again

    settings = bootstrap.settings()
    number = _labels(settings, rma)[0].rma
    store, maker, now = bootstrap.database(settings), bootstrap.labels(settings), bootstrap.clock(settings)()
    made = again.issue(store.begin, maker, settings.labels, number, now)
    _print([_row(label, settings) for label in made], json)


@app.command()
def scan(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A PDF or a picture.")],
    dpi: Annotated[int, typer.Option(min=72, max=1200, help="Resolution at which a PDF is looked at.")] = 203,
    json: Json = False,
) -> None:
    """Every symbol on a file, as a scanner reads it: carrier, number, check digit, and whether the square code is ours."""
    from returnflow.labels.scan import scan as read

    try:
        content = file.read_bytes()
    except OSError as error:
        raise InvalidInput(f"{file}: {error.strerror}", field="file", fix="name a PDF or a picture") from error
    settings = bootstrap.settings()
    found = read(content, bootstrap.keys(settings).web_secret.encode(), dpi)
    if json:
        typer.echo(as_json([asdict(one) for one in found]))
        return
    typer.echo("\n".join(_told(one) for one in found) if found else "nothing to scan on it")


def _labels(settings: "Settings", rma: str) -> "list[Label]":
    with bootstrap.database(settings).read() as work:
        found = work.labels.for_return(parse_rma(rma) or rma)
    if not found:
        raise NotFound(f"no return {rma} that carries a label", field="rma", fix="take one from `returnflow returns list`")
    return found


def _row(label: "Label", settings: "Settings") -> dict[str, Any]:
    from returnflow.labels.checkdigits import recognise
    from returnflow.labels.release import KINDS, file_name

    known = recognise(label.tracking)
    files = [settings.labels / file_name(label.rma, label.parcel, kind) for kind in reversed(KINDS)]
    return {
        "rma": label.rma,
        "parcel": label.parcel,
        "state": label.state,
        "carrier": label.carrier,
        "tracking": label.tracking,
        "check": ("right" if known.right else "wrong, as a sample's must be") if known else "",
        "drop_off_code": label.drop_off_code,
        "files": [path for path in files if path.is_file()],
        "released": label.released_at,
        "error": label.error,
    }


def _print(rows: list[dict[str, Any]], json: bool) -> None:
    if json:
        typer.echo(as_json(rows))
        return
    typer.echo(table([row | {"files": [path.name for path in row["files"]]} for row in rows], HEADS))


def _told(one: "Scanned") -> str:
    """Two lines: what it is, and what it says with the unprintable made visible."""
    facts = [f"page {one.page}: {one.kind} ({one.symbology})"]
    if one.number:
        facts.append(f"{one.carrier} {one.number}, check digit {one.check}{', a sample' if one.sample else ''}")
    if one.signed is not None:
        facts.append(f"ours: return {one.rma}, parcel {one.parcel}" if one.signed else "looks like ours, but was not signed here")
    shown = "".join(letter if letter.isprintable() else f"<{ord(letter):02X}>" for letter in one.text)
    return f"{'; '.join(facts)}\n    {shown}"
