"""Answers to simple questions about policy: the facts a sentence needs and the rows they come from. No wording, no order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from returnflow.returns.model import Method, Outcome, Seller, Store, Tender
from returnflow.returns.policy.rows import (
    About,
    Anchor,
    FeeRule,
    MethodRule,
    ProcessingRule,
    RefundTimeRule,
    SeasonRule,
    TermRule,
    Trigger,
    WindowRule,
)
from returnflow.returns.policy.rulebook import DEFAULT, RuleBook, StoreRules


class Question(StrEnum):
    """What can be answered without knowing an order."""

    HOW_LONG = "how_long"
    IS_IT_FREE = "is_it_free"
    WHAT_CONDITION = "what_condition"
    HOW_TO_SEND = "how_to_send"
    WHEN_REFUNDED = "when_refunded"
    WHERE_REFUNDED = "where_refunded"
    RESTOCKING_FEE = "restocking_fee"
    WHO_PAYS_SHIPPING = "who_pays_shipping"
    HOLIDAY = "holiday"
    RECEIPT = "receipt"
    EXCHANGE = "exchange"
    GIFT = "gift"
    WHAT_IF_LATE = "what_if_late"
    WHAT_IF_DAMAGED = "what_if_damaged"
    MAY_I_KEEP_IT = "may_i_keep_it"
    COUPON = "coupon"
    BUNDLE = "bundle"
    WARRANTY = "warranty"
    CLAIM = "claim"
    WHERE_TO_START = "where_to_start"


@dataclass(frozen=True, slots=True)
class Answer:
    """The facts. `assumed` is True when the words named no category and the store's usual rule was taken.

    Only what the question is about is filled: `days`, `anchor`, `season_until` for how long, with the `fees` of an opened item;
    `free`, `fees` and `fee_percent` (the largest that may be kept; None with a fee means that no row fixes it) for the cost;
    `condition`; `methods`, `ways`; `refund` and `processing` (least, most, unit); `refund_to`; `seasons`; `terms` in the rows'
    words. An answer that no row gives has no `rule_ids`.
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
    fees: tuple[FeeRule, ...] = ()
    ways: tuple[MethodRule, ...] = ()
    processing: ProcessingRule | None = None
    refund_to: Tender | None = None
    seasons: tuple[SeasonRule, ...] = ()
    terms: tuple[TermRule, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a question is about, with the row found for it. `on` is the day of purchase."""

    rule: WindowRule
    store: StoreRules
    category: str
    seller: Seller
    tender: Tender
    on: date
    opened: bool = False

    def fees(self, *triggers: Trigger, days_late: int = 0) -> tuple[FeeRule, ...]:
        """The fees that those triggers make due."""
        return tuple(self.store.due_fees(self.category, self.seller, self.on, triggers, days_late=days_late))

    def terms(self, *about: About) -> tuple[TermRule, ...]:
        """The terms about those."""
        return tuple(term for each in about for term in self.store.terms_about(each, self.seller, self.on))


def answer(
    rules: RuleBook,
    store: Store,
    about: str | None,
    question: Question,
    on: date,
    *,
    seller: Seller = Seller.STORE,
    tender: Tender = Tender.CREDIT_CARD,
    opened: bool = False,
) -> Answer | None:
    """The facts for something bought on that day; `about` is a category or the caller's words. None when no row is in force.

    The words are searched for a kind of item only; what else they say (question, seller, tender, opened) `asked` finds.
    """
    of_store = rules.of(store)
    category = _category(of_store, about)
    rule = of_store.window(category or DEFAULT, seller, on, opened=opened)
    if rule is None:
        return None
    base = Answer(question, store, category or DEFAULT, category is None, rule.outcome, (rule.id,))
    return _FACTS[question](base, _Asked(rule, of_store, base.category, seller, tender, on, opened))


def _category(of_store: StoreRules, about: str | None) -> str | None:
    if about is None:
        return None
    return about if about in of_store.by_category else of_store.category_for(about)


def _how_long(base: Answer, at: _Asked) -> Answer:
    rule = at.rule
    season = at.store.season(base.category, at.seller, at.on) if rule.season and rule.days is not None else None
    fees = at.fees(Trigger.OPENED) if at.opened and rule.days is not None else ()
    return replace(
        base,
        days=rule.days,
        anchor=rule.anchor,
        at_least=rule.minimum,
        condition=rule.condition,
        season_until=season.deadline if season else None,
        fees=fees,
        rule_ids=(rule.id, *((season.id,) if season else ()), *(fee.id for fee in fees)),
    )


def _is_it_free(base: Answer, at: _Asked) -> Answer:
    ways = at.store.ways_back(at.on, seller=at.seller)
    return _priced(base, at.fees(), (ways[0].id,) if ways else (at.rule.id,))


def _restocking_fee(base: Answer, at: _Asked) -> Answer:
    """What an opened item costs, which is what people mean by it; besides what every return of its kind does."""
    return _priced(base, at.fees(Trigger.OPENED), (at.rule.id,))


def _what_if_late(base: Answer, at: _Asked) -> Answer:
    fees = tuple(fee for fee in at.store.fees if fee.trigger is Trigger.LATE)
    due = tuple(fee for fee in fees if fee.covers(base.category, at.seller, at.on))
    return _priced(base, due, (at.store.hand_over.id,))


def _what_if_damaged(base: Answer, at: _Asked) -> Answer:
    return _priced(base, at.fees(Trigger.DAMAGED_BY_CUSTOMER), (at.store.fault.id,))


def _priced(base: Answer, fees: tuple[FeeRule, ...], besides: tuple[str, ...]) -> Answer:
    """Free, or the largest per cent that may be kept; the fees' rows, then those that hold besides."""
    percent = max((fee.percent or fee.at_most or 0 for fee in fees), default=0)
    return replace(base, free=not fees, fee_percent=percent or None, fees=fees, rule_ids=(*(fee.id for fee in fees), *besides))


def _what_condition(base: Answer, at: _Asked) -> Answer:
    return _told(replace(base, condition=at.rule.condition), at.terms(About.PACKING), (at.rule.id,))


def _how_to_send(base: Answer, at: _Asked) -> Answer:
    if at.rule.outcome is Outcome.NOT_RETURNABLE:
        return base
    ways = at.store.ways_back(at.on, seller=at.seller)
    methods = tuple(dict.fromkeys(way.method for way in ways if not way.limited))
    return replace(base, methods=methods, ways=ways, rule_ids=tuple(way.id for way in ways))


def _when_refunded(base: Answer, at: _Asked) -> Answer:
    refund = at.store.refund_time(at.tender, at.on)
    processing = at.store.processing_time(at.seller, at.on)
    ids = tuple(row.id for row in (refund, processing) if row)
    early = at.terms(About.ADVANCE_REFUND)
    return _told(replace(base, refund=refund, processing=processing), early, ids if refund else (at.rule.id,))


def _where_refunded(base: Answer, at: _Asked) -> Answer:
    return _told(replace(base, refund_to=at.tender), at.terms(About.RECEIPT, About.TENDER_GONE), ())


def _who_pays_shipping(base: Answer, at: _Asked) -> Answer:
    """The way back (free unless every return of the kind costs something; `fees` are for the dear ways), and the way out."""
    priced = _priced(base, at.fees(Trigger.BULKY, Trigger.PAID_METHOD, Trigger.MANY_RETURNS), ())
    return _told(replace(priced, free=not at.fees()), at.terms(About.RETURN_COST, About.DELIVERY_COST), priced.rule_ids)


def _holiday(base: Answer, at: _Asked) -> Answer:
    """Seasons that are on, or still to come, for this kind of item."""
    seasons = tuple(
        season for season in at.store.seasons if season.covers(base.category, at.seller, max(at.on, season.in_force.first))
    )
    kept = seasons if at.rule.season and at.rule.days is not None else ()
    until = kept[0].deadline if kept and kept[0].in_force.on(at.on) else None
    return replace(base, seasons=kept, season_until=until, rule_ids=tuple(s.id for s in kept) or (at.rule.id,))


def _exchange(base: Answer, at: _Asked) -> Answer:
    """Whether only an exchange is possible for an opened one, and what replacements mean."""
    opened = at.store.window(base.category, at.seller, at.on, opened=True)
    rule = opened if opened and opened.outcome is Outcome.EXCHANGE_ONLY else at.rule
    return _told(replace(base, outcome=rule.outcome, condition=rule.condition), at.terms(About.REPLACEMENT), (rule.id,))


def _gift(base: Answer, at: _Asked) -> Answer:
    terms = at.terms(About.GIFT)
    return _told(replace(base, refund_to=terms[0].pays_to if terms else None), terms, ())


_Fill = Callable[[Answer, _Asked], Answer]


def _terms_on(*about: About) -> _Fill:
    return lambda base, at: _told(base, at.terms(*about), ())


def _told(base: Answer, terms: tuple[TermRule, ...], ids: tuple[str, ...]) -> Answer:
    return replace(base, terms=terms, rule_ids=(*ids, *(term.id for term in terms)))


_FACTS: dict[Question, _Fill] = {
    Question.HOW_LONG: _how_long,
    Question.IS_IT_FREE: _is_it_free,
    Question.WHAT_CONDITION: _what_condition,
    Question.HOW_TO_SEND: _how_to_send,
    Question.WHEN_REFUNDED: _when_refunded,
    Question.WHERE_REFUNDED: _where_refunded,
    Question.RESTOCKING_FEE: _restocking_fee,
    Question.WHO_PAYS_SHIPPING: _who_pays_shipping,
    Question.HOLIDAY: _holiday,
    Question.RECEIPT: _terms_on(About.RECEIPT, About.NO_RECEIPT, About.GIFT),
    Question.EXCHANGE: _exchange,
    Question.GIFT: _gift,
    Question.WHAT_IF_LATE: _what_if_late,
    Question.WHAT_IF_DAMAGED: _what_if_damaged,
    Question.MAY_I_KEEP_IT: _terms_on(About.KEEP_IT),
    Question.COUPON: _terms_on(About.PROMOTION),
    Question.BUNDLE: _terms_on(About.BUNDLE),
    Question.WARRANTY: _terms_on(About.WARRANTY),
    Question.CLAIM: _terms_on(About.CLAIM, About.SELLER_DUTY),
    Question.WHERE_TO_START: _terms_on(About.WHERE_TO_START),
}
