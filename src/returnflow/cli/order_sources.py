"""`returnflow orders sources` and `show`: where orders come from, and what can be done about them there."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json, columns
from returnflow.errors import NotFound
from returnflow.returns.model import Store
from returnflow.returns.numbers import canonical

if TYPE_CHECKING:
    from returnflow.returns.model import Order
    from returnflow.stores.matrix import Source


def sources(
    name: Annotated[str, typer.Argument(metavar="[SOURCE]", help="One source, with how each thing is done.")] = "",
    json: Json = False,
) -> None:
    """What can be done where orders come from: looking up, creating returns, refunds, labels, messages."""
    from returnflow.stores.matrix import Capability, load

    rows = load()
    if name and name not in rows:
        raise NotFound(f"no source {name}", field="source", fix=f"one of {', '.join(rows)}")
    wanted = {name: rows[name]} if name else rows
    if json:
        typer.echo(as_json({each: row.model_dump(mode="json", by_alias=True) for each, row in wanted.items()}))
        return
    if name:
        _one(rows[name])
        return
    table = [(each.replace("_", " "), *(rows[source].able(each).who.value for source in rows)) for each in Capability]
    table.append(("connected", *("yes" if row.connected else "not yet" for row in rows.values())))
    table.append(("personal data", *(f"{row.keep.days} d" for row in rows.values())))
    typer.echo(columns(table, ("", *rows)))
    typer.echo("us: ReturnFlow itself; api: the marketplace's interface; merchant: by hand; store: the marketplace alone.")


def _one(row: "Source") -> None:
    from returnflow.stores.matrix import Capability

    typer.echo(row.title)
    typer.echo(
        columns(
            [(each.replace("_", " "), row.able(each).who.value, row.able(each).how) for each in Capability], ("", "who", "how")
        )
    )
    left = {"nothing": "then all of them go", "code": "then name and ZIP go, and only a one-time code proves who calls"}
    typer.echo(f"personal data: {row.keep.days} days after the last {row.keep.since}, {left[row.keep.then]}")


def show(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="Order number, with or without its dashes.")], json: Json = False
) -> None:
    """One order without personal data: its lines, where it comes from, and what can be done about it there."""
    from returnflow.stores.matrix import Capability
    from returnflow.stores.sources import find

    settings = bootstrap.settings()
    store = bootstrap.upgraded(settings)
    places = bootstrap.sources(settings, store)
    with store.read() as work:
        numbers = {each: number for each in Store if (number := canonical(each, order)) is not None}
        both = next((one for each, number in numbers.items() if (one := find(places, work, each, number))), None)
    if both is None:
        raise NotFound(f"no order {order}", field="order", fix="take one from `returnflow orders list`")
    found, source = both
    abilities = {each.value: source.able(each) for each in Capability}
    if json:
        typer.echo(as_json(_document(found) | {"able": {name: one.model_dump(mode="json") for name, one in abilities.items()}}))
        return
    typer.echo(f"{found.store} {found.number}  bought {found.purchased_at:%Y-%m-%d}  {found.total}  from: {found.source}")
    for line in found.lines:
        arrived = f"delivered {line.delivered_at:%Y-%m-%d}" if line.delivered_at else "delivery unknown"
        typer.echo(f"  {line.line_no}  {line.quantity} x {line.title} ({line.category})  {line.price}  {arrived}")
    typer.echo(columns([(name.replace("_", " "), one.who.value, one.how) for name, one in abilities.items()], ("", "who", "how")))


def _document(order: "Order") -> dict[str, Any]:
    return {
        "store": order.store,
        "order_number": order.number,
        "source": order.source,
        "purchased_at": order.purchased_at,
        "total": str(order.total),
        "lines": [
            {
                "line_no": line.line_no,
                "title": line.title,
                "category": line.category,
                "quantity": line.quantity,
                "price": str(line.price),
                "delivered_at": line.delivered_at,
            }
            for line in order.lines
        ],
    }
