"""The tools that prove whose order it is: a second fact, a one-time code. Each try is counted by the domain.

What is told before verification is the same whether or not there is such an order.
"""

from typing import Any

from returnflow.agents import hearing
from returnflow.agents.facts import order_card, return_facts
from returnflow.agents.given_away import is_given_away
from returnflow.agents.toolbox import Surroundings
from returnflow.conversation.moves import ToolResult
from returnflow.errors import NotAllowed
from returnflow.returns import codes, service
from returnflow.returns.contact import Channel
from returnflow.returns.model import Order, Store
from returnflow.returns.units import left
from returnflow.returns.zones import zone_of


def verify_caller(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """One counted try at a second fact. The answer for an unknown order is that for a wrong fact."""
    store, number = _asked_for(at)
    fact = _fact(at, store, number, arguments)
    tried = service.verify_caller(
        at.work, caller_key=at.state.caller.caller_key, store=store, order_number=number, fact=fact, now=at.now
    )
    told = {"outcome": tried.status.value, "tries_left": tried.tries_left, "code_helps": tried.code_helps}
    return ToolResult("verify_caller", told | (_opened(at, tried.order) if tried.order else {}))


def send_code(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """Send a code to the contact on file, and to no other."""
    store, number = _asked_for(at)
    sending = codes.send(
        at.work,
        caller_key=at.state.caller.caller_key,
        store=store,
        order_number=number,
        now=at.now,
        verified=at.state.case.verified,
        prefer=Channel(arguments["prefer"]) if arguments.get("prefer") else None,
    )
    return ToolResult("send_code", {"outcome": sending.status.value, "to": sending.to, "wait_s": sending.wait_s})


def check_code(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """One counted try at the code that was sent: its digits exactly, never by their sound."""
    store, number = _asked_for(at)
    checked = codes.check(
        at.work,
        caller_key=at.state.caller.caller_key,
        store=store,
        order_number=number,
        code=str(arguments.get("code") or ""),
        now=at.now,
    )
    told = {"outcome": checked.status.value, "tries_left": checked.tries_left}
    return ToolResult("check_code", told | (_opened(at, checked.order) if checked.order else {}))


def has_passed(at: Surroundings, order: Order) -> bool:
    """Whether this call's caller has given a right code for the order, by the call and by the records."""
    by_record = codes.passed(
        at.work, caller_key=at.state.caller.caller_key, store=order.store, order_number=order.number, now=at.now
    )
    return at.state.case.proof.passed and by_record


def _asked_for(at: Surroundings) -> tuple[Store, str]:
    store, number = at.state.store, at.state.order_number
    if store is None or number is None:
        raise NotAllowed("no order number was given", field="order_number")
    return store, number


def _fact(at: Surroundings, store: Store, number: str, arguments: dict[str, Any]) -> service.Fact:
    """The fact as said, or as it is on record when it sounds like that; marked when the desk said it first."""
    customer = hearing.customer_of(at.work, store, number)
    if arguments.get("zip"):
        kind, value = service.FactKind.ZIP, hearing.zip_meant(str(arguments["zip"]), at.heard, customer)
    else:
        said = str(arguments.get("last_name") or "")
        kind, value = service.FactKind.LAST_NAME, hearing.name_meant(said, at.heard, customer)
    return service.Fact(kind, value, is_given_away(at.state.conversation_history, kind, value))


def _opened(at: Surroundings, order: Order) -> dict[str, Any]:
    """What the caller may know now."""
    returns = at.work.returns.for_order(order.store, order.number)
    return {
        "order_number": order.number,
        "zone": zone_of(order.customer.zip).key,
        "lines": order.lines,
        "returned": tuple(line.line_no for line in order.lines if not left(line, returns)),
        "made": tuple(return_facts(made) for made in returns),
        "card": order_card(order),
    }
