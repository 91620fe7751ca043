"""Runs Alembic on an open connection, inside its transaction."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration for these revisions, without an ini file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.attributes["connection"] = connection
    return made


def to_head(connection: Connection) -> None:
    """Upgrade to the newest revision."""
    command.upgrade(config(connection), "head")


def known() -> frozenset[str]:
    """Every revision that this version can upgrade from."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(config()).walk_revisions())
