"""The options that decide what a simulated caller says, the same for `call` and `chat`, and the driver made of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from returnflow.errors import InvalidInput
from returnflow.simulate import scenario as scenarios
from returnflow.simulate.customer import Customer
from returnflow.simulate.driver import Driver, Lines, Program, Say
from returnflow.simulate.inbox import Inbox

DEFAULT_SCENARIO = "amazon_headphones"

SayOption = Annotated[list[str] | None, typer.Option("--say", help="Say these lines, one a turn, then hang up.")]
AudioOption = Annotated[list[str] | None, typer.Option("--audio", help="Play these sound files, one a turn, then hang up.")]
ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario by name, or a YAML file.")]
DriverOption = Annotated[str, typer.Option("--driver", help="A program that decides, by JSON lines on its pipes.")]
SeedOption = Annotated[int | None, typer.Option("--seed", help="Chooses the customer's wording and reactions.")]
OutOption = Annotated[Path | None, typer.Option("--out", help="Also write the JSON to this file.")]
MoreArgument = Annotated[list[str] | None, typer.Argument(help="Further lines or files.", show_default=False)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was asked for. `expected` is the outcome that a scenario should have, None where anything may come of the call."""

    driver: Callable[[], Driver]
    expected: str | None = None
    voice: str | None = None


def customer(scenario: scenarios.Scenario, seed: int | None, outbox: Path | None = None, patience_s: float = 0.0) -> Chosen:
    """The customer of a scenario. With the folder of outgoing messages he can read the mails sent to him, waiting so long."""

    def made() -> Customer:
        email = scenario.facts.email
        return Customer(scenario, seed, Inbox(outbox, email, patience_s) if outbox is not None and email else None)

    return Chosen(made, scenario.outcome, scenario.voice)


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as they were given."""

    say: list[str] | None = None
    audio: list[str] | None = None
    scenario: str = ""
    driver: str = ""
    more: list[str] | None = None
    seed: int | None = None

    def ways(self) -> list[str]:
        """Which of the four were given."""
        return [f"--{name}" for name in ("say", "audio", "scenario", "driver") if getattr(self, name)]


def choose(
    asked: Asked,
    adjust: Callable[[scenarios.Scenario], scenarios.Scenario] | None = None,
    outbox: Path | None = None,
    patience_s: float = 0.0,
) -> Chosen:
    """The one way that was asked for; the headphones when none was. Raises InvalidInput for two at once.

    `adjust` may change a scenario, e.g. give it an order that nobody has returned yet. `outbox` and `patience_s`: see `customer`.
    """
    given, more = asked.ways(), asked.more or []
    if len(given) > 1:
        raise InvalidInput(f"{' and '.join(given)} exclude each other", fix="give one of them")
    if more and given not in (["--say"], ["--audio"]):
        raise InvalidInput(f"nothing to do with {more[0]!r}", fix="put --say or --audio before the lines")
    if asked.say:
        lines = [Say(line) for line in [*asked.say, *more]]
        return Chosen(lambda: Lines(lines))
    if asked.audio:
        files = [_file(name) for name in [*asked.audio, *more]]
        return Chosen(lambda: Lines([Say(path.name, path) for path in files]))
    if asked.driver:
        return Chosen(lambda: Program(asked.driver))
    chosen = scenarios.load(asked.scenario or DEFAULT_SCENARIO)
    return customer(adjust(chosen) if adjust else chosen, asked.seed, outbox, patience_s)


def _file(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise InvalidInput(f"there is no file {name}", field="audio")
    return path
