"""`returnflow merchant`, and what a profile does to the settings."""

import json

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.errors import InvalidInput
from returnflow.stores.merchant import PROFILE


@pytest.fixture
def profile(tmp_path, monkeypatch):
    """A profile of our own, in force."""
    path = tmp_path / "mine.yaml"
    text = PROFILE.read_text().replace("code_above: 200.00", "code_above: 99.50").replace('["00:00-24:00"]', '["09:00-17:00"]')
    path.write_text(text.replace("closed: {}", "closed: {2026-12-25: Christmas Day}"))
    monkeypatch.setenv("RETURNFLOW_MERCHANT", str(path))
    return path


def test_a_good_profile_is_told_in_words(profile, capsys):
    assert run(["merchant", "check"]) == 0
    said = capsys.readouterr().out
    assert f"{profile}: all well" in said
    assert "Mon-Sun 09:00-17:00; not on 2026-12-25 (Christmas Day)" in said
    assert "for refunds above 99.50 USD" in said
    assert "Remark: no webhook_url" in said


def test_every_mistake_is_a_line_on_standard_error(tmp_path, capsys):
    path = tmp_path / "broken.yaml"
    path.write_text(PROFILE.read_text().replace("America/New_York", "X/Y").replace("state: IL", "state: QQ"))
    assert run(["merchant", "check", str(path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(": ")[2] for line in said.err.splitlines()] == [
        "zone", "return_centres.amazon.state", "return_centres.walmart.state",
    ]  # fmt: skip


def test_mistakes_as_json_have_line_and_fix(tmp_path, capsys):
    path = tmp_path / "broken.yaml"
    path.write_text(PROFILE.read_text().replace("America/New_York", "X/Y"))
    assert run(["merchant", "check", str(path), "--json"]) == 2
    document = json.loads(capsys.readouterr().out)
    assert not document["ok"]
    assert set(document["mistakes"][0]) == {"field", "line", "message", "fix"}


def test_show_and_schema_are_json_for_programs(profile, capsys):
    assert run(["merchant", "show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["thresholds"]["code_above"] == 9950
    assert run(["merchant", "schema"]) == 0
    assert "return_centres" in json.loads(capsys.readouterr().out)["properties"]


def test_the_profile_gives_what_no_setting_says(profile, monkeypatch):
    assert bootstrap.settings().verification_code_above == 9950
    assert bootstrap.thresholds(bootstrap.settings()).code_above.minor == 9950
    monkeypatch.setenv("RETURNFLOW_VERIFICATION_CODE_ABOVE", "20000")
    assert bootstrap.settings().verification_code_above == 20_000
    assert bootstrap.thresholds(bootstrap.settings()).code_above.minor == 20_000
    assert bootstrap.settings(verification_code_above=5).verification_code_above == 5


def test_a_profile_with_a_mistake_stops_the_start_with_its_line(profile):
    profile.write_text(profile.read_text().replace("zone: America", "zone: Amerika"))
    with pytest.raises(InvalidInput, match=r"mine.yaml line \d+: Amerika/New_York is no time zone"):
        bootstrap.settings()


def test_a_language_without_words_is_remarked_upon(profile, capsys):
    profile.write_text(profile.read_text().replace("languages: [en]", "languages: [es-MX, en]"))
    assert run(["merchant", "check", "--json"]) == 0
    assert "messages are not written in es-MX; they are sent in English" in json.loads(capsys.readouterr().out)["remarks"]
