"""The customer's mailbox: what he finds there is his own, new, and about a code."""

import os
import threading
from email.message import EmailMessage

import pytest

from returnflow.simulate.inbox import Inbox

MINE = "maria@example.com"


@pytest.fixture
def inbox(tmp_path):
    return Inbox(tmp_path, MINE)


@pytest.fixture
def arrives(tmp_path):
    """Put a mail into the folder; `later` orders them."""

    def arrives(body, to=f"Maria <{MINE}>", subject="Your code for the return desk", later=0, name="mail"):
        mail = EmailMessage()
        if to:
            mail["To"] = to
        mail["Subject"] = subject
        mail.set_content(body)
        mail.add_alternative(f"<p>{body}</p>", subtype="html")
        path = tmp_path / f"{name}-{later}.eml"
        path.write_bytes(mail.as_bytes())
        moment = path.stat().st_mtime_ns + later * 10**9
        os.utime(path, ns=(moment, moment))

    return arrives


@pytest.mark.parametrize("body", ["Your code is 482913.", "The code:\n\n482 913\n\nIt is good for 5 minutes."])
def test_a_code_is_found_however_it_is_written(inbox, arrives, body):
    arrives(body)
    assert inbox.newest_code() == "482913"


def test_the_newest_mail_counts(inbox, arrives):
    arrives("111111", later=1)
    arrives("222222", later=3)
    arrives("333333", later=2)
    assert inbox.newest_code() == "222222"


@pytest.mark.parametrize(
    "mail",
    [
        {"body": "482913", "to": "Somebody <else@example.com>"},
        {"body": "482913", "to": ""},
        {"body": "482913", "subject": "Your return is open"},
        {"body": "Your order 114-2839407-5561823, 12345 and 1234567"},
    ],
)
def test_other_mails_hold_no_code_of_his(inbox, arrives, mail):
    arrives(**mail)
    assert inbox.newest_code() is None


def test_what_lay_there_before_the_call_is_of_another_one(tmp_path, arrives):
    arrives("111111", later=-5)
    assert Inbox(tmp_path, MINE).newest_code() is None


def test_an_empty_or_missing_folder_holds_nothing(tmp_path):
    assert Inbox(tmp_path / "nowhere", MINE).newest_code() is None


def test_he_looks_for_a_while_before_he_says_that_nothing_came(tmp_path, arrives):
    patient = Inbox(tmp_path, MINE, patience_s=20)
    threading.Timer(0.1, arrives, ["482913"]).start()
    assert patient.newest_code() == "482913"
