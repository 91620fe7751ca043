"""`returnflow returns`: a whole life from the command line, what a scanner reads, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from returnflow import bootstrap
from returnflow.cli import run
from returnflow.clock import system_clock
from returnflow.returns import service
from returnflow.stores import demo

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path))
    bootstrap.prepare_data(bootstrap.settings())

    def say(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(["returns", *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return say


@pytest.fixture
def number(say: Say) -> str:
    """The number of a fresh order for headphones."""
    return demo.new_order(bootstrap.database(bootstrap.settings()), system_clock()).number


@pytest.fixture
def made(say: Say, number: str) -> str:
    code, shown, _ = say("create", number, "--reason", "defective", "--json")
    assert code == 0
    return str(json.loads(shown)["rma"])


def shown(say: Say, rma: str) -> Any:
    return json.loads(say("show", rma, "--json")[1])


def labelled(rma: str) -> service.Standing:
    settings = bootstrap.settings()
    database = bootstrap.database(settings)
    service.issue_labels(database.begin, bootstrap.labels(settings), rma, system_clock())
    with database.read() as work:
        return service.status(work, rma)


def test_creating_again_is_the_same_return(say: Say, made: str, number: str) -> None:
    again = json.loads(say("create", number, "--reason", "defective", "--json")[1])
    assert again["rma"] == made
    assert made in say("list")[1]


def test_a_whole_life_from_the_command_line(say: Say, made: str) -> None:
    labelled(made)
    told = [
        say(*words)[1]
        for words in (("scan", made), ("receive", made), ("inspect", made), ("refund", made, "settle", "--reference", "P-1"))
    ]
    assert [line.split(";")[0] for line in told] == [
        f"{made} is {state}" for state in ("in_transit", "received", "refunded", "closed")
    ]
    events = shown(say, made)["events"]
    assert events[-1].endswith("closed by command_line")


@pytest.mark.parametrize("what", ["rma", "typed", "qr", "code", "tracking"])
def test_a_scan_understands_what_a_scanner_reads(say: Say, made: str, what: str) -> None:
    label = labelled(made).labels[0]
    spoken = f"{label.drop_off_code[:3]} {label.drop_off_code[3:]}".lower()
    read = {"rma": made, "typed": made[3:].lower(), "qr": label.qr, "code": spoken, "tracking": label.tracking}[what]
    code, told, _ = say("scan", read)
    assert (code, told.split(";")[0]) == (0, f"{made} is in_transit")


def test_scanning_twice_is_one_scan(say: Say, made: str) -> None:
    say("scan", made)
    before = shown(say, made)
    say("scan", made)
    assert shown(say, made) == before


def test_what_was_not_accepted_is_named_with_its_reason(say: Say, made: str) -> None:
    say("receive", made)
    code, _, error = say("inspect", made, "--accepted", "1=0")
    assert (code, "lines.why" in error) == (2, True)
    assert say("inspect", made, "--accepted", "1=0", "--why", "another thing")[1].startswith(f"{made} is rejected")


def test_people_decide(say: Say, made: str) -> None:
    assert say("escalate", made, "--why", "a call")[1].startswith(f"{made} is escalated")
    assert say("approve", made)[1].startswith(f"{made} is authorized")
    assert say("cancel", made)[1].startswith(f"{made} is cancelled")
    code, _, error = say("approve", made)
    assert (code, "cannot become authorized" in error) == (1, True)


def test_a_dispute_is_opened_and_settled(say: Say, made: str) -> None:
    say("receive", made)
    assert say("dispute", made, "not_received", "--text", "nothing came")[0] == 0
    assert say("settle", made, "--declined", "--answer", "it was paid")[0] == 0
    assert [each.split(" ", 1)[1] for each in shown(say, made)["disputes"]] == ["declined: not_received"]
    assert say("settle", made, "--upheld")[0] == 2


def test_dates_are_kept_by_hand_too(say: Say, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert say("expire")[1] == "0 expired, 0 refunds taken back\n"
    monkeypatch.setenv("RETURNFLOW_AS_OF", "2031-01-01")
    assert json.loads(say("expire", "--json")[1]) == {"expired": 1, "taken_back": 0}
    assert shown(say, made)["state"] == "expired"


def test_the_customers_page_has_an_address(say: Say, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RETURNFLOW_PUBLIC_URL", "https://returns.example")
    address = say("link", made)[1].strip()
    assert address.startswith("https://returns.example/r/")
    assert shown(say, made)["page"] == address


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("show", "RF-0000-0001"), "rma"),
        (("scan", "nothing"), "what"),
        (("scan", "RF-2222-222A"), "rma"),
        (("create", "114-ABC", "--reason", "defective"), "order"),
        (("refund", "RF-2222-222A", "fail"), "--why"),
        (("refund", "RF-2222-222A", "issue", "--amount", "-5"), "--amount"),
        (("refund", "RF-2222-222A", "settle", "--amount", "5"), "--amount"),
        (("inspect", "RF-2222-222A", "--accepted", "one"), "--accepted"),
        (("cancel", "x"), "rma"),
    ],
)
def test_what_makes_no_sense_is_one_line_with_the_field(say: Say, words: tuple[str, ...], field: str) -> None:
    code, _, error = say(*words)
    assert (code, error.count("\n")) == (2, 1)
    assert f"(field: {field})" in error


def test_two_currencies_do_not_mix(say: Say, made: str) -> None:
    say("receive", made)
    say("escalate", made, "--why", "a look")
    code, _, error = say("refund", made, "issue", "--amount", "5.00 EUR")
    assert (code, "(field: currency)" in error) == (2, True)


def test_a_time_to_come_is_refused(say: Say, made: str) -> None:
    code, _, error = say("scan", made, "--at", "9999-01-01")
    assert (code, "(field: at)" in error) == (2, True)
