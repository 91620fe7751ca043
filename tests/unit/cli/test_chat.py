"""Every scenario in text, through the command, on a data folder of its own."""

import json
import re
import sys

import pytest

from returnflow import cli
from returnflow.simulate import scenario


@pytest.fixture
def own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", scenario.names())
def test_every_scenario_ends_as_it_should(own_data, capsys, name):
    code = cli.run(["chat", "--scenario", name, "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0, told
    assert told["outcome"] == scenario.load(name).outcome
    assert told["latency"] == {"p50": None, "p95": None}


def test_a_return_made_in_text_has_a_number_a_refund_and_a_label_on_disk(own_data, capsys):
    out = own_data / "told" / "chat.json"
    assert cli.run(["chat", "--scenario", "walmart_return", "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == json.loads(out.read_text())
    assert told["rma"].startswith("RF-")
    assert told["refund"].startswith("$")
    assert (own_data / told["label"]).read_bytes().startswith(b"%PDF")


def test_the_same_scenario_can_be_held_twice(own_data):
    assert [cli.run(["chat", "--scenario", "amazon_headphones", "--quiet"]) for _ in range(2)] == [0, 0]


def test_a_driver_decides_and_the_end_is_told_to_it(own_data, capsys):
    driver = own_data / "driver.py"
    driver.write_text(
        "import json, sys\n"
        "for line in sys.stdin:\n"
        "    turn = json.loads(line)\n"
        "    open('seen.jsonl', 'a').write(line)\n"
        "    asked = turn['state']['expecting'] == 'yes_no'\n"
        "    answer = {'hang_up': True} if asked else {'say': 'I want to talk to a person.'}\n"
        "    print(json.dumps(answer), flush=True)\n"
    )
    assert cli.run(["chat", "--driver", f"{sys.executable} {driver}", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    seen = [json.loads(line) for line in (own_data / "seen.jsonl").read_text().splitlines()]
    assert [turn["agent"] for turn in seen] == ["initial_router", "human_handoff"]
    assert told["end_reason"] == "caller_hung_up"


def test_a_driver_that_talks_nonsense_ends_the_conversation_with_four(own_data, capsys):
    driver = own_data / "driver.py"
    driver.write_text("print('hello', flush=True)\nimport time; time.sleep(30)\n")
    assert cli.run(["chat", "--driver", f"{sys.executable} {driver}", "--json"]) == 4
    spoken = capsys.readouterr()
    assert "not JSON" in spoken.err
    assert json.loads(spoken.out)["end_reason"] == "caller_hung_up"


def test_two_ways_at_once_are_refused_as_wrong_usage(own_data, capsys):
    assert cli.run(["chat", "--say", "Hi.", "--scenario", "handoff"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_a_person_at_the_keyboard_may_just_leave(own_data, monkeypatch, capsys):
    lines = iter(["Amazon, please."])

    def typed(_):
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    assert cli.run(["chat"]) == 0
    assert "order number" in " ".join(capsys.readouterr().out.split())  # wherever the terminal breaks the line


def test_a_dear_return_reads_its_code_in_the_mail_and_prints_it_nowhere(own_data, capsys):
    assert cli.run(["chat", "--scenario", "laptop_with_code", "--json"]) == 0
    printed = capsys.readouterr().out
    (mail,) = (own_data / "data" / "outbox").glob("notify_code-*.eml")
    first, second = re.search(r"^Code: (\d{3}) (\d{3})$", mail.read_text(), re.MULTILINE).groups()
    assert f"{first}{second}" not in printed
    assert f"{first} {second}" not in printed
    assert "(the code)" in [turn["said"] for turn in json.loads(printed)["turns"]]
    assert cli.run(["chat", "--scenario", "laptop_with_code", "--quiet"]) == 0
