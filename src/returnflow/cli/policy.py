"""`returnflow policy explain`: the decision about an order's item, step by step, with the rule behind each step."""

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json
from returnflow.errors import NotFound
from returnflow.returns.eligibility import decide
from returnflow.returns.reasons import Reason, Store

app = typer.Typer(help="Why an item may come back, or may not.", no_args_is_help=True)


@app.callback()
def policy() -> None:
    """Why an item may come back, or may not."""


@app.command()
def explain(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="Order number with its dashes.")],
    reason: Annotated[Reason, typer.Option(help="Why it comes back.")] = Reason.NO_LONGER_WANTED,
    line: Annotated[int, typer.Option(min=1, help="Which line of the order.")] = 1,
    zone: Annotated[str, typer.Option(help="The customer's time zone.")] = "America/New_York",
    json: Json = False,
) -> None:
    """Decide as the desk would, now, and say why. Writes nothing."""
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    with bootstrap.database(settings).read() as work:
        found = next((known for store in Store if (known := work.orders.get(store, order))), None)
    if found is None:
        raise NotFound(f"no order {order}", field="order", fix="take one from `returnflow orders list`")
    decision = decide(found.line(line), reason, bootstrap.rules(settings), bootstrap.clock(settings)(), ZoneInfo(zone))
    if json:
        typer.echo(as_json(decision.to_document()))
        return
    last_day = decision.deadline or "-"
    typer.echo(f"{found.line(line).title}: {decision.outcome.value}, refund {decision.refund}, last day {last_day}")
    for step in decision.steps:
        typer.echo(f"  {step.because.value:<24} {step.rule_id or 'the order itself'}")
    for fee in decision.fees:
        typer.echo(f"  fee {fee.amount} ({fee.trigger})  {fee.rule_id}")
    typer.echo(f"  rules {decision.rule_version}: {', '.join(decision.rule_ids)}")
