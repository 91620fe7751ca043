from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from returnflow.clock import FixedClock
from returnflow.notify.code import VOID
from returnflow.notify.effect import effects
from returnflow.notify.folder import OutboxFolder, SmsFolder
from returnflow.notify.sending import Desk
from returnflow.returns.contact import Channel, Contact
from returnflow.returns.model import Store


@dataclass(frozen=True)
class Letter:
    code: str
    contact: Contact
    name: str
    store: Store
    order_ending: str
    expires_at: datetime


@pytest.fixture
def send(db, world, tmp_path):
    """Deliver a code to that contact at night, to somebody who wants no messages; the row's result and the file."""

    def send(contact, *, void=False):
        night = world.now.replace(hour=4)
        mail, sms = OutboxFolder(tmp_path, "S <s@returnflow.invalid>"), SmsFolder(tmp_path)
        desk = Desk(db.begin, mail, sms, "Sample", tmp_path, FixedClock(night))
        letter = Letter("048291", contact, "Maria Carter", Store.AMAZON, "1823", night + timedelta(minutes=4, seconds=50))
        asked = []

        def reveal(code_id, now):
            asked.append((code_id, now))
            return None if void else letter

        with db.begin() as work:
            work.opt_outs.add(contact, night, "operator")
            work.outbox.add("notify_code", "notify_code:c-1", {"code_id": "c-1"}, night)
            row = work.outbox.by_key("notify_code:c-1")
        said = effects(desk, reveal)["notify_code"](row)
        assert asked == [("c-1", night)]
        return said, [path.read_text() for path in tmp_path.iterdir() if path.suffix in (".eml", ".txt")]

    return send


def test_a_code_reaches_its_mailbox_at_any_hour_whatever_was_opted_out_of(send):
    said, [mail] = send(Contact(Channel.EMAIL, "maria@example.com"))
    assert said.startswith("mail <")
    assert "Code: 048 291" in mail
    assert "It is valid for 4 minutes" in mail
    assert "To: Maria Carter <maria@example.com>" in mail
    assert "List-Unsubscribe" not in mail


def test_a_code_reaches_its_phone(send):
    said, [sms] = send(Contact(Channel.SMS, "+13125550101"))
    assert said.startswith("text ")
    assert "your code is 048 291, valid for 4 minutes" in sms
    assert "Maria" not in sms


def test_the_subject_of_a_code_shows_nothing_on_a_locked_screen(send):
    _, [mail] = send(Contact(Channel.EMAIL, "maria@example.com"))
    assert "Subject: Your code for the return desk" in mail


def test_a_code_that_is_void_by_now_is_not_sent(send):
    assert send(Contact(Channel.EMAIL, "maria@example.com"), void=True) == (VOID, [])
