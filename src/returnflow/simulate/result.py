"""One simulated call's result: what was said, heard and created, and the latency at the caller's ear."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from returnflow.errors import ReturnFlowError
from returnflow.simulate.ear import Said, Verdict
from returnflow.simulate.stats import percentile

CREATED = "return_created"
_DIGIT = re.compile(r"\d|\b(?:oh|zero|one|two|three|four|five|six|seven|eight|nine)\b", re.IGNORECASE)


def shown_words(words: str, expecting: str) -> str:
    """What was said as it may be printed: a one-time code is not, whoever reads it out."""
    return "(the code)" if expecting == "code" and len(_DIGIT.findall(words)) > 2 else words


@dataclass(slots=True)
class Turn:
    """One exchange. The greeting is a turn in which nothing was said.

    `latency_ms` is voice to voice, None for the greeting, for text and for turns that were not answered cleanly. `expecting` is
    what the agent had asked for, `pieces` the number of turns that the desk made of what was said.
    """

    agent: str
    said: str
    heard: str
    reply: str
    latency_ms: float | None = None
    stages: dict[str, Any] = field(default_factory=dict)
    expecting: str = ""
    verdict: Verdict | None = None
    span: Said | None = None
    pieces: int = 1

    def to_document(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "agent": self.agent,
            "said": self.said,
            "heard": self.heard,
            "reply": self.reply,
            "voice_to_voice_ms": None if self.latency_ms is None else round(self.latency_ms),
            "stages": self.stages,
        }


@dataclass(slots=True)
class CallResult:
    """One call. `outcome` and `end_reason` are the desk's words for it; both empty when it told none."""

    call_id: str
    outcome: str = ""
    end_reason: str = ""
    rma: str | None = None
    label: str | None = None
    refund: str | None = None
    facts: dict[str, Any] = field(default_factory=dict)  # order, item, reason: what the desk showed of the return
    turns: list[Turn] = field(default_factory=list)
    recording: Path | None = None
    credential_ms: float | None = None
    connect_ms: float | None = None
    greeting_ms: float | None = None
    lags_ms: list[float] = field(default_factory=list)
    failure: ReturnFlowError | None = None  # why the call was broken off by the caller's side

    def show(self, kind: str, data: dict[str, Any]) -> None:
        """A card that the desk showed: what it tells of the return is kept."""
        match kind:
            case "order":
                self.facts["order"] = f"{str(data.get('store', '')).capitalize()} {data.get('order_number', '')}"
            case "return":
                self.rma, self.refund = data.get("rma"), data.get("refund")
                self.facts["item"] = data.get("item")
            case "label":
                self.label = data.get("file")

    @property
    def created(self) -> bool:
        """Whether a return came of it."""
        return self.outcome == CREATED and self.rma is not None

    @property
    def latencies(self) -> list[float]:
        """Voice to voice of each answered turn, raw."""
        return [turn.latency_ms for turn in self.turns if turn.latency_ms is not None]

    def to_document(self) -> dict[str, Any]:
        """The JSON of `returnflow call`."""
        found = self.latencies
        latency = {f"p{share}": round(percentile(found, share)) if found else None for share in (50, 95)}
        return {
            "call_id": self.call_id,
            "outcome": self.outcome,
            "end_reason": self.end_reason,
            "rma": self.rma,
            "label": self.label,
            "refund": self.refund,
            "latency": latency,
            "turns": [turn.to_document() for turn in self.turns],
        }
