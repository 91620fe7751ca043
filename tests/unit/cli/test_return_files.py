"""`returnflow returns export`: to standard output or into a file, all of them or those asked for."""

import csv
import json
from datetime import UTC, datetime

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.returns.model import Reason
from returnflow.returns.service import open_return


@pytest.fixture
def made(world, tmp_path, monkeypatch):
    """Two returns, one at each store."""
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    store = bootstrap.database(bootstrap.settings())
    store.upgrade()
    found = []
    for name in ("amazon", "walmart"):
        order = world.order(store=name)
        decision = world.decide(order.line(1), Reason.DEFECTIVE)
        with store.begin() as work:
            work.orders.add(order)
            found.append(open_return(work, order=order, line_no=1, reason=Reason.DEFECTIVE, decision=decision, now=world.now))
    store.close()
    return found


@pytest.fixture
def export(made, capsys):
    def export(*words):
        code = run(["returns", "export", *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return export


def test_csv_is_the_usual(export, made):
    code, text, _ = export()
    assert code == 0
    assert {row["rma"] for row in csv.DictReader(text.splitlines())} == {each.rma for each in made}


@pytest.mark.parametrize("words", [("--format", "json"), ("--json",)])
def test_json_where_it_is_asked_for(export, made, words):
    assert {each["rma"] for each in json.loads(export(*words)[1])} == {each.rma for each in made}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--store", "walmart"), {"walmart"}),
        (("--order", "11428394075561823"), {"amazon"}),
        (("--state", "authorized"), {"amazon", "walmart"}),
        (("--state", "cancelled"), set()),
        (("--since", "2026-06-15"), {"amazon", "walmart"}),
        (("--since", "2026-06-16"), set()),
    ],
)
def test_only_those_that_are_asked_for(export, words, expected):
    assert {each["store"] for each in json.loads(export("--json", *words)[1])} == expected


def test_the_files_ending_says_how_and_the_file_is_replaced_whole(export, made, tmp_path):
    path = tmp_path / "out" / "returns.json"
    for _ in range(2):
        assert export("--out", str(path)) == (0, "", "")
        assert len(json.loads(path.read_text())) == 2
    assert [entry.name for entry in path.parent.iterdir()] == ["returns.json"]


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("--format", "xml"), "format"),
        (("--format", "csv", "--json"), "format"),
        (("--out", "x.pdf"), "format"),
        (("--state", "lost"), "state"),
        (("--store", "ebay"), "store"),
        (("--order", "12"), "order"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field_and_writes_nothing(export, words, field, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, text, error = export(*words)
    assert (code, text) == (2, "")
    assert field in error
    assert not (tmp_path / "x.pdf").exists()


def test_there_is_nothing_personal_in_it(export):
    text = export()[1] + export("--json")[1]
    assert not [word for word in ("Maria", "Carter", "60614", "maria@example.com", "+1312") if word in text]


def test_times_are_in_utc(export, made):
    assert {datetime.fromisoformat(each["created_at"]).tzinfo for each in json.loads(export("--json")[1])} == {UTC}
