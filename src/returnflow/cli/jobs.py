"""`returnflow jobs`: the background work in one process, until a signal."""

import signal
import threading

import typer

from returnflow import bootstrap

app = typer.Typer()


@app.command()
def jobs() -> None:
    """Run deliveries, retention, sweeper and the supervisor of calls."""
    settings = bootstrap.settings()
    bootstrap.logging(settings, "jobs")
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    parts = bootstrap.jobs(settings)
    parts.start()
    try:
        stopping.wait()
    finally:
        parts.stop()
