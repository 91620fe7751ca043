"""Two processes live the same lives at once, each with its own sweeper and worker: a row is in one pair of hands only."""

import pytest

from returnflow.database import Database
from returnflow.returns.model import Store
from tests.redis_server import redis_server

from .conftest import Nursery
from .life import NUMBERS, Given

__all__ = ["redis_server"]


@pytest.fixture
def other():
    made = Nursery()
    yield made
    made.close()


@pytest.mark.parametrize("store", ["file", "redis"])
def test_nothing_is_delivered_twice_while_nobody_dies(store, url, nursery, other, receivers, tmp_path, request):
    mail, merchant = receivers
    mail.mails.clear()
    merchant.got.clear()
    redis = request.getfixturevalue("redis_server").url if store == "redis" else ""
    given = Given(url, str(tmp_path), mail.url, merchant.url, 0.0, "jobs", redis=redis)
    for each in (nursery, other):
        each.begin(given)
    assert all([each.end() for each in (nursery, other)])
    database = Database(url)
    with database.read() as work:
        assert [len(work.returns.for_order(Store.AMAZON, number)) for number in NUMBERS.values()] == [1, 1]
        rows = work.outbox_review.list(limit=1000)
    database.close()
    assert {row.attempts for row in rows if row.done_at} == {1}
    assert {row.kind for row in rows if not row.done_at} == {"notify_reminder_7", "notify_reminder_2"}
    assert sorted(mail.ids.values()) == [1] * 7
    assert sorted(merchant.keys.values()) == [1] * 14
