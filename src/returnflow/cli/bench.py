"""`returnflow bench`: the measurements, against an installation of their own on an empty data folder.

Owns the choice of measurements and how they are told. The measuring is `measure`'s.
"""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap
from returnflow.cli.desk_at import DeskAt, own_desk, scratch_settings
from returnflow.cli.drivers import OutOption
from returnflow.cli.fresh import fresh_orders
from returnflow.cli.output import Json, as_json, columns
from returnflow.errors import InvalidInput
from returnflow.measure.report import Report
from returnflow.measure.site import Site
from returnflow.settings import Settings
from returnflow.simulate import speakers
from returnflow.simulate.voices import Voices

app = typer.Typer()

SPOKEN = ("connect", "latency", "bargein", "memory", "calls")
ALONE = ("returns", "redaction")
"""Those that need neither a desk nor a voice."""
NUMBERS, IMPORT, ALL = "numbers", "import", "all"
KNOWN = (*SPOKEN, NUMBERS, IMPORT, *ALONE, ALL)
NO_LIMIT = "100000 per minute"

WhatArgument = Annotated[str, typer.Argument(help=f"{', '.join(KNOWN[:-1])} or {ALL}.")]
TurnsOption = Annotated[int | None, typer.Option("--turns", min=1, help="Shorten: turns, calls, tries or orders.")]
DataOption = Annotated[Path | None, typer.Option("--data", help="Folder of spoken digits by people, for numbers.")]


@app.command()
def bench(
    what: WhatArgument = ALL, turns: TurnsOption = None, data: DataOption = None, json: Json = False, out: OutOption = None
) -> None:
    """Measure. Exit code 1 when a goal is missed."""
    if what not in KNOWN:
        raise InvalidInput(f"there is no measurement {what!r}", field="what", fix=f"{', '.join(KNOWN[:-1])} or {ALL}")
    logging.getLogger("livekit").setLevel(logging.CRITICAL)
    settings, tell = bootstrap.settings(), _printer(json)
    reports = [*_alone(settings, ALONE if what == ALL else (what,), turns, tell)]
    if what not in (*ALONE, IMPORT):
        speakers.ensure(settings, _progress)
        reports += _spoken(settings, SPOKEN if what == ALL else (what,), turns, tell)
    if what in (NUMBERS, ALL):
        reports.append(_numbers(settings, data, turns))
        tell(reports[-1])
    if what in (IMPORT, ALL):
        reports.append(_import(settings, turns))
        tell(reports[-1])
    document = as_json({report.name: report.to_document() for report in reports})
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(document + "\n", encoding="utf-8")
    if json:
        typer.echo(document)
    if not all(report.holds for report in reports):
        raise typer.Exit(1)


def table(report: Report) -> str:
    """The rows for a person."""
    words = {True: "yes", False: "NO", None: ""}
    rows = [(row.what, row.measured, row.goal or "", words[row.holds]) for row in report.rows]
    return columns(rows, (report.name, "measured", "goal", "holds"))


def _printer(json: bool) -> Callable[[Report], None]:
    return (lambda _: None) if json else (lambda report: typer.echo(f"\n{table(report)}"))


def _alone(settings: Settings, names: tuple[str, ...], turns: int | None, tell: Callable[[Report], None]) -> list[Report]:
    from returnflow.measure import redaction, returns

    runs = {
        "returns": lambda: returns.run(bootstrap.book(settings), turns, _progress),
        "redaction": lambda: redaction.run(turns, _progress),
    }
    reports = []
    for name in names:
        if name in runs:
            reports.append(runs[name]())
            tell(reports[-1])
    return reports


def _spoken(settings: Settings, names: tuple[str, ...], turns: int | None, tell: Callable[[Report], None]) -> list[Report]:
    """Those that need a desk. One installation for all of them."""
    from returnflow.measure import bargein, calls, connect, latency, memory

    runs = {"connect": connect.run, "latency": latency.run, "bargein": bargein.run, "memory": memory.run, "calls": calls.run}
    wanted, reports = [name for name in names if name in runs], list[Report]()
    if not wanted:
        return reports
    with scratch_settings(settings) as scratch, Voices(settings) as voices:
        unlimited = scratch.model_copy(update={"token_rate": NO_LIMIT, "token_rate_address": NO_LIMIT})
        with own_desk(unlimited, _progress, settings.data / "log" / "bench.log") as desk:
            site = _site(desk, voices, turns)
            for name in wanted:
                reports.append(runs[name](site))
                tell(reports[-1])
    return reports


def _numbers(settings: Settings, data: Path | None, turns: int | None) -> Report:
    from returnflow.measure import numbers

    return numbers.run(settings, data, tries=turns, progress=_progress)


def _import(settings: Settings, orders: int | None) -> Report:
    from returnflow.measure import orders_import

    return orders_import.run(settings, _progress, orders)


def _site(desk: DeskAt, voices: Voices, turns: int | None) -> Site:
    assert desk.settings is not None
    assert desk.running is not None
    return Site(desk.url, voices, fresh_orders(desk.settings), desk.running.supervisor.pids["worker"], _progress, turns)


def _progress(line: str) -> None:
    """On standard error, over one another in a terminal: standard output is for results."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K  {line}", end="", file=sys.stderr, flush=True)
    else:
        print(f"  {line}", file=sys.stderr, flush=True)
