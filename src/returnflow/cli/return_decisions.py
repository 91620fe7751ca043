"""What people of the merchant decide about a return, and what the payer did, from the command line."""

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from returnflow.cli.output import Json
from returnflow.cli.return_steps import BY, Rma, Why, rma_of, taken
from returnflow.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import datetime

    from returnflow.database import DatabaseWork
    from returnflow.returns.model import Money

_AMOUNT = re.compile(r"(\d{1,7})(?:\.(\d{2}))? ?([A-Z]{3})?")
Reason = Annotated[str, typer.Option(help="Why; it is kept with the return.", prompt=False)]


class PayStep(StrEnum):
    """What the payer did."""

    ISSUE = "issue"
    SETTLE = "settle"
    FAIL = "fail"
    REVERSE = "reverse"


def approve(rma: Rma, why: Why = "", json: Json = False) -> None:
    """A person lets it go ahead; the money waits for the goods."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.approve(work, rma, by=BY, now=now, why=why), json=json)


def reject(rma: Rma, why: Reason, json: Json = False) -> None:
    """A person declines it. Its units are free again."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.reject(work, rma, by=BY, now=now, why=why), json=json)


def escalate(rma: Rma, why: Reason, json: Json = False) -> None:
    """A person has it from now on."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.escalate(work, rma, by=BY, now=now, why=why), json=json)


def cancel(rma: Rma, why: Why = "", json: Json = False) -> None:
    """The customer changed his mind before anything was handed over."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.cancel(work, rma, by=BY, now=now, why=why), json=json)


def refund(
    rma: Rma,
    step: Annotated[PayStep, typer.Argument(help="What the payer did.")],
    amount: Annotated[str, typer.Option(help="Such as 12.99 or 12.99 USD; with issue, where it differs from what is owed.")] = "",
    reference: Annotated[str | None, typer.Option(help="The payer's own number for the payment.")] = None,
    why: Why = "",
    json: Json = False,
) -> None:
    """What the payer did: issued, settled, failed, took back. Nobody is paid here."""
    if amount and step is not PayStep.ISSUE:
        raise InvalidInput("an amount is named when a refund is issued", field="--amount")
    if not why and step in (PayStep.FAIL, PayStep.REVERSE):
        raise InvalidInput("say why", field="--why")
    money = _money(amount) if amount else None

    def pay(work: "DatabaseWork", rma: str, now: "datetime") -> None:
        from returnflow.returns import service

        match step:
            case PayStep.ISSUE:
                service.issue_refund(work, rma, by=BY, now=now, amount=money, reference=reference, why=why)
            case PayStep.SETTLE:
                service.settle_refund(work, rma, by=BY, now=now, reference=reference)
            case PayStep.FAIL:
                service.fail_refund(work, rma, by=BY, now=now, why=why)
            case PayStep.REVERSE:
                service.reverse_refund(work, rma, by=BY, now=now, why=why)

    taken(rma_of(rma), pay, json=json)


def replace(
    rma: Rma, order: Annotated[str, typer.Argument(metavar="ORDER", help="Of what was sent.")], json: Json = False
) -> None:
    """Another item was sent for what came back."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.replace_item(work, rma, by=BY, now=now, order_number=order), json=json)


def close(rma: Rma, json: Json = False) -> None:
    """Nothing is left to do: the replacement has arrived."""
    from returnflow.returns import service

    taken(rma_of(rma), lambda work, rma, now: service.close(work, rma, by=BY, now=now), json=json)


def register(app: typer.Typer) -> None:
    """Put them beside the other commands."""
    for step in (approve, reject, escalate, cancel, refund, replace, close):
        app.command()(step)


def _money(text: str) -> "Money":
    from returnflow.returns.model import Money

    match = _AMOUNT.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(f"{text[:40]} is no amount", field="--amount", fix="such as 12.99 USD")
    return Money(int(match[1]) * 100 + int(match[2] or 0), match[3] or "USD")
