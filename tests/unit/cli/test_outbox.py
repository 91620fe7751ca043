"""`returnflow outbox`: an operator sees what waits and what was given up, and decides."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.clock import system_clock
from returnflow.database import Database

RMA = "RF-2222-222A"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A row that waits, one given up, one done."""
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path))
    made = bootstrap.database(bootstrap.settings())
    made.upgrade()
    with made.begin() as work:
        work.outbox.add("notify_created", "waits", {"rma": "RF-1111-111N"}, system_clock() + timedelta(hours=1))
        work.outbox.add("notify_label", "dead", {"rma": RMA}, LONG_AGO)
        work.outbox.give_up(2, "the label was never released", LONG_AGO)
        work.outbox.add("merchant_webhook", "done", {"rma": RMA, "event": "created"}, LONG_AGO)
        work.outbox.done(3, LONG_AGO, "200 from the merchant")
    return made


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(database: Database, capsys: pytest.CaptureFixture[str]) -> Say:
    def say(*words: str) -> tuple[int, str, str]:
        code = run(["outbox", *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return say


def told(shown: str) -> Any:
    return json.loads(shown)


def test_the_list_says_where_each_effect_stands(say: Say) -> None:
    code, shown, _ = say("list")
    assert code == 0
    assert [line.split()[:4] for line in shown.splitlines()[1:]] == [
        ["3", "merchant_webhook", RMA, "done"],
        ["2", "notify_label", RMA, "dead"],
        ["1", "notify_created", "RF-1111-111N", "waits"],
    ]


def test_dead_letters_and_one_return_can_be_listed_alone(say: Say) -> None:
    assert [row["id"] for row in told(say("list", "--dead", "--json")[1])] == [2]
    assert [row["id"] for row in told(say("list", "--rma", "rf2222222a", "--json")[1])] == [3, 2]
    code, _, error = say("list", "--rma", "RF-1")
    assert code == 2
    assert "is no return number" in error


def test_one_effect_is_shown_with_its_reason(say: Say) -> None:
    document = told(say("show", "2", "--json")[1])
    assert (document["state"], document["why"]) == ("dead", "the label was never released")
    assert document["payload"] == {"rma": RMA}
    assert "given_up  2026-01-01" in say("show", "2")[1]
    assert say("show", "99")[0] == 2


def test_a_dead_letter_is_tried_again(say: Say, database: Database) -> None:
    assert told(say("retry", "2", "--json")[1])["state"] == "due"
    with database.read() as work:
        assert [row.id for row in work.outbox.due(system_clock())] == [2]


def test_all_dead_letters_are_tried_again(say: Say) -> None:
    assert say("retry", "--all-dead")[1] == "1 effect will be tried again\n"
    assert told(say("retry", "--all-dead", "--json")[1]) == {"count": 0}


@pytest.mark.parametrize("words", [("retry",), ("retry", "2", "--all-dead"), ("drop", "2"), ("replay",)])
def test_what_is_not_said_plainly_is_not_done(say: Say, database: Database, words: tuple[str, ...]) -> None:
    assert say(*words)[0] == 2
    with database.read() as work:
        assert work.outbox.due(system_clock()) == []


def test_an_effect_is_dropped_for_good(say: Say) -> None:
    assert told(say("drop", "2", "--yes", "--json")[1])["why"] == "dropped by an operator"
    code, _, error = say("retry", "2")
    assert code == 1
    assert "dropped by an operator" in error


def test_events_are_sent_to_the_merchant_again(say: Say, database: Database) -> None:
    assert say("replay", "--since", "2026-01-02")[1] == "0 effects will be sent again\n"
    assert told(say("replay", "--rma", RMA, "--json")[1]) == {"count": 1}
    with database.read() as work:
        assert [row.key for row in work.outbox.due(system_clock())] == ["done"]
