from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from returnflow.notify.folder import OutboxFolder, SmsFolder
from returnflow.notify.message import Message
from returnflow.notify.sms import Sms

AT = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


def message(key="notify_created:RF-7K4M-92XC"):
    return Message(key, "Maria", "maria@example.com", "Subject", "text", "<p>html</p>", AT)


@pytest.fixture
def folder(tmp_path):
    return OutboxFolder(tmp_path / "outbox", "Sample <returns@returnflow.invalid>")


def test_a_message_becomes_a_file_that_mail_programs_open(folder, tmp_path):
    receipt = folder.send(message())
    [path] = (tmp_path / "outbox").iterdir()
    assert str(path) == receipt.where
    assert path.suffix == ".eml"
    assert "RF-7K4M-92XC" in path.name
    mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["Message-ID"], mail["Subject"]) == (receipt.message_id, "Subject")


def test_sending_twice_sends_once(folder, tmp_path):
    first, again = folder.send(message()), folder.send(message())
    assert (first.again, again.again) == (False, True)
    assert again.where == first.where
    assert len(list((tmp_path / "outbox").iterdir())) == 1


@pytest.mark.parametrize("key", ["../../etc/passwd", "a" * 500, "a/b\0c", "é"])
def test_no_key_leaves_the_folder(folder, tmp_path, key):
    folder.send(message(key))
    [path] = (tmp_path / "outbox").iterdir()
    assert path.parent == tmp_path / "outbox"


def test_keys_that_look_alike_stay_apart(folder, tmp_path):
    folder.send(message("a:b"))
    folder.send(message("a b"))
    assert len(list((tmp_path / "outbox").iterdir())) == 2


def test_a_text_becomes_a_file_and_is_there_once(tmp_path):
    folder, sms = SmsFolder(tmp_path), Sms("notify_created:RF-7K4M-92XC", "+13125550101", "Hello.", AT)
    first, again = folder.send(sms), folder.send(sms)
    assert (first.again, again.again) == (False, True)
    [path] = tmp_path.iterdir()
    assert path.read_text() == f"To: +13125550101\n\nHello. Ref {sms.tag}\n"
