"""What lies in the table: nothing that opens anything."""

import hashlib
from datetime import UTC, datetime, timedelta

from returnflow.returns.contact import Channel
from returnflow.returns.model import Store
from returnflow.returns.ports import OneTimeCode

from ..conftest import raw

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def code(name="c-1", caller="one", at=NOW, **given):
    facts = {"store": Store.AMAZON, "order_digits": "111", "channel": Channel.EMAIL, "reaches": True}
    return OneTimeCode(id=name, caller_key=caller, sent_at=at, expires_at=at + timedelta(minutes=5), **(facts | given))


def rows(db):
    return str(raw(db, "SELECT * FROM codes"))


def test_neither_the_digits_nor_the_address_are_in_the_table(sealed_db):
    with sealed_db.begin() as work:
        work.codes.add(code(), "482913", "maria@example.com")
    assert "482913" not in rows(sealed_db)
    assert "maria" not in rows(sealed_db)
    assert hashlib.sha256(b"482913").hexdigest() not in rows(sealed_db)


def test_the_digits_are_known_again_and_can_be_read_by_a_deliverer(sealed_db):
    with sealed_db.begin() as work:
        work.codes.add(code(), "482913", "maria@example.com")
        assert work.codes.matches("c-1", "482913")
        assert not work.codes.matches("c-1", "482914")
        assert not work.codes.matches("c-2", "482913")
        assert work.codes.value("c-1") == "482913"
        assert work.codes.get("c-1") == code()


def test_the_same_digits_of_two_codes_look_different(sealed_db):
    with sealed_db.begin() as work:
        work.codes.add(code("c-1"), "482913", "")
        work.codes.add(code("c-2"), "482913", "")
    assert raw(sealed_db, "SELECT count(DISTINCT fingerprint), count(DISTINCT value) FROM codes") == [(2, 2)]


def test_a_used_code_has_lost_its_digits(sealed_db):
    with sealed_db.begin() as work:
        work.codes.add(code(), "482913", "a@example.com")
        work.codes.use("c-1", NOW)
        assert work.codes.value("c-1") == ""
        assert work.codes.get("c-1").used_at == NOW
        assert work.codes.used_since("one", Store.AMAZON, "111", NOW)
        assert not work.codes.used_since("one", Store.AMAZON, "111", NOW + timedelta(seconds=1))


def test_the_newest_is_this_callers_for_this_order(db):
    with db.begin() as work:
        for name, given in {
            "old": {}, "new": {"at": NOW + timedelta(minutes=1)}, "theirs": {"caller": "two", "at": NOW + timedelta(minutes=2)},
            "other": {"order_digits": "222", "at": NOW + timedelta(minutes=3)},
        }.items():  # fmt: skip
            work.codes.add(code(name, **given), "482913", "a@example.com")
        assert work.codes.newest("one", Store.AMAZON, "111").id == "new"
        assert work.codes.newest("one", Store.WALMART, "111") is None


def test_sends_are_counted_by_order_by_caller_and_by_address(db):
    with db.begin() as work:
        work.codes.add(code("1", at=NOW - timedelta(hours=2)), "1", "a@example.com")
        work.codes.add(code("2", caller="two"), "2", "A@example.com ")
        work.codes.add(code("3", order_digits="222"), "3", "")
        since = NOW - timedelta(hours=1)
        assert work.codes.sent_for(Store.AMAZON, "111", since) == [NOW]
        assert work.codes.sent_for(Store.AMAZON, "111", NOW - timedelta(days=1)) == [NOW, NOW - timedelta(hours=2)]
        assert (work.codes.sent_by("one", since), work.codes.sent_by("two", since)) == (1, 1)
        assert (work.codes.sent_to("a@example.com", since), work.codes.sent_to("", since)) == (1, 0)


def test_what_is_older_is_forgotten(db):
    with db.begin() as work:
        work.codes.add(code("old", at=NOW - timedelta(days=2)), "1", "")
        work.codes.add(code("new"), "2", "")
        work.codes.forget(NOW - timedelta(days=1))
        assert (work.codes.get("old"), work.codes.get("new")) == (None, code("new"))
