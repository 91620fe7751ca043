"""`returnflow returns`: what was created, by RMA; the export for the merchant's systems; and every step of a return."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli import return_files, return_rows, return_steps
from returnflow.cli.output import Json, as_json, table
from returnflow.cli.return_steps import Rma, rma_of
from returnflow.returns.lifecycle import ReturnState
from returnflow.returns.reasons import Reason, Store

app = typer.Typer(help="Returns: create, list, show, export, and every step of their lives.", no_args_is_help=True)
Limit = Annotated[int, typer.Option(min=1, help="How many, newest first.")]
State = Annotated[ReturnState | None, typer.Option(help="Only those that stand there.")]
OfStore = Annotated[Store | None, typer.Option(help="Only those of this store.")]
Since = Annotated[datetime | None, typer.Option(help="Only those created since then, UTC.")]

app.command("export")(return_files.export)


@app.command("list")
def listed(limit: Limit = 20, state: State = None, store: OfStore = None, since: Since = None, json: Json = False) -> None:
    """The newest returns."""
    from returnflow.database.repositories.returns import Wanted

    wanted = Wanted(state=state, store=store, since=_utc(since))
    with bootstrap.database(bootstrap.settings()).read() as work:
        rows = [return_rows.row(made) for made in work.returns.list(limit, wanted)]
    typer.echo(as_json(rows) if json else table(rows, return_rows.HEADS))


@app.command()
def show(rma: Rma, json: Json = False) -> None:
    """One return: its lines and the decision behind each, parcels, labels, money, and everything that happened."""
    from returnflow.returns import service

    settings = bootstrap.settings()
    with bootstrap.database(settings).read() as work:
        standing = service.status(work, rma_of(rma))
    document = return_rows.document(standing, settings.labels, bootstrap.return_link(settings, standing.made.rma))
    if json:
        typer.echo(as_json(document))
        return
    for line in return_rows.written(document):
        typer.echo(line)
    for made in standing.made.lines:
        typer.echo(f"{'rules':<14} {', '.join(made.decision.rule_ids)}")


@app.command()
def create(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="Order number.")],
    reason: Annotated[Reason, typer.Option(help="Why it comes back.")],
    line: Annotated[int, typer.Option(min=1, help="Which line of the order.")] = 1,
    quantity: Annotated[int, typer.Option(min=1, help="How many units of it.")] = 1,
    store: Annotated[Store, typer.Option(help="Where it was bought.")] = Store.AMAZON,
    json: Json = False,
) -> None:
    """Make a return, as the desk would; the same again is the same return."""
    made = return_steps.create(store, order, line, quantity, reason)
    typer.echo(as_json(return_rows.row(made)) if json else table([return_rows.row(made)], return_rows.HEADS))


@app.command()
def link(rma: Rma) -> None:
    """The address of the customer's own page. Whoever has it sees the return: it is for the customer only."""
    from returnflow.returns.moving import look

    settings = bootstrap.settings()
    with bootstrap.database(settings).read() as work:
        typer.echo(bootstrap.return_link(settings, look(work, rma_of(rma)).rma))


return_steps.register(app)


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
