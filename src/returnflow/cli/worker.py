"""`returnflow worker`: the worker alone. Calls are `voice`'s; this only starts it."""

import asyncio

import typer

from returnflow import bootstrap

app = typer.Typer()


@app.command()
def worker() -> None:
    """Run the worker alone, which holds the calls; `returnflow up` runs it with the others."""
    from returnflow.voice.worker import serve

    settings = bootstrap.settings()
    bootstrap.logging(settings, "worker")
    asyncio.run(serve(settings))
