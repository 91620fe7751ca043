"""`returnflow backup FILE`: everything in one archive, taken while it runs. Packing is `backup`'s."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from returnflow import bootstrap, office
from returnflow.cli.output import Json, as_json

if TYPE_CHECKING:
    from returnflow.backup.manifest import Manifest

app = typer.Typer(help="Write everything into one archive, while it runs.")

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A new file that ends in .tar.gz or .tar.zst.")]


@app.command()
def backup(
    file: FileArgument,
    with_recordings: Annotated[bool, typer.Option("--with-recordings", help="The recordings of calls too.")] = False,
    with_keys: Annotated[
        bool, typer.Option("--with-keys", help="keys.json too: whoever has the file can read all of it.")
    ] = False,
    json: Json = False,
) -> None:
    """Write database, labels and messages; recordings and keys only when asked for."""
    from returnflow.backup.make import make
    from returnflow.backup.restore import missing
    from returnflow.clock import system_clock

    settings = bootstrap.settings()
    manifest = make(office.installation(settings), file, system_clock(), recordings=with_recordings, keys=with_keys)
    document = told(manifest) | {"file": file, "bytes": file.stat().st_size, "missing": missing(manifest)}
    typer.echo(as_json(document) if json else f"{file}: {in_words(manifest)}; {document['bytes'] / 1e6:.1f} MB")
    if not json and not manifest.has_keys:
        typer.echo("Keep keys.json apart from it: without the two together nobody can open personal data.")


def told(manifest: "Manifest") -> dict[str, Any]:
    """A manifest for programs."""
    from returnflow.backup.manifest import FOLDERS

    return {
        "made_at": manifest.made_at, "version": manifest.version, "schema": manifest.schema, "engine": manifest.engine,
        "keys": manifest.has_keys, **{folder: manifest.count(folder) for folder in FOLDERS},
    }  # fmt: skip


def in_words(manifest: "Manifest") -> str:
    """A manifest for people."""
    recordings = manifest.count("recordings")
    parts = (
        f"{manifest.engine} database (schema {manifest.schema})",
        f"{manifest.count('labels')} labels",
        f"{manifest.count('outbox')} messages",
        f"{recordings} recordings" if recordings else "no recordings",
        "keys" if manifest.has_keys else "no keys",
    )
    return ", ".join(parts)
