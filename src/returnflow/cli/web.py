"""`returnflow web`: the web process alone. Serving is `web.serve`'s, the application is built by `bootstrap` after the fork."""

import typer

from returnflow import bootstrap

app = typer.Typer()


@app.command()
def web() -> None:
    """Run the web process alone (pages, API); `returnflow up` runs it with the others."""
    from returnflow.web.serve import serve

    settings = bootstrap.settings()
    bootstrap.logging(settings, "web")
    serve(settings, lambda: bootstrap.web_app(settings))
