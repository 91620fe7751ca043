"""Steps of a return from the command line: what the return centre, the payer and people of the merchant did.

Each is one transaction, safe to repeat, and prints how the return stands then. What a scanner reads is understood as it is: the
return's number, the square code, the drop-off code, a tracking number.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap
from returnflow.cli import return_rows
from returnflow.cli.output import Json, as_json
from returnflow.errors import InvalidInput, NotFound
from returnflow.ids import parse_rma, uuid7
from returnflow.returns.disputing import DisputeState, Objection
from returnflow.returns.events import Actor
from returnflow.returns.reasons import Reason, Store
from returnflow.returns.tracking import Scan

if TYPE_CHECKING:
    from returnflow.database import DatabaseWork
    from returnflow.returns.model import Return

BY = Actor.COMMAND_LINE
Rma = Annotated[str, typer.Argument(metavar="RMA")]
What = Annotated[str, typer.Argument(metavar="WHAT", help="RMA, drop-off code, tracking number, or the text of the square code.")]
Why = Annotated[str, typer.Option(help="Why; it is kept with the return.")]
ParcelNo = Annotated[int | None, typer.Option(min=1, help="Which parcel, where there are several.")]
Step = Callable[["DatabaseWork", str, datetime], Any]


def rma_of(text: str) -> str:
    """The number as it is kept. Raises InvalidInput for what cannot be one."""
    found = parse_rma(text)
    if found is None:
        raise InvalidInput(f"{text[:40]} is no return number", field="rma", fix="take one from `returnflow returns list`")
    return found


def taken(rma: str, step: Step, *, json: bool) -> None:
    """Take a step and print how the return stands then."""
    from returnflow.returns import service

    settings = bootstrap.settings()
    now = bootstrap.clock(settings)()
    with bootstrap.database(settings).begin() as work:
        step(work, rma, now)
        standing = service.status(work, rma)
    document = return_rows.document(standing, settings.labels, bootstrap.return_link(settings, rma))
    if json:
        typer.echo(as_json(document))
        return
    made = standing.made
    typer.echo(f"{rma} is {made.state.value}; refund {made.refund.amount} {made.refund.state.value}; next: {standing.next.value}")


def create(store: Store, number: str, line: int, quantity: int, reason: Reason) -> "Return":
    """Make a return of units of one line. Whoever sits at this machine has settled who the customer is."""
    from returnflow.returns import filing, service
    from returnflow.returns.deciding import Asked
    from returnflow.returns.model import FiledBy

    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    now = bootstrap.clock(settings)()
    with bootstrap.database(settings).begin() as work:
        order = service.find_order(work, store, number)
        if order is None:
            raise NotFound(f"no order {number[:40]} of {store}", field="order", fix="take one from `returnflow orders list`")
        asked = [Asked(line, quantity, reason)]
        book = bootstrap.book(settings)
        return filing.file_return(work, order, asked, book, now, code_given=True, filed_by=FiledBy.COMMAND_LINE)


def scan(
    what: What,
    kind: Annotated[Scan, typer.Option("--scan", help="What was seen.")] = Scan.IN_TRANSIT,
    parcel: ParcelNo = None,
    at: Annotated[datetime | None, typer.Option(help="When, UTC; now otherwise.")] = None,
    event: Annotated[str, typer.Option("--id", help="The event's own id; the same again changes nothing.")] = "",
    note: Annotated[str, typer.Option(help="What else the carrier says.")] = "",
    json: Json = False,
) -> None:
    """A parcel was seen on its way. The first scan may pay the refund, the receipt of the last parcel moves the return on."""
    from returnflow.returns import service
    from returnflow.returns.tracking import TrackingEvent

    rma, number = found(what, parcel)
    advance = bootstrap.book(bootstrap.settings()).advance

    def step(work: "DatabaseWork", rma: str, now: datetime) -> None:
        seen = TrackingEvent(
            event or f"hand:{rma}:{number}:{kind}", rma, number, kind, at.replace(tzinfo=UTC) if at else now, note
        )
        service.scan(work, seen, by=BY, now=now, advance_refunds=advance)

    taken(rma, step, json=json)


def receive(what: What, parcel: ParcelNo = None, json: Json = False) -> None:
    """The return centre has the parcel; without a number, all of them."""
    from returnflow.returns import service

    rma, _ = found(what, parcel)
    taken(rma, lambda work, rma, now: service.receive(work, rma, by=BY, now=now, parcel=parcel), json=json)


def inspect(
    what: What,
    accepted: Annotated[list[str] | None, typer.Option(help="LINE=UNITS that are accepted; other lines are, whole.")] = None,
    why: Why = "",
    json: Json = False,
) -> None:
    """What the return centre found. Accepted goods are refunded, unless a person or a replacement is to follow."""
    from returnflow.returns import service
    from returnflow.returns.carrying import Inspected

    pairs = [_pair(text) for text in accepted or ()]
    rma, _ = found(what, None)

    def step(work: "DatabaseWork", rma: str, now: datetime) -> None:
        service.inspect(work, rma, [Inspected(line, units, why) for line, units in pairs], by=BY, now=now)

    taken(rma, step, json=json)


def found(what: str, parcel: int | None) -> tuple[str, int]:
    """Return and parcel of what was typed or scanned. Raises NotFound."""
    rma = parse_rma(what)
    settings = bootstrap.settings()
    secret = bootstrap.keys(settings).web_secret.encode()
    from returnflow.labels import token

    rma = rma or token.read(what.strip(), secret)
    if rma is not None:
        return rma, parcel or 1
    with bootstrap.database(settings).read() as work:
        label = work.labels.by_code("".join(what.split()).upper()) or work.labels.by_tracking("".join(what.split()))
    if label is None:
        raise NotFound(f"nothing of ours is called {what[:64]}", field="what", fix="give the RMA, or scan the square code")
    return label.rma, parcel or label.parcel


def _pair(text: str) -> tuple[int, int]:
    line, sign, units = text.partition("=")
    if not (sign and line.isascii() and units.isascii() and line.isdigit() and units.isdigit()):
        raise InvalidInput(f"{text} is not LINE=UNITS", field="--accepted", fix="such as 1=2")
    return int(line[:9]), int(units[:9])


def dispute(
    rma: Rma,
    objection: Annotated[Objection, typer.Argument(help="What is objected to.")],
    text: Annotated[str, typer.Option(help="In the customer's words.")] = "",
    json: Json = False,
) -> None:
    """The customer objects to what became of the money."""
    from returnflow.returns import service

    def step(work: "DatabaseWork", rma: str, now: datetime) -> None:
        service.dispute_refund(work, rma, objection, text, dispute_id=uuid7(), by=BY, now=now)

    taken(rma_of(rma), step, json=json)


def settle(
    rma: Rma,
    upheld: Annotated[bool, typer.Option("--upheld/--declined", help="Whether the customer was right.")],
    answer: Annotated[str, typer.Option(help="What he is told on his page.")] = "",
    json: Json = False,
) -> None:
    """A person has decided the dispute that is open. What follows from it is a step of its own."""
    from returnflow.returns import service

    outcome = DisputeState.UPHELD if upheld else DisputeState.DECLINED

    def step(work: "DatabaseWork", rma: str, now: datetime) -> None:
        waiting = service.status(work, rma).dispute
        if waiting is None:
            raise NotFound(f"no dispute is open about {rma}", field="rma")
        service.settle_dispute(work, waiting.id, outcome, answer, by=BY, now=now)

    taken(rma_of(rma), step, json=json)


def expire(json: Json = False) -> None:
    """Do now what the jobs process does every hour: end returns whose last day passed, take back advance refunds."""
    from returnflow.returns import service

    settings = bootstrap.settings()
    expired, back = service.keep_dates(bootstrap.database(settings).begin, bootstrap.clock(settings)())
    typer.echo(as_json({"expired": expired, "taken_back": back}) if json else f"{expired} expired, {back} refunds taken back")


def register(app: typer.Typer) -> None:
    """Put the steps beside the other commands."""
    from returnflow.cli import return_decisions

    for step in (scan, receive, inspect, dispute, settle, expire):
        app.command()(step)
    return_decisions.register(app)
