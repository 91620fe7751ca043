"""`returnflow labels`: made, shown, and scanned again, all through the command line."""

import json

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.labels.checkdigits import recognise
from returnflow.returns import service
from returnflow.returns.model import Reason, Store
from returnflow.returns.zones import zone_of
from returnflow.stores import demo


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    settings = bootstrap.settings()
    bootstrap.prepare_data(settings)
    return settings


@pytest.fixture
def rma(settings):
    """A return with a pending label."""
    database, now = bootstrap.database(settings), bootstrap.clock(settings)()
    number = demo.new_order(database, now).number
    with database.begin() as work:
        order = work.orders.get(Store.AMAZON, number)
        decision = service.decide(order.line(1), Reason.DEFECTIVE, bootstrap.rules(settings), now, zone_of(order.customer.zip))
        made = service.open_return(
            work, call_id=None, order=order, line_no=1, quantity=1, reason=Reason.DEFECTIVE, decision=decision, method=None,
            now=now,
        )  # fmt: skip
    database.close()
    return made.rma


def said(capsys, *words):
    assert run(["labels", *words]) == 0
    return capsys.readouterr().out


def test_a_label_is_made_shown_and_read_again(settings, rma, capsys):
    [pending] = json.loads(said(capsys, "show", rma, "--json"))
    assert (pending["state"], pending["files"]) == ("pending", [])
    [made] = json.loads(said(capsys, "make", rma, "--json"))
    assert (made["state"], made["carrier"], made["check"]) == ("released", "ups", "wrong, as a sample's must be")
    assert [name.rpartition(rma)[2] for name in made["files"]] == [".pdf", ".png", ".zpl", ".commands.zpl", ".txt"]
    found = json.loads(said(capsys, "scan", made["files"][0], "--json"))
    assert {one["number"] for one in found if one["number"]} == {made["tracking"]}
    assert [(one["page"], one["rma"]) for one in found if one["signed"]] == [(1, rma), (2, rma)]


def test_what_is_on_a_file_is_told_in_words(settings, rma, capsys):
    said(capsys, "make", rma)
    shown = said(capsys, "scan", str(settings.labels / f"{rma}.png"))
    assert "page 1: Code 128 (]C0); ups 1ZSAMPLE" in shown
    assert "check digit wrong, a sample" in shown
    assert f"page 1: QR code (]Q1); ours: return {rma}, parcel 1" in shown
    assert "page 1: MaxiCode (]U1)" in shown
    assert "[)><1E>01<1D>96" in shown


def test_a_file_that_was_removed_is_made_again(settings, rma, capsys):
    said(capsys, "make", rma)
    path = settings.labels / f"{rma}.pdf"
    before = path.read_bytes()
    path.unlink()
    assert f"{rma}.pdf" in said(capsys, "make", rma)
    assert path.read_bytes() == before


def test_a_return_that_is_not_there_is_one_line(settings, capsys):
    assert run(["labels", "show", "RF-0000-0000"]) == 2
    assert "returnflow returns list" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "content"), [("missing.pdf", None), ("a.pdf", b"hello"), ("a.png", b"\x89PNG\r\n\x1a\n")])
def test_a_file_that_is_none_is_one_line_with_its_field(settings, tmp_path, capsys, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    assert run(["labels", "scan", str(tmp_path / name)]) == 2
    assert "(field: file)" in capsys.readouterr().err


def test_buying_without_a_key_says_which_setting_is_missing(settings, rma, capsys, monkeypatch):
    monkeypatch.setenv("RETURNFLOW_LABEL_MAKER", "easypost")
    assert run(["labels", "make", rma]) == 3
    assert "RETURNFLOW_EASYPOST_KEY" in capsys.readouterr().err


def test_the_numbers_shown_are_recognised_for_what_they_are(settings, rma, capsys):
    [made] = json.loads(said(capsys, "make", rma, "--json"))
    known = recognise(made["tracking"])
    assert (known.carrier, known.right) == ("ups", False)
