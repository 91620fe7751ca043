"""`returnflow up`: everything in one terminal, supervised, until one Ctrl-C.

Owns what the terminal shows. Starting, restarting and stopping is `supervise`'s.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import typer

from returnflow import bootstrap
from returnflow.cli import preflight, supervise
from returnflow.cli.supervise.child import Log
from returnflow.settings import Settings

app = typer.Typer()

COLOURS = {"up": "1", "media": "35", "web": "36", "worker": "32", "jobs": "33"}
EVERY_OTHER_PORT = ("https_port", "livekit_port", "livekit_udp_port", "livekit_tcp_port", "livekit_tls_port", "worker_port")


@app.command()
def up(
    port: int = typer.Option(None, "--port", min=0, max=65535, help="Port of the pages; 0 takes free ports for everything."),
    lan: bool = typer.Option(False, "--lan", help="Reachable in the local network: https and wss, self-signed."),
) -> None:
    """Start media server, web, worker and jobs; restart what dies; stop all on Ctrl-C."""
    given: dict[str, Any] = {"lan": True} if lan else {}
    if port is not None:
        given["port"] = port
    if port == 0:
        given |= dict.fromkeys(EVERY_OTHER_PORT, 0)
    settings = bootstrap.settings(**given)
    preflight.check(settings)
    typer.echo("  Starting; the worker loads its speech models, which takes some seconds.")
    _on_stop_signals(_interrupt)  # while starting: what is up already is stopped on the way out
    with supervise.start(settings, supervise.fixed(settings), log=_log()) as running:
        _on_stop_signals(lambda *_: running.supervisor.ask_to_stop())
        typer.echo(welcome(running.settings, running.web_url))
        running.supervisor.wait()


def welcome(settings: Settings, web_url: str) -> str:
    """Addresses, and three order numbers to say."""
    lines = ["", f"  Open {web_url} and press Start. Orders to return:", ""]
    if settings.lan:
        lines[1:1] = _in_the_network(settings)
    for order in bootstrap.orders_to_try(settings):
        lines.append(f"    {order.store.value:<8} {order.number}   {order.item}")
        lines.append(f"             last name {order.last_name} or ZIP {order.zip}; {order.what_happens}")
    return "\n".join([*lines, "", "  Ctrl-C stops everything.", ""])


def _in_the_network(settings: Settings) -> list[str]:
    """Addresses for other machines, and what to compare before trusting the certificate there."""
    from returnflow.web.certificate import ensure, lan_addresses

    addresses = lan_addresses()
    pages = ", ".join(f"https://{address}:{settings.https_port}" for address in addresses)
    fingerprint = ensure(settings.data, addresses).fingerprint
    told = "  The browser will warn of the certificate; its SHA-256 must be"
    return [f"  In the local network: {pages}", told, f"  {fingerprint}", ""]


def _on_stop_signals(handler: Callable[[int, FrameType | None], object]) -> None:
    """Ctrl-C, a request to end, and the terminal going away all mean the same."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _log() -> Log:
    """Prefixed lines, coloured in a terminal. Nobody reading any more (`| head`) is a request to end."""
    coloured = sys.stdout.isatty()

    def write(name: str, line: str) -> None:
        prefix = f"{name:>6} |"
        if coloured:
            prefix = f"\x1b[{COLOURS.get(name, '0')}m{prefix}\x1b[0m"
        try:
            print(f"{prefix} {line}", flush=True)
        except BrokenPipeError:
            os.kill(os.getpid(), signal.SIGTERM)

    return write
