"""Why an item does not come back, or not without a person: the words that fit the reason, and the offer of a person."""

from returnflow.conversation.moves import Move
from returnflow.dialogue.flows.absorb import STORE_NAMES
from returnflow.dialogue.flows.asking import offer_a_person
from returnflow.dialogue.flows.call import Call
from returnflow.dialogue.flows.telling import decision_card, sources_of
from returnflow.dialogue.phrasing import ear
from returnflow.returns.model import Because, Decision, Outcome

PERSON: tuple[tuple[frozenset[Because], str], ...] = (
    (frozenset({Because.CLAIM}), "needs_person_claim"),
    (frozenset({Because.BUNDLE_TOGETHER}), "needs_person_bundle"),
    (frozenset({Because.ORIGIN_UNKNOWN}), "needs_person_origin"),
    (frozenset({Because.FEE_NOT_FIXED}), "needs_person_fee"),
    (frozenset({Because.NO_WAY_BACK}), "needs_person_way"),
    (frozenset({Because.WARRANTY}), "needs_person_warranty"),
    (frozenset({Because.SELLER_FAULT, Because.WINDOW_OVER}), "needs_person_late_fault"),
    (frozenset({Because.SELLER_FAULT, Because.CATEGORY_NOT_RETURNABLE}), "needs_person_fault"),
    (frozenset({Because.SELLER_MAY_ALLOW_LONGER}), "needs_person_longer"),
    (frozenset({Because.DELIVERY_UNKNOWN, Because.WINDOW_OVER}), "needs_person_delivery"),
)
"""What is told when all of the reasons are there; the first that fits. Without any, only that a person decides."""
REFUSED: tuple[tuple[frozenset[Because], str], ...] = (
    (frozenset({Because.REFUNDED_ALREADY}), "refused_refunded"),
    (frozenset({Because.WINDOW_OVER}), "refused_window"),
)


def refusal(call: Call, decision: Decision) -> Move:
    """Why not, with the rule behind it, and a person who may decide otherwise."""
    call.show("decision", **decision_card(decision))
    if decision.outcome is Outcome.NEEDS_A_PERSON:
        _tell(call, decision, PERSON, "needs_person")
        return offer_a_person(call, "needs_a_person")
    call.case(refused=True)
    _tell(call, decision, REFUSED, "refused_category")
    return offer_a_person(call, "refused")


def _tell(call: Call, decision: Decision, known: tuple[tuple[frozenset[Because], str], ...], otherwise: str) -> None:
    found = frozenset(decision.reasons)
    key = next((key for reasons, key in known if reasons <= found), otherwise)
    store = ear.text(STORE_NAMES[decision.store])
    if decision.deadline is None:
        call.say(key, sources=sources_of(decision), store=store)
    else:
        call.say(key, sources=sources_of(decision), store=store, deadline=ear.day(decision.deadline, call.today))
