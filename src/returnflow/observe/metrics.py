"""`/metrics`: numbers of the whole installation in Prometheus' text format, read from the database when they are asked for.

Counting in each process would lose what the processes of calls counted: they live for one call and serve no page. The database
has it all. Never a call id or a number of an order as a label.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric

from returnflow.clock import Clock

if TYPE_CHECKING:
    from returnflow.database import Database

RECENT = timedelta(hours=1)
RECENT_TURNS = 500
STAGES = ("first_frame_ms", "end_of_turn_ms", "decode_ms", "brain_ms", "tts_ms")


@dataclass(frozen=True, slots=True)
class Figures:
    """One reading."""

    ended: dict[tuple[str, str], int]
    live: int
    unreadable: int
    capacity: int
    free: int
    waiting: int
    dead: int
    overdue_s: float
    turns: list[dict[str, Any]]


def read(database: "Database", now: datetime) -> Figures:
    """One consistent reading of everything."""
    with database.read() as work:
        waiting, dead, overdue_s = work.figures.outbox(now)
        return Figures(
            ended=work.figures.calls_ended(),
            live=work.figures.calls_live(),
            unreadable=work.figures.labels_unreadable(),
            capacity=work.workers.capacity(now),
            free=work.places.free(now),
            waiting=waiting,
            dead=dead,
            overdue_s=overdue_s,
            turns=work.figures.newest("latency", now - RECENT, RECENT_TURNS),
        )


class _Collector:
    """Prometheus' side of a reading."""

    def __init__(self, reading: Callable[[], Figures]) -> None:
        self._reading = reading

    def collect(self) -> Iterator[Metric]:
        found = self._reading()
        ended = CounterMetricFamily("returnflow_calls_ended", "Ended calls.", labels=("end_reason", "outcome"))
        for labels, count in sorted(found.ended.items()):
            ended.add_metric(labels, count)
        yield ended
        yield GaugeMetricFamily("returnflow_calls_live", "Calls under way.", found.live)
        yield GaugeMetricFamily("returnflow_labels_unreadable", "Labels not released; somebody must look.", found.unreadable)
        yield GaugeMetricFamily("returnflow_places", "Calls that live workers take at once.", found.capacity)
        yield GaugeMetricFamily("returnflow_places_free", "Places left.", found.free)
        yield GaugeMetricFamily("returnflow_outbox_waiting", "Effects that must still happen.", found.waiting)
        yield GaugeMetricFamily("returnflow_outbox_dead", "Effects given up; somebody must look.", found.dead)
        yield GaugeMetricFamily("returnflow_outbox_overdue_seconds", "Age of the oldest effect that is due.", found.overdue_s)
        yield from _stages(found.turns)


def _stages(turns: list[dict[str, Any]]) -> Iterator[Metric]:
    """Median and 95th percentile of each stage over the last hour's turns."""
    quantiles = GaugeMetricFamily("returnflow_turn_ms", "Stages of recent turns, in ms.", labels=("stage", "quantile"))
    for stage in STAGES:
        values = sorted(float(turn[stage]) for turn in turns if isinstance(turn.get(stage), int | float))
        for quantile in (0.5, 0.95) if values else ():
            place = min(len(values) - 1, int(len(values) * quantile))
            quantiles.add_metric((stage.removesuffix("_ms"), str(quantile)), values[place])
    yield quantiles
    yield GaugeMetricFamily("returnflow_turns_recent", "Turns those quantiles are over.", len(turns))


def page(database: "Database", clock: Clock) -> tuple[bytes, str]:
    """Body and content type."""
    registry = CollectorRegistry()
    registry.register(_Collector(lambda: read(database, clock())))
    return generate_latest(registry), CONTENT_TYPE_LATEST


