"""How a decision came about, for a terminal and for programs: each step with its row, the sums, where the rows come from."""

import textwrap
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from returnflow.cli import policy_words as words
from returnflow.cli.output import columns
from returnflow.cli.policy_rows import document as row_document
from returnflow.cli.policy_rows import sources
from returnflow.returns.eligibility import Weighed
from returnflow.returns.model import Decision, Money, Part, Seller
from returnflow.returns.policy.deadline import Deadline
from returnflow.returns.policy.rulebook import RuleBook
from returnflow.returns.refunds import Charge

_WIDE = 76  # characters of the left column; what is longer goes on below
Pair = tuple[str, str]
"""What is said, and the id of the row that says so."""


def shown(weighed: Weighed, book: RuleBook) -> str:
    """The whole derivation."""
    decision, case, found = weighed.decision, weighed.case, weighed.found
    sections: dict[str, Iterator[Pair]] = {
        "Why": _why(decision),
        "Last day": _last_day(found.deadline, case.zone.key),
        "Refund": _refund(decision),
        "Fees": _fees(found.due, decision),
        "Way back": _way_back(decision, book),
    }
    parts = [_head(weighed), *(_section(title, list(pairs)) for title, pairs in sections.items())]
    rows = [f"  {line}" for line in sources(book, decision.rows)] if decision.rows else []
    return "\n\n".join([*(part for part in parts if part), "\n".join([f"Rows, version {decision.rule_version}", *rows])])


def _section(title: str, pairs: list[Pair]) -> str:
    if not pairs:
        return ""
    wide = min(_WIDE, max(len(said) for said, _ in pairs))
    return "\n".join([title, *(line for said, row_id in pairs for line in _two_columns(said, row_id, wide))])


def _two_columns(said: str, row_id: str, wide: int) -> Iterator[str]:
    indent = " " * (len(said) - len(said.lstrip()))
    lines = textwrap.wrap(said.strip(), wide - len(indent), subsequent_indent="  ") or [""]
    for at, line in enumerate(lines):
        yield f"  {indent + line:<{wide}}  {row_id if at == 0 else ''}".rstrip()


def _head(weighed: Weighed) -> str:
    decision, line, zone = weighed.decision, weighed.case.line, weighed.case.zone
    store, seller = words.STORES[decision.store], "a marketplace seller" if line.seller is Seller.MARKETPLACE else "the store"
    units = f"{decision.quantity} of {line.quantity}" if line.quantity > 1 else "one"
    facts = [("bought", line.purchased_at), ("shipped", line.shipped_at), ("delivered", line.delivered_at)]
    if line.delivered_at is None:
        facts.append(("promised for", line.promised_at))
    days = ", ".join(f"{name} {moment.astimezone(zone):%Y-%m-%d}" for name, moment in facts if moment)
    return "\n".join(
        [
            line.title,
            f"  {store} order {decision.order_number}, line {decision.line_no}: {units}, {words.spaced(line.category)}, "
            f"sold by {seller}",
            f"  {days}; decided {decision.decided_at.astimezone(zone):%Y-%m-%d}, reason: {words.spaced(decision.reason)}",
            "",
            f"  {_verdict(decision)}",
        ]
    )


def _verdict(decision: Decision) -> str:
    until = f" until {_day(decision.deadline)}" if decision.deadline and decision.opens_a_return else ""
    money = f", refund {decision.refund}" if decision.refund_to else ""
    return f"{words.spaced(decision.outcome).upper()}{until}{money}"


def _why(decision: Decision) -> Iterator[Pair]:
    for step in decision.steps:
        yield words.REASONS[step.because], step.rule_id or "the order itself"


def _last_day(day: Deadline | None, zone: str) -> Iterator[Pair]:
    if day is None:
        return
    yield f"{words.SINCE[day.since]} {day.start} + {(day.end - day.start).days} days = {day.end}", day.window_rule_id
    if day.season is not None:
        yield f"bought in the season: {day.season.deadline}, which is later", day.season.id
    yield f"{_day(day.day)} counts to its end, in {zone}", ""


def _refund(decision: Decision) -> Iterator[Pair]:
    if decision.refund_to is None:
        return
    wide = max(len(words.amount(money)) for money in (decision.refund, *(each.amount for each in decision.refund_lines)))
    for each in decision.refund_lines:
        of = f"  {decision.quantity} x {_each(decision)}" if each.part is Part.GOODS and decision.quantity > 1 else ""
        yield f"{each.part.value:<10} {words.amount(each.amount):>{wide}}{of}", each.rule_id or ""
    yield f"{'':<10} {'-' * wide}", ""
    to = f"{decision.refund.currency} to {words.spaced(decision.refund_to)}"
    yield (
        f"{'refund':<10} {words.amount(decision.refund):>{wide}}  {to}{'' if decision.giver_told else ', the giver is not told'}",
        "",
    )
    if decision.processing_time:
        yield f"issued {words.time(decision.processing_time)} after the goods have come", decision.processing_time.rule_id
    if decision.refund_time:
        yield f"paid {words.time(decision.refund_time)} after that", decision.refund_time.rule_id


def _each(decision: Decision) -> str:
    return words.amount(Money(decision.price.minor // decision.quantity, decision.price.currency))


def _fees(due: list[Charge], decision: Decision) -> Iterator[Pair]:
    for charge in due:
        yield words.fee(charge.rule), charge.rule.id
    for fee in decision.fees:
        yield f"{fee.amount} is kept{', the largest of them and never their sum' if len(due) > 1 else ''}", fee.rule_id


def _way_back(decision: Decision, book: RuleBook) -> Iterator[Pair]:
    for way in book.of(decision.store).methods:
        if way.id in decision.method_rule_ids:
            yield words.method(way), way.id
    if decision.return_by:
        yield f"handed over by {_day(decision.return_by)}", decision.return_by_rule_id or ""
    if decision.methods and decision.condition:
        yield f"condition: {decision.condition}", ""


def _day(day: date | None) -> str:
    return f"{day:%A, %Y-%m-%d}" if day else "-"


def document(weighed: Weighed, book: RuleBook) -> dict[str, Any]:
    """The decision as stored, with its derivation."""
    day = weighed.found.deadline
    return {
        **weighed.decision.to_document(),
        "derivation": {
            "deadline": _deadline_document(day) if day else None,
            "fees_due": [{"id": charge.rule.id, "percent": charge.percent} for charge in weighed.found.due],
            "rows": [row_document(one) for row_id in weighed.decision.rows if (one := book.row(row_id))],
        },
    }


def _deadline_document(day: Deadline) -> dict[str, Any]:
    return {
        "since": day.since,
        "start": day.start,
        "days": (day.end - day.start).days,
        "window_end": day.end,
        "season_end": day.season.deadline if day.season else None,
        "last_day": day.day,
        "known": day.known,
    }


def compared(stored: Decision, again: Decision, differing: tuple[str, ...]) -> str:
    """What became of a decision that was made again."""
    made = f"{stored.order_number}, line {stored.line_no}: {words.spaced(stored.outcome)} on {_moment(stored.decided_at)}"
    if not differing:
        return f"{made}\nMade again with the same rules ({stored.rule_version}): the same decision."
    rules = (
        f"Other rules are in force: {stored.rule_version} then, {again.rule_version} now."
        if "rule_version" in differing
        else f"The rules are the same ({stored.rule_version}), the decision is not."
    )
    rest = [name for name in differing if name != "rule_version"]
    if not rest:
        return f"{made}\n{rules} The decision would be the same."
    cells = ([name, getattr(stored, name), getattr(again, name)] for name in rest)
    return f"{made}\n{rules}\n{columns(cells, ('what differs', 'then', 'now'))}"


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
