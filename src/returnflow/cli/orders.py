"""`returnflow orders`: what can be returned, and the words that prove it. For people who try the desk."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli import order_files, order_sources
from returnflow.cli.output import Json, as_json, table

if TYPE_CHECKING:
    from returnflow.returns.model import Order

app = typer.Typer(help="Orders that can be said, and what would happen.", no_args_is_help=True)
HEADS = {
    "store": "store",
    "order_number": "order number",
    "items": "items",
    "last_name": "last name",
    "zip": "ZIP",
    "total": "total",
    "what_happens": "say it and",
}


@app.callback()
def orders() -> None:
    """Orders that can be said, and what would happen."""


app.command("import")(order_files.import_file)
app.command("batches")(order_files.batches)
app.command("categories")(order_files.categories)
app.command("schema")(order_files.schema)
app.command("sources")(order_sources.sources)
app.command("show")(order_sources.show)


@app.command("list")
def listed(
    limit: Annotated[int, typer.Option(min=1, help="How many.")] = 50,
    json: Json = False,
) -> None:
    """Orders with what to say; made on the first use."""
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    happens = bootstrap.what_happens()
    with bootstrap.database(settings).read() as work:
        found = work.orders.list(limit)
    rows = [_row(order, happens.get(order.number, "")) for order in found]
    if json:
        typer.echo(as_json(rows))
        return
    typer.echo(table(rows, HEADS))


def _row(order: "Order", happens: str) -> dict[str, Any]:
    return {
        "store": order.store.value,
        "order_number": order.number,
        "items": [line.short_name for line in order.lines],
        "last_name": order.customer.last_name,
        "zip": order.customer.zip,
        "total": str(order.total),
        "purchased": order.purchased_at.date(),
        "what_happens": happens,
    }
