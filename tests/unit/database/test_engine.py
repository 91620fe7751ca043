import threading
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from sqlalchemy import create_engine, text

from returnflow.database import Database
from returnflow.errors import UpstreamUnavailable

from .conftest import only_postgresql, only_sqlite

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def pragma(db, name):
    with db.read() as work:
        return work._session.execute(text(f"PRAGMA {name}")).scalar()


@only_sqlite
def test_a_database_waits_for_writers_keeps_its_promises_and_never_loses_a_commit(db):
    assert pragma(db, "journal_mode") == "wal"
    assert pragma(db, "busy_timeout") == 5000
    assert pragma(db, "foreign_keys") == 1
    assert pragma(db, "synchronous") == 2


def test_what_is_written_is_kept(db):
    with db.begin() as work:
        work.workers.beat("w", 3, NOW)
    with db.read() as work:
        assert work.workers.capacity(NOW) == 3


def test_a_transaction_that_raises_keeps_nothing(db):
    with suppress(ZeroDivisionError), db.begin() as work:
        work.workers.beat("w", 3, NOW)
        work.outbox.add("kind", "key", {}, NOW)
        _ = 1 / 0
    with db.read() as work:
        assert work.workers.capacity(NOW) == 0
        assert work.outbox.due(NOW) == []


def test_a_read_cannot_write(db):
    with pytest.raises(UpstreamUnavailable), db.read() as work:
        work.workers.beat("w", 3, NOW)


def test_a_read_sees_one_moment_while_others_write(db):
    with db.read() as reader:
        assert reader.workers.capacity(NOW) == 0
        with db.begin() as writer:
            writer.workers.beat("w", 3, NOW)
        assert reader.workers.capacity(NOW) == 0


def test_two_writers_take_turns_from_their_first_read_on(db):
    """Both read, then write what they read plus one: without a lock from the start one of them would be lost or fail.

    On SQLite the transaction itself is the lock, on PostgreSQL it is held by name.
    """

    def add_one():
        with db.begin() as work:
            work.alone("the capacity")
            now = work.workers.capacity(NOW)
            work.workers.beat("w", now + 1, NOW)

    threads = [threading.Thread(target=add_one) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as work:
        assert work.workers.capacity(NOW) == 12


def test_a_database_that_is_locked_too_long_is_named_and_not_just_an_error_of_the_driver(db):
    other = create_engine(db.url).connect()
    other.exec_driver_sql("BEGIN EXCLUSIVE" if db.url.startswith("sqlite") else "LOCK TABLE workers")
    with pytest.raises(UpstreamUnavailable) as raised, Database(db.url, busy_timeout_ms=50).begin() as work:
        work.workers.beat("w", 1, NOW)
    assert raised.value.provider == "database"
    assert "lock" in raised.value.message
    other.rollback()
    other.close()


def test_a_missing_folder_is_made(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/not/yet/there.db")
    database.upgrade()
    assert (tmp_path / "not/yet/there.db").is_file()


def test_asking_before_the_schema_exists_is_named(bare_url):
    database = Database(bare_url)
    with pytest.raises(UpstreamUnavailable), database.read() as work:
        work.calls.live()
    database.close()


@only_postgresql
def test_a_postgresql_url_that_names_no_driver_is_taken_too(url):
    database = Database(url.replace("postgresql+psycopg:", "postgresql:"))
    with database.read() as work:
        assert work.calls.live() == []
    database.close()
