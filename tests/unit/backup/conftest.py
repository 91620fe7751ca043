"""An installation with something in it, on either engine."""

import sqlite3
from datetime import UTC, datetime

import pytest

from returnflow.backup.make import Installation
from returnflow.backup.manifest import FOLDERS
from returnflow.database import Database
from returnflow.database.migrations.run import known
from returnflow.database.sealing import KeyRing, SealingKeys, new_key
from returnflow.stores.demo.fresh import seed_random

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request):
    return request.param


@pytest.fixture
def ring():
    return KeyRing(SealingKeys.of_text({1: new_key(), 3: new_key()}, new_key()))


@pytest.fixture
def data(tmp_path):
    """A data folder with files of every kind."""
    data = tmp_path / "data"
    for folder in FOLDERS:
        (data / folder / "2026").mkdir(parents=True)
        (data / folder / "one.bin").write_bytes(folder.encode() * 1000)
        (data / folder / "2026" / "two with spaces – and ünicode.bin").write_bytes(b"")
    (data / "labels" / ".draft-x").write_bytes(b"half")
    (data / "labels" / "link").symlink_to("/etc/hostname")
    (data / "keys.json").write_text('{"secret": "of ours"}')
    (data / "jobs.db").write_bytes(b"queue")
    return data


@pytest.fixture
def url(engine, data, request, _empty):
    if engine == "postgresql":
        return request.getfixturevalue("postgres_url")
    (data / "returnflow.db").write_bytes(_empty.read_bytes())
    return f"sqlite:///{data / 'returnflow.db'}"


@pytest.fixture
def database(url, ring):
    made = Database(url, sealer=ring)
    seed_random(made, 25, seed=7, now=NOW)
    yield made
    made.close()


@pytest.fixture
def installation(database, data, url):
    return Installation(data, url, "0.1.0", sealing=(1, 3))


@pytest.fixture
def empty_url(engine, request):
    """Where a backup of PostgreSQL goes; SQLite's goes into its folder."""
    if engine == "sqlite":
        yield ""
        return
    with request.getfixturevalue("postgres").database("template0") as url:
        yield url


@pytest.fixture
def revisions():
    return known()


def restored_database(into, empty_url, ring):
    return Database(empty_url or f"sqlite:///{into / 'returnflow.db'}", sealer=ring)


def content(database):
    """Every order that is seen, opened."""
    with database.read() as work:
        return {order.number: order for order in work.orders.list(10_000)}


def sqlite_content(path):
    """Every row of every table."""
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())
