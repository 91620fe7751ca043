"""The tools of the six agents: thin wrappers on the domain's services. Each looks everything up again and checks it again.

What a brain hands in is a proposal; order, customer, decision and amounts come from the records.
"""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from returnflow.agents import hearing
from returnflow.agents.policy import policy_answer
from returnflow.agents.toolbox import Kind, Outside, SlowTool, Surroundings, Tool
from returnflow.conversation.facts import ReturnFacts
from returnflow.conversation.moves import ToolResult
from returnflow.errors import NotAllowed, NotFound
from returnflow.handoff import callbacks, queue
from returnflow.returns import service
from returnflow.returns.model import Decision, LabelState, Order, Reason, Return
from returnflow.returns.units import left
from returnflow.returns.zones import zone_of


def verify_caller(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """One counted try at a second fact. The answer for an unknown order is that for a wrong fact."""
    store, number = at.state.store, at.state.order_number
    if store is None or number is None:
        raise NotAllowed("no order number was given", field="order_number")
    fact = _fact(at, arguments)
    tried = service.verify_caller(
        at.work, caller_key=at.state.caller.caller_key, store=store, order_number=number, fact=fact, now=at.now
    )
    if tried.order is None:
        return ToolResult("verify_caller", {"outcome": tried.status.value, "tries_left": tried.tries_left})
    order = tried.order
    gone = [line.line_no for line in order.lines if not left(line, at.work.returns.for_order(store, number))]
    data = {
        "outcome": tried.status.value,
        "order_number": order.number,
        "zone": zone_of(order.customer.zip).key,
        "lines": order.lines,
        "returned": tuple(gone),
        "made": tuple(_facts(made) for made in at.work.returns.for_order(store, order.number)),
        "card": _order_card(order),
    }
    return ToolResult("verify_caller", data)


def decide_return(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """What the rules say about one line for one reason, as of now."""
    order = _verified_order(at)
    decision = _decision(at, order, arguments["line_no"], Reason(arguments["reason"]), arguments["quantity"])
    code = decision.opens_a_return and service.needs_code(decision.refund, at.settings.verification_code_above)
    return ToolResult("decide_return", {"decision": decision, "needs_code": code})


def open_return(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """Create the return. Keyed by nature: asking twice gives the one that exists."""
    order = _verified_order(at)
    line_no, reason, quantity = arguments["line_no"], Reason(arguments["reason"]), arguments["quantity"]
    decision = _decision(at, order, line_no, reason, quantity)
    told = at.state.case.decision
    if told is None or (decision.refund, decision.outcome, decision.quantity) != (told.refund, told.outcome, told.quantity):
        raise NotAllowed("the rules give something else by now than what the caller agreed to", fix="sum up again and ask again")
    if service.needs_code(decision.refund, at.settings.verification_code_above):
        raise NotAllowed("a refund this large needs a one-time code or a person")
    made = service.open_return(
        at.work,
        call_id=at.state.session_id,
        order=order,
        line_no=line_no,
        quantity=quantity,
        reason=reason,
        decision=decision,
        method=None,
        now=at.now,
    )
    return ToolResult("open_return", {"made": _facts(made)})


def issue_label(outside: Outside, arguments: dict[str, Any]) -> ToolResult:
    """Make the label, have it read back, release it. Only for the return of this call."""
    made = outside.state.case.made
    if made is None or made.rma != arguments["rma"]:
        raise NotAllowed("this call has made no such return", field="rma")
    label = service.issue_label(outside.database.begin, outside.labels, made.rma, outside.now)
    file = label.file or "" if label.state is LabelState.RELEASED else ""
    return ToolResult("issue_label", {"made": replace(made, label_file=file), "carrier": label.carrier})


def request_person(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """A place in the queue, with summary and state; the caller asked, or a rule requires it. Asking twice keeps the place."""
    row = queue.request(at.work, at.state, str(arguments["reason"]), at.now)
    return ToolResult("request_person", {"request_id": row, "reason": arguments["reason"]})


def add_callback(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """A promise to call back on the number that the caller has just confirmed."""
    if arguments["contact"] != at.state.handoff.contact:
        raise NotAllowed("that number was not read back to the caller", field="contact")
    return ToolResult("add_callback", {"callback_id": callbacks.add(at.work, at.state.session_id, arguments["contact"], at.now)})


def stop_recording(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """The call is not recorded from now on; whoever records deletes what there is."""
    at.work.calls.set_recording(at.state.session_id, False)
    return ToolResult("stop_recording", {"recording": False})


TOOLS: dict[str, Tool | SlowTool] = {
    tool.name: tool
    for tool in (
        Tool("verify_caller", Kind.COUNTED, verify_caller),
        Tool("decide_return", Kind.READ, decide_return),
        Tool("policy_answer", Kind.READ, policy_answer),
        Tool("open_return", Kind.WRITE, open_return, needs_yes=True),
        SlowTool("issue_label", issue_label),
        Tool("request_person", Kind.WRITE, request_person),
        Tool("add_callback", Kind.WRITE, add_callback, needs_yes=True),
        Tool("stop_recording", Kind.WRITE, stop_recording),
    )
}


def _fact(at: Surroundings, arguments: dict[str, Any]) -> service.Fact:
    """The fact as said, or as it is on record when it sounds like that."""
    store, number = at.state.store, at.state.order_number
    assert store is not None
    assert number is not None
    customer = hearing.customer_of(at.work, store, number)
    if arguments.get("zip"):
        said = str(arguments["zip"])
        return service.Fact(service.FactKind.ZIP, hearing.zip_meant(said, at.heard, customer))
    said = str(arguments.get("last_name") or "")
    return service.Fact(service.FactKind.LAST_NAME, hearing.name_meant(said, at.heard, customer))


def _verified_order(at: Surroundings) -> Order:
    state = at.state
    if not state.case.verified or state.store is None or state.order_number is None:
        raise NotAllowed("the caller is not verified for an order")
    order = service.find_order(at.work, state.store, state.order_number)
    if order is None:
        raise NotFound("the verified order is gone", field="order_number")
    return order


def _decision(at: Surroundings, order: Order, line_no: int, reason: Reason, quantity: int) -> Decision:
    zone: ZoneInfo = zone_of(order.customer.zip)
    return service.decide(order.line(line_no), reason, at.rules, at.now, zone, quantity=quantity)


def _facts(made: Return) -> ReturnFacts:
    line = made.lines[0]
    return ReturnFacts(
        rma=made.rma,
        line_no=line.line_no,
        item=line.item,
        refund=made.refund.amount,
        method=made.method,
        return_by=made.return_by,
        drop_off_code=made.drop_off_code,
    )


def _order_card(order: Order) -> dict[str, Any]:
    return {
        "store": order.store.value,
        "order_number": order.number,
        "purchased": order.purchased_at.date().isoformat(),
        "items": [{"line_no": line.line_no, "name": line.short_name, "title": line.title} for line in order.lines],
    }
