"""One real installation for the spoken tests: media server, web, worker, jobs, and callers who ring it.

Calls that don't disturb each other are placed three at a time: they are made of waiting, and nothing here asserts a time.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from returnflow import bootstrap
from returnflow.cli import told
from returnflow.cli.desk_at import own_desk
from returnflow.cli.fresh import fresh_orders
from returnflow.cli.supervise import Running
from returnflow.clock import system_clock
from returnflow.measure.site import Site
from returnflow.settings import Settings
from returnflow.simulate import scenario, speakers
from returnflow.simulate.customer import Customer
from returnflow.simulate.driver import Driver, Lines, Say
from returnflow.simulate.place import Placed
from returnflow.simulate.result import CallResult
from returnflow.simulate.voices import Voices

AT_ONCE = 3
NO_LIMIT = "100000 per minute"


class DeskUnderTest:
    """The installation, its record, and ways to ring it."""

    def __init__(self, url: str, settings: Settings, running: Running, voices: Voices, recordings: Path) -> None:
        self.url, self.settings, self.running, self.voices = url, settings, running, voices
        self._recordings = recordings
        self._fresh = fresh_orders(settings)
        self._lines = ThreadPoolExecutor(AT_ONCE)
        self._placed: dict[str, Future[CallResult]] = {}
        self.database = bootstrap.database(settings)

    @property
    def site(self) -> Site:
        """As the measurements see it."""
        return Site(self.url, self.voices, self._fresh, self.running.supervisor.pids["worker"])

    def customer(self, name: str, seed: int | None = None) -> Customer:
        """The customer of a scenario, with an order of his own."""
        return Customer(self.site.renewed(scenario.load(name)), seed)

    def ring(self, driver: Driver, **how: Any) -> CallResult:
        """Place a call and wait for its end."""
        result = Placed(self.url, self.voices, record=self._recordings, consent=True, frame_ms=20, **how)(driver)
        told.complete(result, self.settings)
        return result

    def say(self, *lines: str) -> CallResult:
        """Place a call with these lines."""
        return self.ring(Lines([Say(line) for line in lines]))

    def begin(self, name: str, driver: Callable[["DeskUnderTest"], Driver] | None = None, **how: Any) -> None:
        """Start a call in the background, a few at a time: this driver's, or the scenario's of that name."""
        if name not in self._placed:
            make = driver or (lambda desk: desk.customer(name))
            self._placed[name] = self._lines.submit(lambda: self.ring(make(self), **how))

    def call(self, name: str) -> CallResult:
        """A call that was begun, or a scenario's; the same one for every test that asks."""
        self.begin(name)
        return self._placed[name].result()

    def settle(self) -> None:
        """Wait until no call of ours is running any more."""
        for placed in self._placed.values():
            placed.result()

    def timeline(self, call_id: str, kind: str) -> list[dict[str, Any]]:
        """The data of one kind of a call's timeline items, in their order."""
        with self.database.read() as work:
            return [item.data for item in work.timeline.read(call_id) if item.kind == kind]

    def rooms(self) -> tuple[str, ...]:
        """Names of the rooms there are."""
        return bootstrap.rooms(self.settings).list()

    def workers(self) -> set[str]:
        """Ids of the workers that have reported lately; a worker's first report is its registration."""
        with self.database.read() as work:
            return work.workers.alive(system_clock())

    def close(self) -> None:
        """No further calls."""
        self._lines.shutdown(cancel_futures=True)
        self.database.close()


@contextmanager
def started(folder: Path, say: Callable[[str], None]) -> Iterator[DeskUnderTest]:
    """An installation on an empty folder."""
    settings = bootstrap.settings(data=folder / "data", token_rate=NO_LIMIT, token_rate_address=NO_LIMIT)
    speakers.ensure(settings, say)
    with Voices(settings) as voices, own_desk(settings, say) as at:
        assert at.settings is not None
        assert at.running is not None
        desk = DeskUnderTest(at.url, at.settings, at.running, voices, folder / "recordings")
        try:
            yield desk
        finally:
            desk.close()
