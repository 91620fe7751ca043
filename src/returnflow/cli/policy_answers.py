"""Answers to questions of policy as sentences for a terminal. Every figure comes from the answer, and so from its rows."""

from collections.abc import Callable, Iterator

from returnflow.cli import policy_words as words
from returnflow.returns.model import Outcome
from returnflow.returns.policy import Answer, Question

NO_ROW = "No row says anything about that."
_BY_KIND = (Question.HOW_LONG, Question.WHAT_CONDITION, Question.RESTOCKING_FEE, Question.EXCHANGE, Question.HOLIDAY)


def sentences(found: Answer) -> list[str]:
    """What to tell; the last resort is that no row speaks of it."""
    told = [*_TELL.get(found.question, _terms)(found)]
    if found.assumed and found.question in _BY_KIND:
        told.append("(No kind of item was recognised, so this is the usual rule.)")
    return told or [NO_ROW]


def _how_long(found: Answer) -> Iterator[str]:
    if found.days is None or found.anchor is None:
        yield from _outcome(found)
        return
    least = "at least " if found.at_least else ""
    yield f"{least}{found.days} days from {words.spaced(found.anchor)}, the last day included.".capitalize()
    if found.outcome is Outcome.EXCHANGE_ONLY:
        yield from _outcome(found)
    yield from (f"{words.fee_due(fee).capitalize()}." for fee in found.fees)
    if found.season_until:
        yield f"Bought in the season, so until {found.season_until} when that is later."
    if found.condition:
        yield f"Condition: {found.condition}."


def _outcome(found: Answer) -> Iterator[str]:
    said = {
        Outcome.NOT_RETURNABLE: "This kind of item cannot be returned, unless something is wrong with it.",
        Outcome.NEEDS_A_PERSON: "A person has to say.",
        Outcome.EXCHANGE_ONLY: "It can be exchanged, not refunded.",
    }
    if found.outcome in said:
        yield said[found.outcome]


def _cost(found: Answer) -> Iterator[str]:
    if found.free and not found.fees:
        yield "Nothing is kept back."
    elif found.free:
        yield "There is a free way."
    yield from (f"{words.fee_due(fee).capitalize()}." for fee in found.fees)
    yield from _terms(found)


def _condition(found: Answer) -> Iterator[str]:
    if found.condition:
        yield f"{found.condition.capitalize()}."
    yield from _terms(found)


def _ways(found: Answer) -> Iterator[str]:
    yield from (f"{words.method(way)}." for way in found.ways)
    if not found.ways:
        yield from _outcome(found)


def _when(found: Answer) -> Iterator[str]:
    if found.processing:
        yield f"It is issued {words.time(found.processing)} after the goods have come."
    if found.refund:
        yield f"To {words.spaced(found.refund.tender)} it then takes {words.time(found.refund)}."
    yield from _terms(found)


def _where(found: Answer) -> Iterator[str]:
    if found.rule_ids:
        yield "To what was paid with."
    yield from _terms(found)


def _holiday(found: Answer) -> Iterator[str]:
    for season in found.seasons:
        unsure = ", which nobody has confirmed yet" if season.unconfirmed else ""
        yield f"Bought {season.in_force.first} to {season.in_force.last}: until {season.deadline} when that is later{unsure}."
    if not found.seasons:
        yield "No season extends it."


def _exchange(found: Answer) -> Iterator[str]:
    if found.outcome is Outcome.EXCHANGE_ONLY:
        yield f"Once opened it can only be exchanged{f', {found.condition}' if found.condition else ''}."
    yield from _terms(found)


def _terms(found: Answer) -> Iterator[str]:
    yield from (f"{term.says[0].upper()}{term.says[1:]}." for term in found.terms)


_TELL: dict[Question, Callable[[Answer], Iterator[str]]] = {
    Question.HOW_LONG: _how_long,
    Question.IS_IT_FREE: _cost,
    Question.RESTOCKING_FEE: _cost,
    Question.WHO_PAYS_SHIPPING: _cost,
    Question.WHAT_IF_LATE: _cost,
    Question.WHAT_IF_DAMAGED: _cost,
    Question.WHAT_CONDITION: _condition,
    Question.HOW_TO_SEND: _ways,
    Question.WHEN_REFUNDED: _when,
    Question.WHERE_REFUNDED: _where,
    Question.HOLIDAY: _holiday,
    Question.EXCHANGE: _exchange,
}
