"""The tools of the six agents: thin wrappers on the domain's services. Each looks everything up again and checks it again.

What a brain hands in is a proposal; order, customer, decision and amounts come from the records.
"""

from dataclasses import replace
from typing import Any

from returnflow.agents.facts import return_facts
from returnflow.agents.policy import policy_answer
from returnflow.agents.proving import check_code, has_passed, send_code, verify_caller
from returnflow.agents.toolbox import Kind, Outside, SlowTool, Surroundings, Tool
from returnflow.conversation.moves import ToolResult
from returnflow.errors import NotAllowed, NotFound
from returnflow.handoff import callbacks, queue
from returnflow.returns import service
from returnflow.returns.contact import chosen, masked
from returnflow.returns.deciding import Asked, Book, Judged, judge
from returnflow.returns.model import FiledBy, Handling, LabelState, Order, Reason


def decide_return(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """What the rules say about one line for one reason, as of now."""
    order = _verified_order(at)
    found = _judged(at, order, Asked(arguments["line_no"], arguments["quantity"], Reason(arguments["reason"])))
    contact = chosen(order.customer)
    data = {
        "decision": found.decisions[0],
        "risk": found.risk,
        "handling": found.handling,
        "needs_code": found.needs_code,
        "to": masked(contact) if contact else None,
    }
    return ToolResult("decide_return", data)


def open_return(at: Surroundings, arguments: dict[str, Any]) -> ToolResult:
    """Create the return. Keyed by nature: asking twice gives the one that exists."""
    order = _verified_order(at)
    wanted = Asked(arguments["line_no"], arguments["quantity"], Reason(arguments["reason"]))
    found = _judged(at, order, wanted)
    if not _as_told(at, found):
        raise NotAllowed("the rules give something else by now than what the caller agreed to", fix="sum up again and ask again")
    if found.handling is Handling.PERSON:
        raise NotAllowed("a person has to look at this return first")
    if found.needs_code and not has_passed(at, order):
        raise NotAllowed("this return needs a one-time code or a person")
    made = service.open_return(
        at.work,
        call_id=at.state.session_id,
        order=order,
        line_no=wanted.line_no,
        quantity=wanted.quantity,
        reason=wanted.reason,
        decision=found.decisions[0],
        method=None,
        now=at.now,
        handling=found.handling,
        risk_score=found.risk.score,
        risk_signals=found.risk.ids,
        filed_by=FiledBy.VOICE_AGENT,
    )
    return ToolResult("open_return", {"made": return_facts(made)})


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
        Tool("send_code", Kind.WRITE, send_code, needs_yes=True),
        Tool("check_code", Kind.COUNTED, check_code),
        Tool("decide_return", Kind.READ, decide_return),
        Tool("policy_answer", Kind.READ, policy_answer),
        Tool("open_return", Kind.WRITE, open_return, needs_yes=True),
        SlowTool("issue_label", issue_label),
        Tool("request_person", Kind.WRITE, request_person),
        Tool("add_callback", Kind.WRITE, add_callback, needs_yes=True),
        Tool("stop_recording", Kind.WRITE, stop_recording),
    )
}


def _verified_order(at: Surroundings) -> Order:
    state = at.state
    if not state.case.verified or state.store is None or state.order_number is None:
        raise NotAllowed("the caller is not verified for an order")
    order = service.find_order(at.work, state.store, state.order_number)
    if order is None:
        raise NotFound("the verified order is gone", field="order_number")
    return order


def _judged(at: Surroundings, order: Order, wanted: Asked) -> Judged:
    """A call is about one line at a time."""
    return judge(at.work, order, [wanted], Book(at.rules, at.risk), at.now, change_of_contact=at.state.case.wants_change)


def _as_told(at: Surroundings, found: Judged) -> bool:
    """Whether the caller said yes to just this."""
    told, decision = at.state.case.decision, found.decisions[0]
    if told is None or found.handling is not at.state.case.handling:
        return False
    return (decision.refund, decision.outcome, decision.quantity) == (told.refund, told.outcome, told.quantity)
