"""`returnflow doctor`: every precondition, one line each, one fix each. Exit code 0 when all hold, else 3.

Owns which checks are made with which of our objects. The checks are `observe.checks`; the media server they need runs on free
ports in a folder that is thrown away, so the doctor may be asked at any time.
"""

from collections.abc import Iterator
from dataclasses import asdict

import typer

from returnflow import bootstrap, office
from returnflow.cli import preflight
from returnflow.cli.desk_at import running_here
from returnflow.cli.errors import PRECONDITION
from returnflow.cli.output import Json, as_json
from returnflow.observe.checks import Finding, attempt, machine, speech, storage
from returnflow.settings import Settings

app = typer.Typer()


@app.command()
def doctor(json: Json = False) -> None:
    """Check every precondition; say one fix for each that fails."""
    settings = bootstrap.settings()
    findings = []
    for finding in examine(settings):
        findings.append(finding)
        if not json:
            _print(finding)
    failed = [finding for finding in findings if not finding.ok]
    if json:
        typer.echo(as_json({"ok": not failed, "checks": [asdict(finding) for finding in findings]}))
    else:
        typer.echo(f"{len(findings)} checks, {len(failed)} failed" if failed else f"{len(findings)} checks, all well")
    if failed:
        raise typer.Exit(PRECONDITION)


def examine(settings: Settings) -> Iterator[Finding]:
    """All findings, cheap ones first; each is given as soon as it is known."""
    from returnflow.voice.stt import prepare
    from returnflow.web.assets import STATIC

    yield machine.python()
    yield machine.interfaces()
    data = machine.writable("data folder", settings.data, "RETURNFLOW_DATA")
    yield data
    yield machine.writable("cache folder", settings.cache, "RETURNFLOW_CACHE")
    yield machine.disk(settings.data)
    yield machine.clock()
    yield ports(settings)
    yield storage.keys(settings.data.resolve() / "keys.json")
    if data.ok:
        yield storage.database(lambda: bootstrap.database(settings))
        yield storage.outbox(lambda: office.outbox_figures(settings))
    yield from reached(settings)
    yield storage.bundle(STATIC)
    yield storage.models(lambda: prepare.problems(prepare.folder(settings), thorough=True), prepare.folder(settings))
    yield speech.recognises(lambda: bootstrap.engines(settings))
    program = preflight.program(settings)
    yield program
    if program.ok:
        from returnflow.cli import trial

        yield from trial.calls(settings)


def reached(settings: Settings) -> Iterator[Finding]:
    """The services that settings name: task queue, mail server, messages. Nothing is sent."""
    for name, check in office.services(settings).items():
        yield attempt(name, check)


def ports(settings: Settings) -> Finding:
    """Free, or in use by the installation that runs on this data folder."""
    here = running_here(settings)
    if here:
        return Finding("ports", True, f"in use by the running installation at {here}")
    return machine.ports(preflight.wanted_ports(settings))


def _print(finding: Finding) -> None:
    typer.echo(f"{'ok  ' if finding.ok else 'FAIL'} {finding.name:<22} {finding.detail}")
    if not finding.ok:
        typer.echo(f"     {'fix':<22} {finding.fix}")
