"""A whole database as one file, taken while others write, and put back.

SQLite's own online copy reads one moment; PostgreSQL's `pg_dump` does. The file is SQLite's database or PostgreSQL's archive.
Knows no table but the one that holds the revision.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, create_engine, inspect, make_url, text
from sqlalchemy.exc import OperationalError

from returnflow.errors import Conflict, InvalidInput, SetupError, UpstreamUnavailable

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_CLIENT = "install PostgreSQL's client programs (Debian: postgresql-client), of the server's version or newer"
_BUSY_S = 30.0


def engine_of(url: str) -> str:
    """Which engine a database's URL names."""
    return make_url(url).get_backend_name()


def save(url: str, to: Path) -> None:
    """Write the database as of one moment into a new file. Raises SetupError when there is none or a program is missing."""
    if engine_of(url) == POSTGRESQL:
        _postgres("pg_dump", make_url(url), ["--format=custom", "--no-owner", "--no-privileges", f"--file={to}"])
        return
    name = make_url(url).database or ""
    if not Path(name).is_file():
        raise SetupError(
            f"there is no database at {name}",
            field="RETURNFLOW_DATABASE_URL",
            fix="start ReturnFlow once, or name its data folder",
        )
    # All pages in one step: with WAL that is one reader's view, and writers go on meanwhile.
    with closing(_read_only(Path(name))) as source, closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def revision(url: str) -> str:
    """The revision of the schema. Raises SetupError when there is no schema, UpstreamUnavailable when nobody answers."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            tables = inspect(connection).get_table_names()
            found = connection.scalar(text("SELECT version_num FROM alembic_version")) if "alembic_version" in tables else None
    except OperationalError as error:
        raise UpstreamUnavailable("database", f"the database did not answer: {error.orig}") from error
    finally:
        engine.dispose()
    if not found:
        raise SetupError("this database has no schema", field="RETURNFLOW_DATABASE_URL", fix="start ReturnFlow once")
    return str(found)


def check(engine: str, file: Path) -> None:
    """Whether the file is a whole database. Raises InvalidInput."""
    if engine == POSTGRESQL:
        _run([_program("pg_restore"), "--list", str(file)], {}, "the database in this backup cannot be read")
        return
    try:
        with closing(_read_only(file)) as database:
            said = database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        said = str(error)
    if said != "ok":
        raise InvalidInput(f"the database in this backup is damaged: {said}", field="file", fix="take another backup")


def put_back(url: str, file: Path) -> None:
    """Fill an empty PostgreSQL database from the file, wholly or not at all. Raises Conflict when it is not empty."""
    require_empty(url)
    options = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges"]
    _postgres("pg_restore", make_url(url), [*options, f"--dbname={make_url(url).database}", str(file)])


def require_empty(url: str) -> None:
    """Raises Conflict when the database has tables."""
    engine = create_engine(url)
    try:
        tables = inspect(engine).get_table_names()
    finally:
        engine.dispose()
    if tables:
        fix = "create an empty database and name it in RETURNFLOW_DATABASE_URL"
        raise Conflict(f"the database {make_url(url).database} is not empty", field="RETURNFLOW_DATABASE_URL", fix=fix)


def _read_only(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(file.absolute()))}?mode=ro", uri=True, timeout=_BUSY_S)


def _postgres(program: str, url: URL, options: Sequence[str]) -> None:
    """Run one of PostgreSQL's programs. The password goes by the environment: everybody on the machine can read arguments."""
    given = {
        "PGHOST": url.host or _first(url.query.get("host")),
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": url.password or "",
        "PGDATABASE": url.database or "",
        "PGSSLMODE": _first(url.query.get("sslmode")),
    }
    _run(
        [_program(program), "--no-password", *options],
        {name: value for name, value in given.items() if value},
        f"{program} failed",
    )


def _first(value: str | Sequence[str] | None) -> str:
    return value if isinstance(value, str) else (value[0] if value else "")


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise SetupError(f"{name} is not installed", fix=_CLIENT)
    return found


def _run(command: Sequence[str], environment: dict[str, str], failed: str) -> None:
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    if done.returncode:
        said = next((line for line in done.stderr.splitlines() if line.strip()), f"exit code {done.returncode}")
        fix = _CLIENT if "version mismatch" in done.stderr else "see that the database can be reached"
        raise UpstreamUnavailable("database", f"{failed}: {said}", fix=fix)
