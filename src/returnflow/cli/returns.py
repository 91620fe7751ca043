"""`returnflow returns`: what was created, by RMA."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli import return_files
from returnflow.cli.output import Json, as_json, table
from returnflow.errors import NotFound
from returnflow.ids import parse_rma

if TYPE_CHECKING:
    from returnflow.returns.model import Return

app = typer.Typer(help="Returns: list, show, export.", no_args_is_help=True)
app.command("export")(return_files.export)
HEADS = {
    "rma": "RMA",
    "store": "store",
    "order_number": "order number",
    "items": "items",
    "state": "state",
    "refund": "refund",
    "return_by": "hand over by",
}


def _row(made: "Return") -> dict[str, Any]:
    return {
        "rma": made.rma,
        "store": made.store.value,
        "order_number": made.order_number,
        "items": [line.item for line in made.lines],
        "reasons": [line.reason.value for line in made.lines],
        "state": made.state.value,
        "refund": str(made.refund.amount),
        "return_by": made.return_by,
        "call_id": made.call_id,
        "created": made.created_at,
    }


@app.command("list")
def listed(limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 20, json: Json = False) -> None:
    """The newest returns."""
    with bootstrap.database(bootstrap.settings()).read() as work:
        rows = [_row(made) for made in work.returns.list(limit)]
    if json:
        typer.echo(as_json(rows))
        return
    typer.echo(table(rows, HEADS))


@app.command()
def show(rma: Annotated[str, typer.Argument(metavar="RMA")], json: Json = False) -> None:
    """One return: its lines, the decision behind each, its label."""
    settings = bootstrap.settings()
    with bootstrap.database(settings).read() as work:
        made = work.returns.get(parse_rma(rma) or rma)
        label = work.labels.get(made.rma) if made else None
    if made is None:
        raise NotFound(f"no return {rma}", field="rma", fix="take one from `returnflow returns list`")
    document = _row(made) | {
        "drop_off_code": made.drop_off_code,
        "label": settings.labels / label.file if label and label.file else None,
        "decisions": [line.decision.to_document() for line in made.lines],
    }
    if json:
        typer.echo(as_json(document))
        return
    for name, value in document.items():
        if name != "decisions":
            typer.echo(f"{name:<14} {', '.join(map(str, value)) if isinstance(value, list) else value or '-'}")
    for line in made.lines:
        typer.echo(f"{'rules':<14} {', '.join(line.decision.rule_ids)}")
