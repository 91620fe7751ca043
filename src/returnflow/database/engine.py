"""The engine and its transactions. Owns connecting, locking and upgrading; knows no table.

SQLite runs in WAL mode; a writer takes the one write lock when it begins (BEGIN IMMEDIATE), because a transaction that reads
first and upgrades its lock later fails at once when another wrote in between, however long busy_timeout is. On PostgreSQL a
reader gets the same promise (one moment, no writing) as a transaction of its own kind.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, InternalError, OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from returnflow.database.migrations import HEAD
from returnflow.database.sealing import ClearText, Sealer
from returnflow.database.work import DatabaseWork
from returnflow.errors import SetupError, UpstreamUnavailable

BUSY_TIMEOUT_MS = 5_000
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    # A commit that was acknowledged must survive a power cut: an effect may already have gone out. About 1 ms on an SSD.
    "PRAGMA synchronous=FULL",
)
_READING = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_NO_SUCH_TABLE = "42P01"  # PostgreSQL's code; SQLite's driver calls it an operational error
_WRITING = "returnflow_writing"
_UPGRADE_LOCK = "schema"


class Database:
    """One database by its SQLAlchemy URL. Cheap to make; connects on first use. Threads may share it, forks may not.

    `sealer` seals personal data; without one they lie in clear text.
    """

    def __init__(self, url: str, busy_timeout_ms: int = BUSY_TIMEOUT_MS, *, sealer: Sealer | None = None) -> None:
        self.url = url
        self.sealer: Sealer = sealer or ClearText()
        self._engine = _engine(url, busy_timeout_ms)

    @contextmanager
    def begin(self) -> Iterator[DatabaseWork]:
        """One write transaction, kept when the block ends well and dropped when it raises."""
        with self._transaction(writing=True) as work:
            yield work

    @contextmanager
    def read(self) -> Iterator[DatabaseWork]:
        """One consistent view for reading. Writing in it raises; other writers are not held up."""
        with self._transaction(writing=False) as work:
            yield work

    def upgrade(self) -> None:
        """Bring the schema to the newest revision. At the newest it is one query, so every process may call it.

        Raises SetupError, with nothing changed, when a newer version of ReturnFlow has been here.
        """
        with self._engine.execution_options(**{_WRITING: False}).connect() as connection, _named_errors():
            if _revision(connection) == HEAD:
                return
        from returnflow.database.migrations.run import known, to_head  # Alembic's import alone takes 150 ms

        with self._engine.execution_options(**{_WRITING: True}).begin() as connection, _named_errors():
            DatabaseWork(Session(connection)).alone(_UPGRADE_LOCK)
            found = _revision(connection)
            if found is not None and found not in known():
                fix = "install the version that was used before, or restore a backup from before its upgrade"
                raise SetupError(f"the database has the schema {found}, which is newer than this version", fix=fix)
            if found != HEAD:
                to_head(connection)

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[DatabaseWork]:
        engine = self._engine.execution_options(**{_WRITING: writing})
        if not writing and engine.dialect.name == "postgresql":
            engine = engine.execution_options(**_READING)
        with _named_errors(), Session(engine, expire_on_commit=False, autoflush=True) as session:
            yield DatabaseWork(session, self.sealer)
            if writing:
                session.commit()


@contextmanager
def _named_errors() -> Iterator[None]:
    try:
        yield
    except (OperationalError, InternalError, ProgrammingError) as error:
        if isinstance(error, ProgrammingError) and getattr(error.orig, "sqlstate", "") != _NO_SUCH_TABLE:
            raise
        raise UpstreamUnavailable(
            "database", f"the database did not answer: {error.orig}", fix="see that it can be reached and nothing else holds it"
        ) from error


def _engine(url: str, busy_timeout_ms: int) -> Engine:
    if make_url(url).get_backend_name() == "sqlite":
        return _sqlite(url, busy_timeout_ms)
    return _postgresql(url, busy_timeout_ms)


def _postgresql(url: str, busy_timeout_ms: int) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, pool_size=10, max_overflow=20)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {busy_timeout_ms}")  # a lock is waited for as long as on SQLite
        connection.commit()

    return engine


def _sqlite(url: str, busy_timeout_ms: int) -> Engine:
    name = make_url(url).database
    if name:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, pool_size=10, max_overflow=30, connect_args={"check_same_thread": False})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not begin transactions of its own
        connection.execute(f"PRAGMA busy_timeout={busy_timeout_ms}")  # first: turning on WAL may already have to wait
        for pragma in _PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get(_WRITING, True)
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _revision(connection: Connection) -> str | None:
    """The schema's revision, None when there is no schema yet."""
    try:
        with connection.begin_nested() if connection.dialect.name != "sqlite" else _nothing():
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except DBAPIError as error:
        if "alembic_version" in str(error.orig):
            return None
        raise


@contextmanager
def _nothing() -> Iterator[None]:
    yield
