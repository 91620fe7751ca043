"""`returnflow orders list`: what can be said, grouped by what really happens."""

import json
from pathlib import Path

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.returns.model import Outcome
from returnflow.stores import demo


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("RETURNFLOW_AS_OF", "2026-09-15")


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert run(["orders", "list", *words]) == 0
    return capsys.readouterr().out


def test_every_demo_order_is_listed_with_the_outcome_that_it_promises(capsys: pytest.CaptureFixture[str]) -> None:
    rows = {row["order_number"]: row for row in json.loads(listed(capsys, "--json"))}
    assert set(rows) == {tried.number for tried in demo.to_try()}
    for tried in demo.to_try():
        row = rows[tried.number]
        assert (row["outcome"], row["say"], row["last_name"], row["zip"]) == (
            tried.outcome,
            tried.call,
            tried.last_name,
            tried.zip,
        )


def test_the_list_is_grouped_and_says_what_to_say(capsys: pytest.CaptureFixture[str]) -> None:
    text = listed(capsys)
    heads = [line.split(":")[0] for line in text.splitlines() if line and not line.startswith(" ")]
    assert heads == ["Comes back", "Is exchanged for the same", "Is refunded and kept", "Is refused", "Goes to a person"]
    at = text.splitlines().index(next(line for line in text.splitlines() if "114-2839407-5561823" in line))
    entry = text.splitlines()[at : at + 3]
    assert entry[0].split() == ["Amazon", "114-2839407-5561823", "Carter,", "94107", "headphones"]
    assert entry[1].strip().startswith('say  "Hi, ')
    assert entry[2].strip() == "it shows: in the window, the return is created and a label made"


def test_one_store_and_one_outcome_can_be_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(listed(capsys, "--store", "walmart", "--outcome", "exchange_only", "--json"))
    assert len(rows) >= 2
    assert {(row["store"], row["outcome"]) for row in rows} == {("walmart", Outcome.EXCHANGE_ONLY)}
    assert listed(capsys, "--store", "amazon", "--outcome", "exchange_only").strip() == "No such order."


def test_an_order_that_is_not_of_the_demo_gets_a_plain_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    number = demo.new_order(bootstrap.database(settings), bootstrap.clock(settings)()).number
    row = next(row for row in json.loads(listed(capsys, "--json")) if row["order_number"] == number)
    assert row["say"] == "Hi, I'd like to return the headphones I bought at Amazon, I changed my mind."
    assert row["what_happens"] == ""
    assert number in listed(capsys)


def test_a_number_of_orders_can_be_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(json.loads(listed(capsys, "--limit", "3", "--json"))) == 3
