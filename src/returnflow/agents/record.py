"""What of a turn goes into the timeline, and in which form: facts and ids, no proof that a caller gave."""

from dataclasses import replace
from typing import Any, Protocol

from returnflow.conversation.hearing import Heard
from returnflow.conversation.moves import ToolResult
from returnflow.records.redaction import never_kept
from returnflow.returns.model import Decision

_SECRET = ("zip", "last_name", "contact", "code")


class Sink(Protocol):
    """Takes timeline items."""

    def add(self, item: str, /, **data: Any) -> None:
        """One more item."""
        ...


def storable(heard: Heard) -> Heard:
    """What was heard without card and social security numbers: the brain never sees them, so it cannot repeat or save them."""
    text = never_kept(heard.text)
    return heard if text == heard.text else replace(heard, text=text, ears=None)


def masked(arguments: dict[str, Any]) -> dict[str, Any]:
    """A tool's arguments for the record: what proves the caller's identity is only named."""
    return {name: "given" if name in _SECRET and value else _plain(value) for name, value in arguments.items()}


def told(events: Sink, result: ToolResult) -> None:
    """A tool's result, and the item of its own that some results make."""
    data = result.data
    events.add("tool_result", tool=result.tool, error=result.error, result=_summary(result))
    if result.error:
        return
    decision = data.get("decision")
    if isinstance(decision, Decision):
        events.add("decision", rule_ids=list(decision.rule_ids), inputs=_inputs(decision), outcome=decision.outcome.value)
    if result.tool == "request_person":
        events.add("handoff_requested", handoff_id=data["request_id"], reason=data["reason"])
    if result.tool == "issue_label" and data["made"].label_file:
        events.add("label_issued", rma=data["made"].rma, file=data["made"].label_file)
    if result.tool == "stop_recording":
        events.add("consent", recording=False, asked_by="caller")


def _summary(result: ToolResult) -> dict[str, Any]:
    data = result.data
    if result.tool in ("verify_caller", "check_code"):
        return {"outcome": data.get("outcome"), "tries_left": data.get("tries_left")}
    if result.tool == "send_code":
        return {"outcome": data.get("outcome")}
    if result.tool == "decide_return" and "decision" in data:
        risk = data["risk"]
        return {
            "outcome": data["decision"].outcome.value,
            "needs_code": data["needs_code"],
            "handling": data["handling"].value,
            "risk": {"score": risk.score, "signals": list(risk.ids)},
        }
    if "made" in data:
        return {"rma": data["made"].rma, "label": data["made"].label_file}
    return {name: _plain(value) for name, value in data.items() if name != "answers"} | (
        {"rule_ids": [list(sources) for _, _, sources in data["answers"]]} if "answers" in data else {}
    )


def _inputs(decision: Decision) -> dict[str, Any]:
    return {
        "store": decision.store.value,
        "order_number": decision.order_number,
        "line_no": decision.line_no,
        "quantity": decision.quantity,
        "reason": decision.reason.value,
        "at": decision.decided_at.isoformat(),
        "rule_version": decision.rule_version,
        "refund_minor": decision.refund.minor,
        "deadline": decision.deadline.isoformat() if decision.deadline else None,
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
