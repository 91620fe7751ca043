"""`returnflow keys`: rotation from the command line, and that no key is ever shown."""

import json

import pytest

from returnflow.cli import run


@pytest.fixture
def keys(at_terminal):
    assert at_terminal("orders")("list")[0] == 0  # puts the demo store there
    return at_terminal("keys")


def counts(keys):
    document = json.loads(keys("list", "--json")[1])
    assert document["not_sealed"] == 0
    return {row["key"]: (row["values"], row["seals"]) for row in document["keys"]}


def test_a_rotation_brings_everything_under_a_new_key_and_a_resumption_makes_none(keys, capsys):
    before = counts(keys)
    assert list(before) == [1]
    code, said, _ = keys("rotate")
    assert code == 0
    assert "Everything lies under key 2" in said
    assert counts(keys) == {1: (0, False), 2: (before[1][0], True)}
    assert json.loads(keys("rotate", "--resume", "--json")[1])["key"] == 2
    assert list(counts(keys)) == [1, 2]
    assert run(["orders", "list"]) == 0
    assert "Carter" in capsys.readouterr().out


def test_keys_that_are_not_this_databases_are_named_with_a_fix(keys, tmp_path, capsys):
    (tmp_path / "data" / "keys.json").unlink()
    assert run(["orders", "list", "--limit", "1"]) == 3
    told = capsys.readouterr().err
    assert "does not open under key 1" in told
    assert "put back the keys.json" in told


def test_no_key_is_shown(keys, tmp_path):
    held = json.loads((tmp_path / "data" / "keys.json").read_text())
    shown = keys("list")[1] + keys("list", "--json")[1] + keys("rotate")[1]
    assert not any(secret in shown for secret in (*held["sealing"].values(), held["look_up"]))
