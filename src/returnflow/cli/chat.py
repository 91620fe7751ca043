"""`returnflow chat`: the conversation as text, by hand or with a driver. Needs no sound and no running desk."""

from functools import partial
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli import drivers, told
from returnflow.cli.drivers import DriverOption, MoreArgument, OutOption, SayOption, ScenarioOption, SeedOption
from returnflow.cli.fresh import unreturned
from returnflow.cli.onlooker import Onlooker
from returnflow.cli.output import Json
from returnflow.ids import uuid7
from returnflow.settings import Settings
from returnflow.simulate.conversation import Watch
from returnflow.simulate.driver import AgentTurn, HangUp, Say
from returnflow.simulate.result import CallResult
from returnflow.simulate.text import TextCall

app = typer.Typer()

CHANNEL = "chat"
Quiet = Annotated[bool, typer.Option("--quiet", help="Print only the closing lines.")]


class Keyboard:
    """The person at the terminal is the driver; the end of input hangs up."""

    def answer(self, turn: AgentTurn) -> Say | HangUp:
        """One line from the keyboard."""
        if turn.ended:
            return HangUp()
        try:
            return Say(input("  > ").strip())
        except EOFError:
            return HangUp()

    def close(self) -> None:
        """Nothing is held."""


@app.command()
def chat(
    say: SayOption = None,
    scenario: ScenarioOption = "",
    driver: DriverOption = "",
    more: MoreArgument = None,
    json: Json = False,
    out: OutOption = None,
    seed: SeedOption = None,
    quiet: Quiet = False,
) -> None:
    """Talk to the desk in text. Exit code 1 when a scenario ends differently than it should."""
    asked = drivers.Asked(say, None, scenario, driver, more, seed)
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    by_hand = not asked.ways()
    adjust = partial(unreturned, settings=settings)
    chosen = drivers.Chosen(Keyboard) if by_hand else drivers.choose(asked, adjust, settings.outbox)
    onlooker = None if json else Onlooker()
    watch = Watch() if onlooker is None or quiet else onlooker.watch()
    if by_hand:
        watch.saying = lambda _: None  # the person has just typed it
    result = written(settings, chosen, watch)
    told.tell(result, json=json, out=out, onlooker=onlooker)
    told.judge(result, chosen.expected)


def written(settings: Settings, chosen: drivers.Chosen, watch: Watch) -> CallResult:
    """One conversation on this machine's own data. Messages are delivered between turns: it needs no jobs process."""
    call_id = uuid7()
    store = bootstrap.database(settings)
    desk, deliver = bootstrap.desk(settings, store), bootstrap.deliver_due(settings, store)
    open_call = desk.open(call_id, user_identity=CHANNEL, caller_key=f"{CHANNEL}-{call_id}", recording=False, channel=CHANNEL)
    result = TextCall(open_call, chosen.driver(), watch, deliver).run()
    store.close()
    told.complete(result, settings)
    return result
