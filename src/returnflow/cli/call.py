"""`returnflow call`: one simulated spoken call, shown as it happens or told as JSON."""

import logging
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli import drivers, told
from returnflow.cli.desk_at import DeskAt, desk_at
from returnflow.cli.drivers import AudioOption, DriverOption, MoreArgument, OutOption, SayOption, ScenarioOption, SeedOption
from returnflow.cli.fresh import unreturned
from returnflow.cli.onlooker import Onlooker
from returnflow.cli.output import Json
from returnflow.simulate import speakers
from returnflow.simulate.conversation import Watch
from returnflow.simulate.result import CallResult

app = typer.Typer()

MAIL_S = 12.0
"""How long a customer looks for a mail: the jobs process finds what is due every ten seconds."""

UrlOption = Annotated[str, typer.Option("--url", help="Web address of the desk; default: the one here, or one for this call.")]
RecordOption = Annotated[Path | None, typer.Option("--record", help="Folder for what the caller sent (left) and heard (right).")]
VoiceOption = Annotated[str, typer.Option("--voice", help="The customer's voice: joe or espeak.")]


@app.command()
def call(
    say: SayOption = None,
    audio: AudioOption = None,
    scenario: ScenarioOption = "",
    driver: DriverOption = "",
    more: MoreArgument = None,
    url: UrlOption = "",
    json: Json = False,
    out: OutOption = None,
    record: RecordOption = None,
    voice: VoiceOption = "",
    seed: SeedOption = None,
) -> None:
    """Place a simulated spoken call. Exit code 1 when a scenario ends differently than it should."""
    asked = drivers.Asked(say, audio, scenario, driver, more, seed)
    drivers.choose(asked)  # what is wrong with the options is told before anything starts
    onlooker = Onlooker() if not json else None
    settings = bootstrap.settings()
    progress = onlooker.line if onlooker else lambda _: None
    speakers.ensure(settings, progress)
    with desk_at(settings, url or None, progress) as desk:
        here = desk.settings
        adjust = partial(unreturned, settings=here) if here else None
        chosen = drivers.choose(asked, adjust, here.outbox if here else None, MAIL_S)
        result = spoken(desk, chosen, voice=voice, record=record, seed=seed or 0, watch=onlooker.watch() if onlooker else Watch())
        told.complete(result, desk.settings)
    told.tell(result, json=json, out=out, onlooker=onlooker)
    told.judge(result, chosen.expected)


def spoken(
    desk: DeskAt,
    chosen: drivers.Chosen,
    *,
    voice: str = "",
    record: Path | None = None,
    seed: int = 0,
    watch: Watch | None = None,
) -> CallResult:
    """Place the call at a desk that answers."""
    from returnflow.simulate.place import Placed
    from returnflow.simulate.voices import JOE, Voices

    # it complains of data channels that are open when a call ends: they always are
    logging.getLogger("livekit").setLevel(logging.CRITICAL)
    with Voices(desk.settings or bootstrap.settings()) as voices:
        place = Placed(desk.url, voices, voice or chosen.voice or JOE, consent=record is not None, record=record, seed=seed)
        place.watch = watch or Watch()
        return place(chosen.driver())
