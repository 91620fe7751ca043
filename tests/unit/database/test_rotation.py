from datetime import UTC, datetime

import pytest

from returnflow.database import Database
from returnflow.database.rotation import MOST_ROWS, reseal
from returnflow.database.sealing import KeyRing, SealingKeys, WrongKey, new_key
from returnflow.database.staging import Rhythm
from returnflow.returns.model import Store
from returnflow.stores import demo

from .conftest import raw

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
FIRST, SECOND, LOOK_UP = new_key(), new_key(), new_key()
OLD = KeyRing(SealingKeys.of_text({1: FIRST}, LOOK_UP))
BOTH = KeyRing(SealingKeys.of_text({1: FIRST, 2: SECOND}, LOOK_UP))


def rhythm(database, rows=7):
    return Rhythm(database, pause=lambda _: None, rows=rows)


@pytest.fixture
def filled(url):
    """A database with something in every sealed column, under the first key."""
    database = Database(url, sealer=OLD)
    demo.seed(database, NOW)
    with database.begin() as work:
        for name in ("a", "b", "c"):
            work.calls.create(name, user_identity="u", caller_key=name, room_name=name, channel="voice", recording=False, at=NOW)
        work.calls.save_state("a", {"zip": "60614"}, NOW)
        work.handoffs.request("b", "asked", "wants a person", {"zip": "60614"}, NOW)
        work.callbacks.add("c", "+13125550101", NOW)
        work.timeline.append("a", "utterance", NOW, {"role": "user", "text": "I am Ada"})
    database.close()
    return url


@pytest.fixture
def rotated(filled):
    database = Database(filled, sealer=BOTH)
    yield database
    database.close()


def under(database):
    with database.read() as work:
        return work.seals.under([1, 2])


def test_every_sealed_value_of_every_table_gets_under_the_new_key_and_reads_the_same(rotated):
    before = under(rotated)
    with rotated.read() as work:
        known, found = work.orders.list(1000), work.orders.by_contact(email="maria.carter@example.com")
    done = {one.table: one.values for one in reseal(rhythm(rotated), 2)}
    assert set(done) >= {"orders", "calls", "handoffs", "callbacks", "timeline"}
    assert (done["calls"], done["handoffs"], done["callbacks"]) == (1, 2, 1)
    assert before[1] == sum(done.values())
    assert under(rotated) == {1: 0, 2: before[1], 0: 0}
    with rotated.read() as work:
        assert work.orders.list(1000) == known
        assert work.orders.by_contact(email="maria.carter@example.com") == found
        assert found
        assert work.calls.state("a") == {"zip": "60614"}
        assert work.handoffs.waiting()[0].summary == "wants a person"
        assert work.timeline.read("a")[0].data == {"role": "user", "text": "I am Ada"}
        assert work.callbacks.list()[0].contact == "+13125550101"


def test_again_changes_nothing(rotated):
    reseal(rhythm(rotated), 2)
    before = raw(rotated, "SELECT name, zip, phone FROM orders ORDER BY id")
    assert sum(one.rows for one in reseal(rhythm(rotated), 2)) == 0
    assert raw(rotated, "SELECT name, zip, phone FROM orders ORDER BY id") == before


def test_a_rotation_that_was_stopped_goes_on_where_it_was(rotated, monkeypatch):
    real, steps = Rhythm.write, []

    def dies(self, count, do):
        if len(steps) == 2:
            raise KeyboardInterrupt
        steps.append(count)
        return real(self, count, do)

    total = under(rotated)[1]
    monkeypatch.setattr(Rhythm, "write", dies)
    with pytest.raises(KeyboardInterrupt):
        reseal(rhythm(rotated), 2)
    monkeypatch.setattr(Rhythm, "write", real)
    half = under(rotated)
    assert half[1] > 0
    assert half[2] > 0
    assert sum(one.values for one in reseal(rhythm(rotated), 2)) == half[1]
    assert under(rotated) == {1: 0, 2: total, 0: 0}


def test_no_transaction_takes_more_rows_than_promised(rotated, monkeypatch):
    counts, real = [], Rhythm.write
    monkeypatch.setattr(Rhythm, "write", lambda self, count, do: (counts.append(count), real(self, count, do))[1])
    reseal(rhythm(rotated, rows=10**6), 2)
    assert max(counts) == MOST_ROWS


def test_a_value_whose_key_is_missing_stops_it_by_name(filled):
    database = Database(filled, sealer=KeyRing(SealingKeys.of_text({2: SECOND}, LOOK_UP)))
    with pytest.raises(WrongKey, match="key 1"):
        reseal(rhythm(database), 2)
    assert under(database)[1] > 0
    database.close()


def test_keys_of_another_database_are_found_at_the_start(filled):
    right, wrong = Database(filled, sealer=BOTH), Database(filled, sealer=KeyRing(SealingKeys.of_text({1: SECOND}, LOOK_UP)))
    with right.read() as work:
        work.seals.check()
    with pytest.raises(WrongKey, match="key 1"), wrong.read() as work:
        work.seals.check()
    right.close()
    wrong.close()


def test_a_process_that_has_not_met_the_new_key_goes_on_and_the_next_round_finds_what_it_wrote(filled, world):
    newer = SealingKeys.of_text({1: FIRST, 2: SECOND}, LOOK_UP)
    late = Database(filled, sealer=KeyRing(SealingKeys.of_text({1: FIRST}, LOOK_UP), reload=lambda: newer))
    rotating = Database(filled, sealer=BOTH)
    reseal(rhythm(rotating), 2)
    with late.begin() as work:
        work.calls.save_state("b", {"late": True}, NOW)
    assert under(rotating)[1] == 1
    with late.read() as work:
        assert work.orders.get(Store.AMAZON, "114-2839407-5561823").customer.last_name == "Carter"
        assert work.calls.state("b") == {"late": True}
    reseal(rhythm(rotating), 2)
    assert under(rotating)[1] == 0
    late.close()
    rotating.close()
