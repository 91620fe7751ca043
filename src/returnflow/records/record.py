"""One call's record, whole: row, timeline, transcript, returns, what its turns took.

Owns its shape as JSON (`to_document`), which is also the export, and that it is read redacted unless somebody asks for all of it.
Reads; writes nothing.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from returnflow.errors import NotFound
from returnflow.records.kinds import Kind
from returnflow.records.redaction import Known, redacted
from returnflow.records.transcript import Line, transcript
from returnflow.returns.model import Store

if TYPE_CHECKING:
    from returnflow.database import CallRow, Database, DatabaseWork, TimelineItem
    from returnflow.returns.model import Return

_IDS = frozenset({"order_number", "rma", "tracking"})
"""Names under which a timeline keeps numbers of ours; `number` is one that was only heard."""
_HEARD = frozenset({"number"})


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
        """The newest calls, newest first, redacted."""
        with self._database.read() as work:
            return [self._record(work, row) for row in work.calls.list(limit)]

    def read(self, call: str, *, unredacted: bool = False) -> Record:
        """One call by its id, by a beginning of it that is unique, or `last`. Raises NotFound.

        Redacted unless asked for otherwise; card and social security numbers are missing either way, as they are never kept.
        """
        with self._database.read() as work:
            row = work.calls.get(call) or _by_beginning(work.calls.list(1000), call)
            return self._record(work, row, unredacted=unredacted)

    def _record(self, work: "DatabaseWork", row: "CallRow", *, unredacted: bool = False) -> Record:
        timeline, returns = tuple(work.timeline.read(row.call_id)), tuple(work.returns.for_call(row.call_id))
        if not unredacted:
            known = _known(work, timeline, returns)
            timeline = tuple(replace(item, data=redacted(item.data, known)) for item in timeline)
        return Record(row, timeline, returns, self._recording(row.call_id))

    def _recording(self, call_id: str) -> Path | None:
        found = sorted(self._recordings.rglob(f"{call_id}*")) if self._recordings.is_dir() else []
        return found[0] if found else None


def _known(work: "DatabaseWork", timeline: "Iterable[TimelineItem]", returns: "Iterable[Return]") -> Known:
    """What the call was about, from its own timeline: the numbers, and the customers of the orders that were found."""
    items = [item.data for item in timeline if item.kind != Kind.UTTERANCE]
    numbers = {number for data in items for number in _under(_IDS, data)} | {made.order_number for made in returns}
    orders = [order for number in numbers for store in Store if (order := work.orders.get(store, number))]
    labels = [label for made in returns if (label := work.labels.get(made.rma))]
    ids = (*(order.number for order in orders), *(made.rma for made in returns), *(label.tracking for label in labels))
    heard = (*numbers, *(number for data in items for number in _under(_HEARD, data)))
    return Known.of(ids, (order.customer for order in orders), heard)


def _under(names: frozenset[str], value: Any) -> Iterator[str]:
    """Every text under one of these names, however deep."""
    if isinstance(value, dict):
        for name, each in value.items():
            if name in names and isinstance(each, str):
                yield each
            yield from _under(names, each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _under(names, each)


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
