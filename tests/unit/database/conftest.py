"""Every test of the database that takes `db` runs on both engines: SQLite, and a real PostgreSQL that the tests start."""

import pytest
from sqlalchemy import event, text

from returnflow.database import Database
from returnflow.database.sealing import KeyRing, SealingKeys, new_key


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    return request.param


@pytest.fixture
def bare_url(engine, request, tmp_path):
    """The address of a database without a schema."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/fresh.db"
        return
    with request.getfixturevalue("postgres").database("template0") as url:
        yield url


@pytest.fixture
def url(engine, request, tmp_path, _empty):
    """The address of a database at the newest schema."""
    if engine == "postgresql":
        return request.getfixturevalue("postgres_url")
    path = tmp_path / "returnflow.db"
    path.write_bytes(_empty.read_bytes())
    return f"sqlite:///{path}"


only_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
only_postgresql = pytest.mark.parametrize("engine", ["postgresql"], indirect=True)


@pytest.fixture
def db(url):
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def ring():
    """A key ring with one key."""
    return KeyRing(SealingKeys.of_text({1: new_key()}, new_key()))


@pytest.fixture
def sealed_db(url, ring):
    """A database that seals."""
    database = Database(url, sealer=ring)
    yield database
    database.close()


@pytest.fixture
def plan_of(db):
    """SQLite's plan of every query that a function of a transaction makes, in one text."""

    def explained(do):
        asked = []

        def note(_connection, _cursor, statement, parameters, *_):
            if statement.startswith("SELECT"):
                asked.append((statement, parameters))

        event.listen(db._engine, "before_cursor_execute", note)
        with db.read() as work:
            do(work)
        event.remove(db._engine, "before_cursor_execute", note)
        with db.read() as work:
            connection = work._session.connection()
            rows = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all() for query, given in asked]
        return "\n".join(row[-1] for query in rows for row in query)

    return explained


def raw(database, query):
    """What really lies in the database."""
    with database.read() as work:
        return work._session.execute(text(query)).all()
