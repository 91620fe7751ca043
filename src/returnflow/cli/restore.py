"""`returnflow restore FILE --into DIR`: a backup back into an empty folder. Checking and unpacking is `backup`'s."""

from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap, office
from returnflow.cli.backup import in_words, told
from returnflow.cli.output import Json, as_json

app = typer.Typer(help="Put a backup back into an empty folder.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `returnflow backup` wrote.")],
    into: Annotated[Path, typer.Option(help="A folder that is empty or not there; it becomes the data folder.")] = Path(
        "restored"
    ),
    check: Annotated[bool, typer.Option("--check", help="Only read it and compare every file with its manifest.")] = False,
    json: Json = False,
) -> None:
    """Check everything, then unpack it and bring it to the newest schema. Nothing is ever overwritten."""
    from returnflow.backup import restore as restoring

    if check:
        manifest = restoring.verify(file)
    else:
        url = bootstrap.settings().database_url
        manifest = restoring.restore(file, into, database_url=url, known=office.known_revisions())
    if json:
        typer.echo(as_json(told(manifest) | {"into": None if check else into, "missing": restoring.missing(manifest)}))
        return
    typer.echo(f"{file}: whole" if check else f"{into}: {in_words(manifest)}, as of {manifest.made_at:%Y-%m-%d %H:%M} UTC")
    for line in restoring.missing(manifest):
        typer.echo(f"Missing: {line}.")
