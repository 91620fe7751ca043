"""`returnflow demo`: everything started, one spoken return placed, everything stopped. What `make demo` runs after set-up."""

import typer

from returnflow import bootstrap
from returnflow.cli import drivers, told
from returnflow.cli.call import spoken
from returnflow.cli.desk_at import own_desk
from returnflow.cli.errors import PRECONDITION
from returnflow.cli.fresh import unreturned
from returnflow.cli.onlooker import Onlooker
from returnflow.observe.checks import machine
from returnflow.simulate import scenario, speakers

app = typer.Typer()


@app.command()
def demo(seed: drivers.SeedOption = None) -> None:
    """Watch one spoken return from the first word to the label. Exit code 0 only when the return was created."""
    onlooker = Onlooker()
    network = machine.interfaces()
    if not network.ok:
        onlooker.line(f"{network.detail}.")
        onlooker.line("The same conversation runs as text: returnflow chat --scenario amazon_headphones")
        raise typer.Exit(PRECONDITION)
    settings = bootstrap.settings()
    speakers.ensure(settings, onlooker.line)
    with own_desk(settings, onlooker.line) as desk:
        assert desk.settings is not None
        chosen = drivers.customer(unreturned(scenario.load(drivers.DEFAULT_SCENARIO), desk.settings), seed)
        onlooker.line()
        onlooker.heading("A customer calls: the headphones go back to Amazon")
        onlooker.line()
        folder = desk.settings.data / "demo"
        result = spoken(desk, chosen, record=folder, seed=seed or 0, watch=onlooker.watch())
        told.complete(result, desk.settings)
    told.closing(result, onlooker)
    told.judge(result, chosen.expected)
