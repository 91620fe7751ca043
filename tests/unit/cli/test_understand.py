"""`returnflow understand`: what is found, and nothing that was not."""

import json

import pytest

from returnflow.cli import run


def found(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["understand", "--json", *arguments]) == 0
    result: dict[str, object] = json.loads(capsys.readouterr().out)
    return result


def test_store_item_reason_and_intent_are_found_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    result = found(capsys, "I want to return my headphones to Amazon, they stopped working")
    assert (result["store"], result["item"]) == ("amazon", "headphones")
    assert result["reason"]
    assert "yes" not in result


def test_half_an_order_number_is_told_to_be_incomplete(capsys: pytest.CaptureFixture[str]) -> None:
    result = found(capsys, "one", "one", "four", "--expecting", "order_number", "--store", "amazon")
    assert result["complete"] == "incomplete"


def test_a_no_is_found_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert found(capsys, "no", "--expecting", "yes_no")["yes"] is False


def test_people_get_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["understand", "it's", "Walmart"]) == 0
    assert "store        walmart" in capsys.readouterr().out
