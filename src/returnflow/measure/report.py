"""What a measurement prints and keeps: rows with a goal, and the raw values behind them."""

from dataclasses import dataclass, field
from typing import Any

from returnflow.simulate.stats import Rate, Summary


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. `holds` is None for what has no goal."""

    what: str
    measured: str
    goal: str = ""
    holds: bool | None = None

    def to_document(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"what": self.what, "measured": self.measured, "goal": self.goal, "holds": self.holds}


@dataclass(slots=True)
class Report:
    """One measurement. `raw` is JSON-ready: every value, so that anybody can compute other percentiles."""

    name: str
    rows: list[Row] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)

    def latency(self, what: str, values: list[float], *, p50: float | None = None, p95: float | None = None) -> None:
        """A row of milliseconds with its bounds."""
        summary = Summary.of(values)
        self.raw[what] = values
        goal = ", ".join(f"{name} <= {bound:.0f} ms" for name, bound in (("p50", p50), ("p95", p95)) if bound is not None)
        if summary is None:
            self.rows.append(Row(what, "nothing measured", goal, False if goal else None))
            return
        right = (p50 is None or summary.p50 <= p50) and (p95 is None or summary.p95 <= p95)
        self.rows.append(Row(what, str(summary), goal, right if goal else None))

    def milliseconds(self, what: str, values: list[float], *, p95: float | None = None) -> None:
        """A row of times so short that their fractions count."""
        summary = Summary.of(values)
        self.raw[what] = values
        goal = f"p95 < {p95:g} ms" if p95 is not None else ""
        if summary is None:
            self.rows.append(Row(what, "nothing measured", goal, False if goal else None))
            return
        said = f"p50 {summary.p50:.2f} ms, p95 {summary.p95:.2f} ms, max {summary.worst:.2f} ms (n={summary.n})"
        self.rows.append(Row(what, said, goal, summary.p95 < p95 if p95 is not None else None))

    def rate(self, what: str, rate: Rate, *, most: float | None = None, least: float | None = None) -> None:
        """A row of how often, with its interval."""
        self.raw[what] = rate.to_document()
        goal = f"<= {100 * most:g} %" if most is not None else f">= {100 * least:g} %" if least is not None else ""
        right = (most is None or rate.value <= most) and (least is None or rate.value >= least) and rate.n > 0
        self.rows.append(Row(what, str(rate), goal, right if goal else None))

    def figure(self, what: str, value: float, unit: str, *, most: float | None = None) -> None:
        """A row of one number."""
        self.raw[what] = value
        goal = f"<= {most:g} {unit}" if most is not None else ""
        self.rows.append(Row(what, f"{value:.0f} {unit}", goal, value <= most if most is not None else None))

    @property
    def holds(self) -> bool:
        """Whether every goal is met."""
        return all(row.holds is not False for row in self.rows)

    def to_document(self) -> dict[str, Any]:
        """JSON-ready."""
        return {"name": self.name, "holds": self.holds, "rows": [row.to_document() for row in self.rows], "raw": self.raw}
