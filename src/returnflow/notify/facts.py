"""What templates are told about a return, in the words of one language. Facts come from the return, sentences from there."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from returnflow.notify.words import Words
from returnflow.returns.lifecycle import WITH_THE_CUSTOMER
from returnflow.returns.model import Customer, Kind, Label, Resolution, Return

LONGEST_NAME = 80  # characters: a longer title is cut, so that one line stays one


def facts(
    made: Return, customer: Customer, words: Words, *, today: date, merchant: str, link: str, labels: Sequence[Label] = ()
) -> dict[str, Any]:
    """Everything a message about a return may say. `today` is the customer's; `link` may be empty."""
    return {
        "name": short(customer.name),
        "merchant": merchant,
        "rma": made.rma,
        "store": words.store(made.store),
        "order_ending": made.order_number[-4:],
        "items": [_item(line.item, len(line.units)) for line in made.lines],
        "return_by": words.day(made.return_by),
        "short_return_by": words.short_day(made.return_by),
        "days_left": max(0, (made.return_by - today).days),
        "code": spaced(made.drop_off_code) if made.drop_off_code else "",
        "keeps": not made.travels,
        "waits": made.drop_off_code is not None,
        "labels": len(labels),
        "link": link,
        **_money(made, words),
    }


def _money(made: Return, words: Words) -> dict[str, Any]:
    decision = made.lines[0].decision
    return {
        "pays": made.resolution in (Resolution.REFUND, Resolution.STORE_CREDIT) and made.kind is not Kind.EXCHANGE,
        "paid": made.refund.state in WITH_THE_CUSTOMER,
        "credit": made.resolution is Resolution.STORE_CREDIT,
        "exchange": made.kind is Kind.EXCHANGE or made.resolution in (Resolution.EXCHANGE, Resolution.REPLACEMENT),
        "refund": words.money(made.refund.amount),
        "tender": words.tender(made.refund.tender),
        "fees": [words.money(fee.amount) for line in made.lines for fee in line.decision.fees],
        "refund_time": words.refund_time(decision.refund_time),
        "charge_back_on": words.day(made.refund.charge_back_on) if made.refund.charge_back_on else "",
        "rejected": [f"{_item(line.item, len(line.rejected))}: {short(line.verdict)}" for line in made.lines if line.rejected],
    }


def _item(title: str, units: int) -> str:
    return f"{short(title)} ({units})" if units > 1 else short(title)


def short(text: str) -> str:
    """At most 80 characters, cut at a space where there is one."""
    if len(text) <= LONGEST_NAME:
        return text
    cut = text[: LONGEST_NAME - 1]
    return (cut.rpartition(" ")[0] or cut) + "…"


def spaced(code: str) -> str:
    """In two groups, as it is read out."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}"
