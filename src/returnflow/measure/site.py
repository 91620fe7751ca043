"""The desk that is measured, and what the measurements need of it: its address, fresh orders, its worker's process."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from returnflow.simulate.driver import AgentTurn, HangUp, Say
from returnflow.simulate.scenario import Scenario
from returnflow.simulate.voices import Voices

Progress = Callable[[str], None]
Fresh = Callable[[str], str]
"""Gives the number of a new order like the known one: an order can be returned only once, a measurement needs hundreds."""


@dataclass(frozen=True, slots=True)
class Site:
    """`fresh` puts an order into the desk's store; `worker_pid` is the root of the worker's process tree."""

    url: str
    voices: Voices
    fresh: Fresh
    worker_pid: int
    progress: Progress = lambda _: None
    turns: int | None = None
    """Shortens a measurement when given."""
    seeds: Iterator[int] = field(default_factory=lambda: iter(range(1, 1_000_000)))

    def renewed(self, scenario: Scenario) -> Scenario:
        """The same customer with an order that nobody has returned yet."""
        number = self.fresh(scenario.facts.order_number)
        return replace(scenario, facts=replace(scenario.facts, order_number=number))


class Greeted:
    """A driver that listens to the greeting and hangs up."""

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """Leave."""
        return HangUp()

    def close(self) -> None:
        """Nothing is held."""
