"""How a simulated call is told when it is over: the JSON of `returnflow call`, closing lines for a person, the exit code."""

from pathlib import Path

import typer

from returnflow import bootstrap
from returnflow.cli.onlooker import Onlooker
from returnflow.cli.output import as_json
from returnflow.returns.model import Return
from returnflow.settings import Settings
from returnflow.simulate.result import CREATED, CallResult
from returnflow.simulate.stats import Summary


def complete(result: CallResult, settings: Settings | None) -> None:
    """What the record says, when the desk's data lie on this machine: it knows more than the caller was told."""
    if settings is None:
        return
    store = bootstrap.database(settings)
    try:
        with store.read() as work:
            row, made = work.calls.get(result.call_id), work.returns.for_call(result.call_id)
            if row is not None:
                result.outcome, result.end_reason = row.outcome or result.outcome, row.end_reason or result.end_reason
            if made:
                amount = made[-1].refund.amount
                result.rma, result.refund = made[-1].rma, result.refund or (str(amount) if amount.minor else None)
                result.facts |= _facts(made[-1])
    finally:
        store.close()
    label = settings.labels / f"{result.rma}.pdf"
    if label.is_file():
        result.label = str(shorter(label))


def shorter(path: Path) -> Path:
    """As seen from where the person stands, when it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _facts(made: Return) -> dict[str, str]:
    return {
        "order": f"{made.store.value.capitalize()} {made.order_number}",
        "item": ", ".join(line.item for line in made.lines),
        "reason": ", ".join(line.reason.value.replace("_", " ") for line in made.lines),
    }


def tell(result: CallResult, *, json: bool, out: Path | None, onlooker: Onlooker | None) -> None:
    """Print and write what came of the call."""
    document = as_json(result.to_document())
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(document + "\n", encoding="utf-8")
    if json:
        typer.echo(document)
    elif onlooker is not None:
        closing(result, onlooker)


def closing(result: CallResult, onlooker: Onlooker) -> None:
    """The last lines: what was created, where it lies, how quick it was."""
    facts, latency = result.facts, Summary.of(result.latencies)
    onlooker.line()
    onlooker.heading("Return created" if result.created else f"No return was created ({result.outcome or 'no outcome'})")
    onlooker.facts(
        {
            "order": facts.get("order"),
            "item": facts.get("item"),
            "reason": facts.get("reason"),
            "refund": result.refund,
            "RMA": result.rma,
            "label": result.label,
            "recording": result.recording and shorter(result.recording),
            "call": f"{result.call_id} ({result.end_reason or 'ended without a reason'})",
            "voice to voice": latency,
        }
    )
    onlooker.line()


def judge(result: CallResult, expected: str | None) -> None:
    """Leave with 4 when the driver failed, with 1 when a scenario ended differently."""
    if result.failure is not None:
        raise result.failure
    right = expected is None or (result.created if expected == CREATED else result.outcome == expected)
    if not right:
        raise typer.Exit(1)
