"""Several processes that want the same return are given one."""

from datetime import UTC, datetime

import pytest

from returnflow.database import Database
from returnflow.measure.race import Asked, returns_of, run
from returnflow.returns.model import Store
from returnflow.stores.demo.fresh import seed_random

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request, tmp_path, _empty):
    path = tmp_path / "race.db"
    path.write_bytes(_empty.read_bytes())
    url = request.getfixturevalue("postgres_url") if request.param == "postgresql" else f"sqlite:///{path}"
    database = Database(url)
    yield database
    database.close()


def test_one_return_is_made_and_everybody_is_given_its_number(db, book):
    number = next(number for number in seed_random(db, 20, seed=1, now=NOW) if number.startswith("11"))
    asked = Asked(db.url, None, book, Store.AMAZON, number, NOW)
    answers = run(asked, processes=6)
    made = returns_of(db, asked)
    assert len(made) == 1
    assert answers == made * 6


def test_what_goes_wrong_in_a_process_is_its_answer(db, book):
    seed_random(db, 1, seed=1, now=NOW)
    answers = run(Asked(db.url, None, book, Store.AMAZON, "111-0000000-0000000", NOW), processes=2)
    assert [answer.split(":")[0] for answer in answers] == ["AssertionError", "AssertionError"]


def test_who_does_not_come_to_the_start_says_why_and_keeps_nobody_waiting(book, tmp_path):
    asked = Asked(f"sqlite:///{tmp_path / 'nowhere' / 'race.db'}", None, book, Store.AMAZON, "111-0000000-0000000", NOW)
    answers = run(asked, processes=3)
    assert len(answers) == 3
    assert {answer.split(":")[0] for answer in answers} <= {"UpstreamUnavailable", "BrokenBarrierError"}
    assert any(answer.startswith("UpstreamUnavailable") for answer in answers)
