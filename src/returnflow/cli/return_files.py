"""`returnflow returns export`: returns as a file for the merchant's own programs. The columns are `records.returns_file`'s."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from returnflow import bootstrap
from returnflow.errors import InvalidInput

if TYPE_CHECKING:
    from returnflow.database.repositories.returns import Wanted

FORMATS = ("csv", "json")


def export(
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Where to; else standard output.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help="Else by the file's ending, else csv.")] = "",
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    state: Annotated[str, typer.Option(help="Only in this state.")] = "",
    store: Annotated[str, typer.Option(help="Only of this store.")] = "",
    order: Annotated[str, typer.Option(metavar="NUMBER", help="Only of this order.")] = "",
    since: Annotated[datetime | None, typer.Option(help="Only those created since then, UTC.")] = None,
) -> None:
    """Every return, oldest first: CSV with a row for each line, or JSON. docs/export.md lists the columns."""
    from returnflow.files import write_whole_parts
    from returnflow.records import returns_file

    write = returns_file.FORMATS[_format(form, out, json=json)]
    wanted = _wanted(state, store, order, since)
    with bootstrap.database(bootstrap.settings()).read() as work:
        parts = write(work.returns.stream(wanted))
        if out is None:
            for part in parts:
                typer.echo(part, nl=False)
        else:
            write_whole_parts(out, (part.encode() for part in parts))


def _format(asked: str, out: Path | None, *, json: bool) -> str:
    form = asked or ("json" if json else out.suffix.removeprefix(".") if out else "") or FORMATS[0]
    if form not in FORMATS or (json and form != "json"):
        raise InvalidInput(f"{form} is not written here", field="format", fix=f"one of {', '.join(FORMATS)}")
    return form


def _wanted(state: str, store: str, order: str, since: datetime | None) -> "Wanted":
    from returnflow.database.repositories.returns import Wanted
    from returnflow.returns.model import ReturnState, Store
    from returnflow.returns.numbers import canonical

    for field, given, known in (("state", state, ReturnState), ("store", store, Store)):
        if given and given not in list(known):
            raise InvalidInput(f"{given!r} is none of them", field=field, fix=f"one of {', '.join(known)}")
    number = next((found for each in Store if (found := canonical(each, order))), None)
    if order and number is None:
        raise InvalidInput(f"{order} is no order number", field="order", fix="write it as 114-2839407-5561823")
    return Wanted(
        state=ReturnState(state) if state else None,
        store=Store(store) if store else None,
        order_number=number,
        since=since.replace(tzinfo=UTC) if since else None,
    )
