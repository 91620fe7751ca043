"""Percentiles and rates. Raw values in, numbers with their n out; no rounding on the way."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Z95 = 1.959963984540054
"""Two-sided 95 % of the normal distribution."""


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` of `n`, with the 95 % Wilson interval: right for small n and for rates near 0 and 1."""

    count: int
    n: int

    @property
    def value(self) -> float:
        """The plain share; 0 of 0 is 0."""
        return self.count / self.n if self.n else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Lower and upper end."""
        if self.n == 0:
            return 0.0, 1.0
        p, n, z2 = self.value, self.n, Z95**2
        centre = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z95 / (1 + z2 / n) * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, centre - half), min(1.0, centre + half)

    def to_document(self) -> dict[str, float | int | list[float]]:
        """JSON-ready."""
        low, high = self.interval
        return {"count": self.count, "n": self.n, "rate": self.value, "interval95": [low, high]}

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.count} of {self.n} ({100 * self.value:.1f} %, 95 %: {100 * low:.1f} to {100 * high:.1f})"


def percentile(values: Sequence[float], share: float) -> float:
    """Linear between the two nearest ranks, over the raw values. Raises ValueError when there are none."""
    if not values:
        raise ValueError("a percentile of nothing")
    ordered = sorted(values)
    position = (len(ordered) - 1) * share / 100
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


@dataclass(frozen=True, slots=True)
class Summary:
    """A set of latencies (milliseconds) in the four numbers that are printed."""

    n: int
    p50: float
    p95: float
    worst: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Summary | None":
        """None when nothing was measured: an empty set has no latency."""
        if not values:
            return None
        return cls(len(values), percentile(values, 50), percentile(values, 95), max(values))

    def to_document(self) -> dict[str, float | int]:
        """JSON-ready."""
        return {"n": self.n, "p50": self.p50, "p95": self.p95, "max": self.worst}

    def __str__(self) -> str:
        return f"p50 {self.p50:.0f} ms, p95 {self.p95:.0f} ms, max {self.worst:.0f} ms (n={self.n})"
