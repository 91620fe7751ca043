"""`returnflow notify`: opt-outs by hand, what messages look like, a test message."""

import json
from pathlib import Path

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.notify.kinds import KINDS
from returnflow.returns.contact import Channel, Contact

MAIL = Contact(Channel.EMAIL, "maria@example.com")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    bootstrap.database(bootstrap.settings()).upgrade()
    return tmp_path / "data"


def wants_nothing(contact: Contact) -> bool:
    with bootstrap.database(bootstrap.settings()).read() as work:
        return work.opt_outs.has(contact)


def test_an_operator_opts_a_contact_out_and_in_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notify", "opt-out", "Maria@example.com"]) == 0
    assert wants_nothing(MAIL)
    assert run(["notify", "opt-in", "maria@example.com", "--json"]) == 0
    assert not wants_nothing(MAIL)
    shown = capsys.readouterr().out
    assert "no more messages by email there" in shown
    assert json.loads(shown[shown.index("{") :]) == {"channel": "email", "wants_messages": True}


def test_a_phone_number_is_known_in_any_form() -> None:
    assert run(["notify", "opt-out", "(312) 555-0101"]) == 0
    assert wants_nothing(Contact(Channel.SMS, "+13125550101"))


@pytest.mark.parametrize("contact", ["maria", "12", "a b@example.com"])
def test_what_is_no_contact_is_named(contact: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["notify", "opt-out", contact]) == 2
    assert "CONTACT" in capsys.readouterr().err


def test_messages_can_be_looked_at(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["notify", "preview", "notify_created"]) == 0
    assert "Subject: Your return RF-7K4M-92XC is open" in capsys.readouterr().out
    assert run(["notify", "preview", "all", "--out", str(tmp_path / "look")]) == 0
    assert len(list((tmp_path / "look").glob("*.html"))) == len(KINDS) + 1
    assert run(["notify", "preview", "notify_nothing"]) == 2
    assert "notify_refunded" in capsys.readouterr().err


def test_a_test_message_goes_the_way_that_is_set_up(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    assert run(["notify", "test", "maria@example.com", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["channel"] == "email"
    assert run(["notify", "test", "+13125550101"]) == 0
    assert sorted(path.suffix for path in (data / "outbox").iterdir()) == [".eml", ".txt"]
