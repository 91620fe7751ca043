"""Answers to simple questions about policy: the facts a sentence needs and the rows they come from. No wording, no order."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from returnflow.returns.model import Method, Outcome, Seller, Store, Tender
from returnflow.returns.policy.rows import Anchor, RefundTimeRule, SeasonRule, WindowRule
from returnflow.returns.policy.rulebook import DEFAULT, RuleBook, StoreRules


class Question(StrEnum):
    """What can be answered without knowing an order."""

    HOW_LONG = "how_long"
    IS_IT_FREE = "is_it_free"
    WHAT_CONDITION = "what_condition"
    HOW_TO_SEND = "how_to_send"
    WHEN_REFUNDED = "when_refunded"


@dataclass(frozen=True, slots=True)
class Answer:
    """The facts. `assumed` is True when the words named no category and the store's usual rule was taken.

    Only what the question is about is filled: `days`, `anchor`, `season_until` for how long; `free` and `fee_percent` for the
    cost; `condition`; `methods`; `refund` (least, most, unit) by tender.
    """

    question: Question
    store: Store
    category: str
    assumed: bool
    outcome: Outcome
    rule_ids: tuple[str, ...]
    days: int | None = None
    anchor: Anchor | None = None
    at_least: bool = False
    season_until: date | None = None
    free: bool | None = None
    fee_percent: int | None = None
    condition: str = ""
    methods: tuple[Method, ...] = ()
    refund: RefundTimeRule | None = None


def answer(
    rules: RuleBook,
    store: Store,
    about: str | None,
    question: Question,
    on: date,
    *,
    seller: Seller = Seller.STORE,
    tender: Tender = Tender.CREDIT_CARD,
) -> Answer | None:
    """The facts for something bought on that day; `about` is a category or the caller's words. None when no row is in force."""
    of_store = rules.of(store)
    category = _category(of_store, about)
    rule = of_store.window(category or DEFAULT, seller, on)
    if rule is None:
        return None
    base = Answer(question, store, category or DEFAULT, category is None, rule.outcome, (rule.id,))
    return _FACTS[question](base, rule, of_store, seller, tender, on)


def _category(of_store: StoreRules, about: str | None) -> str | None:
    if about is None:
        return None
    return about if about in of_store.categories else of_store.category_for(about)


def _how_long(base: Answer, rule: WindowRule, store: StoreRules, seller: Seller, _t: Tender, on: date) -> Answer:
    season: SeasonRule | None = store.season(base.category, seller, on) if rule.season and rule.days is not None else None
    return replace(
        base,
        days=rule.days,
        anchor=rule.anchor,
        at_least=rule.minimum,
        condition=rule.condition,
        season_until=season.deadline if season else None,
        rule_ids=(rule.id, season.id) if season else (rule.id,),
    )


def _is_it_free(base: Answer, rule: WindowRule, store: StoreRules, seller: Seller, _t: Tender, on: date) -> Answer:
    fees = store.due_fees(base.category, seller, on, ())
    ways = store.ways_back()
    first = ways[0] if ways else None
    percent = max((fee.percent or fee.at_most or 0 for fee in fees), default=0)
    ids = (*(fee.id for fee in fees), *((first.id,) if first else ()))
    return replace(base, free=not fees, fee_percent=percent or None, rule_ids=ids or (rule.id,))


def _what_condition(base: Answer, rule: WindowRule, _s: StoreRules, _x: Seller, _t: Tender, _on: date) -> Answer:
    return replace(base, condition=rule.condition)


def _how_to_send(base: Answer, rule: WindowRule, store: StoreRules, _x: Seller, _t: Tender, _on: date) -> Answer:
    if rule.outcome is Outcome.NOT_RETURNABLE:
        return base
    ways = store.ways_back()
    return replace(base, methods=tuple(way.method for way in ways), rule_ids=tuple(way.id for way in ways))


def _when_refunded(base: Answer, rule: WindowRule, store: StoreRules, _x: Seller, tender: Tender, _on: date) -> Answer:
    refund = store.refund_time(tender)
    return replace(base, refund=refund, rule_ids=(refund.id,) if refund else (rule.id,))


_FACTS = {
    Question.HOW_LONG: _how_long,
    Question.IS_IT_FREE: _is_it_free,
    Question.WHAT_CONDITION: _what_condition,
    Question.HOW_TO_SEND: _how_to_send,
    Question.WHEN_REFUNDED: _when_refunded,
}
