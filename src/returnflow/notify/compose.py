"""Writes messages from templates: what a customer is told about a return. Facts come from the return, words from the template."""

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from returnflow.notify import words
from returnflow.notify.message import Attachment, Message
from returnflow.returns.model import Customer, Kind, Return

_TEMPLATES = Path(__file__).parent / "templates"
LANGUAGE = "en"


def compose(
    template: str,
    made: Return,
    customer: Customer,
    *,
    key: str,
    at: datetime,
    attachments: tuple[Attachment, ...] = (),
    language: str = LANGUAGE,
) -> Message:
    """One message about a return. The first line of the text template is the subject."""
    subject, text, html = rendered(template, _facts(made, customer), language)
    return Message(key, customer.name, customer.email, subject, text, html, at, attachments)


def rendered(template: str, facts: dict[str, Any], language: str = LANGUAGE) -> tuple[str, str, str]:
    """Subject, text and HTML of a template."""
    subject, _, text = _environment(False).get_template(f"{language}/{template}.txt").render(facts).partition("\n")
    return subject, text.lstrip("\n"), _environment(True).get_template(f"{language}/{template}.html").render(facts)


def _facts(made: Return, customer: Customer) -> dict[str, Any]:
    line = made.lines[0]
    return {
        "name": customer.name,
        "rma": made.rma,
        "store": str(made.store).capitalize(),
        "order_ending": made.order_number[-4:],
        "items": [f"{each.item} ({len(each.units)})" if len(each.units) > 1 else each.item for each in made.lines],
        "refund": words.money(made.refund.amount),
        "fees": [words.money(fee.amount) for fee in line.decision.fees],
        "refund_time": words.refund_time(line.decision.refund_time),
        "return_by": words.day(made.return_by),
        "code": made.drop_off_code and f"{made.drop_off_code[:3]} {made.drop_off_code[3:]}",
        "keeps": made.drop_off_code is None,
        "exchange": made.kind is Kind.EXCHANGE,
    }


@cache
def _environment(escape: bool) -> Environment:
    loader = FileSystemLoader(_TEMPLATES)
    return Environment(loader=loader, autoescape=escape, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
