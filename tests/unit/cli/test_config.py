"""`returnflow config`: every setting explained, no secret shown."""

import json

import pytest
from pydantic import SecretStr

from returnflow.cli import run
from returnflow.cli.config import explained
from returnflow.settings import Settings


def test_every_setting_is_explained_with_its_variable_and_default() -> None:
    rows = explained(Settings())
    assert [row["name"] for row in rows] == list(Settings.model_fields)
    assert all(row["meaning"] for row in rows)
    assert rows[0]["environment"] == "RETURNFLOW_DATA"


def test_a_secret_is_told_to_be_set_and_not_what_it_is() -> None:
    rows = explained(Settings(livekit_api_secret=SecretStr("hush-hush")))
    assert "hush-hush" not in str(rows)
    assert {row["name"]: row["value"] for row in rows}["livekit_api_secret"] == "(set)"


def test_a_changed_setting_is_marked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNFLOW_PLACES", "3")
    assert run(["config"]) == 0
    assert "RETURNFLOW_PLACES=3  (changed)" in capsys.readouterr().out


def test_json_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["config", "--json"]) == 0
    assert {"name", "value", "default", "meaning", "environment"} == set(json.loads(capsys.readouterr().out)[0])
