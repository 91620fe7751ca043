"""`returnflow orders`: what can be returned, and the words that prove it. For people who try the desk."""

from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli import order_files, order_sources
from returnflow.cli.output import Json, as_json
from returnflow.returns.decision import Outcome
from returnflow.returns.reasons import Store

app = typer.Typer(help="Orders that can be said, and what would happen.", no_args_is_help=True)


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
    store: Annotated[Store | None, typer.Option(help="Only orders of this store.")] = None,
    outcome: Annotated[Outcome | None, typer.Option(help="Only orders that would end like this.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many of the newest orders are looked at.")] = 500,
    json: Json = False,
) -> None:
    """Orders with a sentence to say, grouped by what the rules make of it today; made on the first use."""
    from returnflow.cli import order_list
    from returnflow.returns.zones import zone_of

    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    book, now = bootstrap.rules(settings), bootstrap.clock(settings)()
    with bootstrap.database(settings).read() as work:
        known = [order for order in work.orders.list(limit) if store in (None, order.store)]
        said = order_list.with_sentences(known, bootstrap.sayable_orders())
        rows = [order_list.judged(each, work, book, now, zone_of(each.order.customer.zip)) for each in said]
    rows = [row for row in rows if outcome in (None, row.outcome)]
    typer.echo(as_json([order_list.document(row) for row in rows]) if json else order_list.shown(rows))
