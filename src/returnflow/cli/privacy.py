"""`returnflow privacy`: what is held about one person, by e-mail address or phone number: export, erase."""

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from returnflow import bootstrap, office
from returnflow.cli.output import Json, as_json, table
from returnflow.files import write_whole

app = typer.Typer(help="What is held about one person: export, erase, audit.", no_args_is_help=True)

Email = Annotated[str, typer.Option("--email", help="E-mail address on file.")]
Phone = Annotated[str, typer.Option("--phone", help="Phone number on file, in any form.")]
HEADS = {"at": "at", "actor": "who", "action": "did", "facts": "what"}


@app.command()
def export(
    email: Email = "",
    phone: Phone = "",
    out: Annotated[Path | None, typer.Option("--out", help="File to write, for the owner's eyes only.")] = None,
) -> None:
    """Everything held about a contact, as JSON: orders, returns, calls with transcripts, callbacks."""
    document = as_json(office.privacy_export(bootstrap.settings(), email=email, phone=phone))
    if out is None:
        typer.echo(document)
        return
    write_whole(out, f"{document}\n".encode())
    typer.echo(out)


@app.command()
def erase(
    email: Email = "",
    phone: Phone = "",
    yes: Annotated[bool, typer.Option("--yes", help="It cannot be undone.")] = False,
    even_if_open: Annotated[bool, typer.Option("--even-if-open", help="Also when a return is under way.")] = False,
    json: Json = False,
) -> None:
    """Forget a contact: names, addresses, numbers, words said. Returns and decisions stay without them."""
    if not yes:
        raise typer.BadParameter("this cannot be undone; add --yes", param_hint="--yes")
    done = office.privacy_erase(
        bootstrap.settings(), email=email, phone=phone, actor=f"cli:{getpass.getuser()}", even_if_open=even_if_open
    )
    if json:
        typer.echo(as_json(asdict(done)))
        return
    if not done.anything:
        typer.echo("Nothing is held about that contact.")
        return
    for name, count in asdict(done).items():
        typer.echo(f"{name:<10}{count:>8,}")
    typer.echo("Forgotten. Backups made before still hold it; so does the file the orders were imported from.")


@app.command()
def audit(limit: Annotated[int, typer.Option(min=1, help="How many, newest first.")] = 50, json: Json = False) -> None:
    """What was done with personal data, and by whom."""
    with bootstrap.upgraded(bootstrap.settings()).read() as work:
        rows = [asdict(row) for row in work.audit.newest(limit)]
    typer.echo(as_json(rows) if json else table(rows, HEADS))
