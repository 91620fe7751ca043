"""`returnflow backup` and `restore` as somebody types them."""

import json

import pytest

from returnflow import bootstrap
from returnflow.cli import run


@pytest.fixture
def installation(tmp_path, monkeypatch):
    """An installation with the demo's orders in it."""
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    bootstrap.prepare_data(bootstrap.settings())
    return tmp_path


def test_a_backup_says_what_is_in_it_and_where_the_keys_belong(installation, capsys):
    file = installation / "b.tar.gz"
    assert run(["backup", str(file)]) == 0
    said = capsys.readouterr().out
    assert "sqlite database (schema " in said
    assert "no recordings, no keys" in said
    assert "Keep keys.json apart" in said


def test_a_restored_folder_is_an_installation(installation, capsys, monkeypatch):
    file, into = installation / "b.tar.gz", installation / "new"
    assert run(["backup", str(file), "--with-keys"]) == 0
    assert run(["restore", str(file), "--check"]) == 0
    assert run(["restore", str(file), "--into", str(into)]) == 0
    assert "Missing: recordings" in capsys.readouterr().out
    monkeypatch.setenv("RETURNFLOW_DATA", str(into))
    assert run(["orders", "list", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 10


def test_what_is_missing_is_told_to_programs_too(installation, capsys):
    file, into = installation / "b.tar.gz", installation / "new"
    assert run(["backup", str(file), "--json"]) == 0
    assert run(["restore", str(file), "--into", str(into), "--json"]) == 0
    documents = capsys.readouterr().out.replace("}\n{", "}\0{").split("\0")
    made, restored = map(json.loads, documents)
    assert made["engine"] == restored["engine"] == "sqlite"
    assert "keys.json is not in this backup" in restored["missing"][0]


def test_a_mistake_is_one_line_with_its_fix(installation, capsys):
    assert run(["backup", str(installation / "b.zip")]) == 2
    assert run(["restore", str(installation / "none.tar.gz"), "--into", str(installation / "x")]) == 2
    assert run(["restore", str(installation / "none.tar.gz"), "--into", str(installation / "data")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all("Fix: " in line for line in lines)
