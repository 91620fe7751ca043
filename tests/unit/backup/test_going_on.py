"""What was put back is the same to the last row, and goes on where it was: same returns, same effects under the same keys."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from returnflow.backup.make import make
from returnflow.backup.restore import restore
from returnflow.database.tables import Base
from returnflow.ids import uuid7
from returnflow.labels.maker import SampleCarrier
from returnflow.measure.race import Asked, open_one
from returnflow.returns import service
from returnflow.returns.model import LabelState, Store
from returnflow.stores import merchant

from .conftest import NOW, restored_database


def everything(database):
    """Every row of every table."""
    with database.read() as work:
        connection = work._session.connection()
        return {table.name: sorted(map(repr, connection.execute(select(table)))) for table in Base.metadata.sorted_tables}


def effects(database):
    """Kind and key of every effect that is due by next year."""
    with database.read() as work:
        return [(row.kind, row.key) for row in work.outbox.due(NOW + timedelta(days=400), 100)]


@pytest.fixture
def asked(database, book):
    with database.read() as work:
        order = next(order for order in work.orders.list(25) if order.store is Store.AMAZON)
    return Asked(database.url, None, book, order.store, order.number, NOW)


@pytest.fixture
def made(database, asked):
    """A return whose label is still to be made, and a call that waits for a person."""
    call_id = uuid7()
    with database.begin() as work:
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="", channel="chat", recording=False, at=NOW)
        work.timeline.append(call_id, "utterance", NOW, {"role": "user", "text": "my name is Carter"})
        work.handoffs.request(call_id, "asked", "The caller asked for a person.", {"any": "state"}, NOW)
        work.callbacks.add(call_id, "+14155550101", NOW)
    return open_one(database, asked)


@pytest.fixture
def again(installation, made, ring, tmp_path, empty_url, revisions):
    """The installation put back elsewhere."""
    make(installation, tmp_path / "b.tar.gz", NOW, keys=True)
    restore(tmp_path / "b.tar.gz", tmp_path / "new", database_url=empty_url, known=revisions)
    database = restored_database(tmp_path / "new", empty_url, ring)
    yield database
    database.close()


def test_every_row_of_every_table_is_the_same(database, again):
    before = everything(database)
    assert everything(again) == before
    assert {name for name, rows in before.items() if rows} >= {
        "orders", "order_lines", "returns", "return_lines", "return_units", "refunds", "labels", "outbox", "calls", "timeline",
        "handoffs", "callbacks",
    }  # fmt: skip


def test_the_same_return_asked_for_again_is_the_one_there_was(again, asked, made):
    assert open_one(again, replace(asked, url=again.url)) == made


def test_what_was_still_to_happen_happens_there_under_its_old_keys(database, again, made, tmp_path):
    assert effects(again) == effects(database) != []
    labels = SampleCarrier(tmp_path / "new" / "labels", b"secret", merchant.load().centres())
    service.issue_labels(again.begin, labels, made.rma, NOW)
    with again.read() as work:
        label = work.labels.get(made.rma)
    assert label.state is LabelState.RELEASED
    assert (tmp_path / "new" / "labels" / label.file).is_file()
