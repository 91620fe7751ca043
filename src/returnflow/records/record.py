"""One call's record, whole: row, timeline, transcript, returns, what its turns took.

Owns its shape as JSON (`to_document`), which is also the export. Reads; writes nothing.
"""

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returnflow.errors import NotFound
from returnflow.records.kinds import Kind
from returnflow.records.transcript import Line, transcript

if TYPE_CHECKING:
    from returnflow.database import CallRow, Database, DatabaseWork, TimelineItem
    from returnflow.returns.model import Return


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that is kept about one call."""

    call: "CallRow"
    timeline: "tuple[TimelineItem, ...]"
    returns: "tuple[Return, ...]" = ()
    recording: Path | None = None

    @property
    def lines(self) -> list[Line]:
        """The transcript."""
        return transcript(self.timeline)

    @property
    def latencies_ms(self) -> list[float]:
        """From the caller's last sound to the first of the answer, as the worker saw it: without network and device."""
        found = (item.data.get("first_frame_ms") for item in self.timeline if item.kind == Kind.LATENCY)
        return [float(one) for one in found if isinstance(one, int | float)]

    @property
    def duration_s(self) -> float | None:
        """From the credential to the end, None while it is live."""
        return round((self.call.ended_at - self.call.created_at).total_seconds(), 1) if self.call.ended_at else None

    def summary(self) -> dict[str, Any]:
        """One line of a list."""
        return {
            "call_id": self.call.call_id,
            "began": self.call.created_at,
            "duration_s": self.duration_s,
            "channel": self.call.channel,
            "outcome": self.call.outcome,
            "end_reason": self.call.end_reason,
            "turns": sum(1 for line in self.lines if line.who == "caller"),
            "rma": [each.rma for each in self.returns],
        }

    def to_document(self) -> dict[str, Any]:
        """The whole record, JSON-ready but for dates and enumerations."""
        return {
            **self.summary(),
            "recording": self.recording,
            "latency_ms": self._latency(),
            "transcript": [asdict(line) for line in self.lines],
            "timeline": [asdict(item) for item in self.timeline],
        }

    def _latency(self) -> dict[str, float | int | None]:
        values = self.latencies_ms
        return {"p50": percentile(values, 50), "p95": percentile(values, 95), "n": len(values)}


class Records:
    """The records of one installation."""

    def __init__(self, database: "Database", recordings: Path) -> None:
        self._database = database
        self._recordings = recordings

    def newest(self, limit: int) -> list[Record]:
        """The newest calls, newest first."""
        with self._database.read() as work:
            return [self._record(work, row) for row in work.calls.list(limit)]

    def read(self, call: str) -> Record:
        """One call by its id, by a beginning of it that is unique, or `last`. Raises NotFound."""
        with self._database.read() as work:
            return self._record(work, work.calls.get(call) or _by_beginning(work.calls.list(1000), call))

    def _record(self, work: "DatabaseWork", row: "CallRow") -> Record:
        timeline, returns = tuple(work.timeline.read(row.call_id)), tuple(work.returns.for_call(row.call_id))
        return Record(row, timeline, returns, self._recording(row.call_id))

    def _recording(self, call_id: str) -> Path | None:
        found = sorted(self._recordings.rglob(f"{call_id}*")) if self._recordings.is_dir() else []
        return found[0] if found else None


def _by_beginning(rows: "list[CallRow]", beginning: str) -> "CallRow":
    found = rows[:1] if beginning == "last" else [row for row in rows if row.call_id.startswith(beginning)]
    if len(found) == 1:
        return found[0]
    many = f"; {len(found)} begin so" if found else ""
    raise NotFound(f"no call {beginning}{many}", field="call", fix="take an id from `returnflow calls list`")


def percentile(values: list[float], share: int) -> float | None:
    """Nearest rank; None without values."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(len(values) * share / 100) - 1)]
