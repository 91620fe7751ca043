"""`returnflow policy`: how a decision came about, which rows there are, answers to questions, decisions made again."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from returnflow import bootstrap
from returnflow.cli.output import Json, as_json
from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.reasons import Reason, Store

if TYPE_CHECKING:
    from returnflow.returns.model import Order
    from returnflow.returns.ports import Work

app = typer.Typer(help="Why an item may come back, or may not.", no_args_is_help=True)
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day to decide on, as 2026-12-27; today when left out.")]


@app.callback()
def policy() -> None:
    """Why an item may come back, or may not."""


@app.command()
def explain(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="Order number, with or without its dashes.")],
    line: Annotated[int, typer.Argument(metavar="[LINE]", min=1, help="Which line of the order.")] = 1,
    reason: Annotated[Reason, typer.Option(help="Why it comes back.")] = Reason.NO_LONGER_WANTED,
    on: Day = "",
    zone: Annotated[str, typer.Option(help="Another time zone than that of the customer's ZIP code.")] = "",
    quantity: Annotated[int, typer.Option(min=1, help="How many of the line.")] = 1,
    by_buyer: Annotated[bool, typer.Option("--by-buyer", help="The buyer returns the gift, not who was given it.")] = False,
    damaged: Annotated[
        int, typer.Option(min=-1, max=100, metavar="PERCENT", help="Damaged by the customer, to that degree.")
    ] = -1,
    days_late: Annotated[int, typer.Option(min=0, help="Days handed over after the last day for it.")] = 0,
    together: Annotated[bool, typer.Option("--together", help="The rest of the bundle goes back with it.")] = False,
    keep_below: Annotated[int, typer.Option(min=0, metavar="CENTS", help="The merchant's keep-item threshold.")] = 0,
    json: Json = False,
) -> None:
    """Decide as the desk would, and show how: every step with its row, the sums, the sources. Writes nothing."""
    from returnflow.cli import derivation
    from returnflow.returns.eligibility import weigh
    from returnflow.returns.judging import Circumstances
    from returnflow.returns.model import Money
    from returnflow.returns.policy.rows import Trigger
    from returnflow.returns.replacements import origin_of
    from returnflow.returns.units import checked

    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    with bootstrap.database(settings).read() as work:
        found = _order(work, order)
        item = found.line(line)
        origin = origin_of(work, item)
    given = Circumstances(
        triggers=frozenset({Trigger.DAMAGED_BY_CUSTOMER} if damaged >= 0 else ()),
        days_late=days_late,
        damage_percent=damaged if damaged >= 0 else None,
        recipient=False if by_buyer else None,
        together=together,
        origin=origin,
        keep_below=Money(keep_below, item.price.currency) if keep_below else None,
    )
    where, book = _zone(zone, found), bootstrap.rules(settings)
    now = _moment(on, where, item.purchased_at) if on else bootstrap.clock(settings)()
    weighed = weigh(item, checked(item, quantity, None), reason, book, now, where, given)
    typer.echo(as_json(derivation.document(weighed, book)) if json else derivation.shown(weighed, book))


@app.command()
def rules(
    store: Annotated[Store | None, typer.Option(help="Only this store's rows.")] = None,
    category: Annotated[str, typer.Option(help="Only rows that speak of this category.")] = "",
    json: Json = False,
) -> None:
    """Every row in force: what it says, since when, from where, how sure (A official to U practice)."""
    from returnflow.cli import policy_rows

    book = bootstrap.rules(bootstrap.settings())
    chosen = policy_rows.chosen(book, store, category or None)
    if json:
        found = [{"store": each, **policy_rows.document(one)} for each, rows in chosen for one in rows]
        typer.echo(as_json({"version": book.version, "rows": found}))
        return
    for each, rows in chosen:
        typer.echo(f"{each.value}: {len(rows)} rows\n\n{policy_rows.listing(rows)}\n")
    typer.echo(f"version {book.version}")


@app.command()
def ask(
    store: Annotated[Store, typer.Argument(metavar="STORE", help="Which store's rows to ask.")],
    words: Annotated[list[str], typer.Argument(metavar="QUESTION...", help="As somebody would ask it.")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help="The day of purchase; today when left out.")] = "",
    marketplace: Annotated[bool, typer.Option("--marketplace", help="Bought from a marketplace seller.")] = False,
    json: Json = False,
) -> None:
    """Answer a question about policy from the rows, with their ids: "how long do I have for a laptop"."""
    from returnflow.cli import policy_answers, policy_rows
    from returnflow.cli.policy_words import spaced
    from returnflow.returns.model import Seller, Tender
    from returnflow.returns.policy import Question, answer, opened_in, question_in, seller_in, tender_in

    settings = bootstrap.settings()
    said = " ".join(words)
    question = question_in(said)
    if question is None:
        known = ", ".join(spaced(each) for each in Question)
        raise InvalidInput("no question of policy was recognised", field="QUESTION", fix=f"ask about: {known}")
    bought = _date(on) if on else bootstrap.clock(settings)().date()
    book = bootstrap.rules(settings)
    seller = Seller.MARKETPLACE if marketplace else seller_in(said)
    tender = tender_in(said) or Tender.CREDIT_CARD
    found = answer(book, store, said, question, bought, seller=seller, tender=tender, opened=opened_in(said))
    if found is None:
        raise NotFound(f"no row of {store.value} was in force on {bought}", field="on", fix="ask for a later day of purchase")
    told = policy_answers.sentences(found)
    if json:
        rows = [policy_rows.document(one) for row_id in found.rule_ids if (one := book.row(row_id))]
        facts = {"store": store, "question": question, "category": found.category, "assumed": found.assumed}
        typer.echo(as_json({**facts, "outcome": found.outcome, "answer": told, "rule_ids": found.rule_ids, "rows": rows}))
        return
    typer.echo("\n".join([f"{store.value.capitalize()}, {_kind(found.category)}: {spaced(question)}", *told]))
    if found.rule_ids:
        typer.echo("\n" + "\n".join(policy_rows.sources(book, found.rule_ids)))


@app.command()
def replay(
    rma: Annotated[str, typer.Argument(metavar="RMA", help="Number of the return.")],
    json: Json = False,
) -> None:
    """Make the stored decisions of a return again with the rules in force now, and say what differs. Writes nothing."""
    from returnflow.cli import derivation
    from returnflow.returns.replay import differences, replay_as_recorded

    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    with bootstrap.database(settings).read() as work:
        made = work.returns.get(rma)
    if made is None:
        raise NotFound(f"no return {rma}", field="rma", fix="take one from `returnflow returns list`")
    book = bootstrap.rules(settings)
    pairs = [(line.decision, replay_as_recorded(line.decision, book)) for line in made.lines]
    if json:
        typer.echo(as_json([{"line_no": then.line_no, "differs": differences(then, now)} for then, now in pairs]))
        return
    typer.echo("\n\n".join(derivation.compared(then, now, differences(then, now)) for then, now in pairs))


def _kind(category: str) -> str:
    return "most items" if category == "default" else category.replace("_", " ")


def _order(work: "Work", number: str) -> "Order":
    """The order of that number at either store. Raises NotFound."""
    from returnflow.returns.service import find_order

    for store in Store:
        found = find_order(work, store, number)
        if found is not None:
            return found
    raise NotFound(f"no order {number}", field="order", fix="take one from `returnflow orders list`")


def _zone(name: str, order: "Order") -> ZoneInfo:
    from returnflow.returns.zones import zone_of

    if not name:
        return zone_of(order.customer.zip)
    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError) as error:
        raise InvalidInput(f"{name} is no time zone", field="zone", fix="write it as America/New_York") from error


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput(f"{text!r} is no date", field="on", fix="write it as 2026-12-27") from None
    if not 2000 <= day.year < 2200:
        raise InvalidInput(f"the year {day.year} is out of reach", field="on", fix="write a day between 2000 and 2199")
    return day


def _moment(text: str, zone: ZoneInfo, bought: datetime) -> datetime:
    """Noon of that day where the customer is. Raises InvalidInput for a day before the purchase."""
    day, first = _date(text), bought.astimezone(zone).date()
    if day < first:
        raise InvalidInput(f"on {day} it was not bought yet", field="on", fix=f"write a day from {first} on")
    return datetime.combine(day, time(12), zone).astimezone(UTC)
