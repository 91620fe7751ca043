"""The code's own message: to the contact on file, once, while it is good; and in no other place."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest

from returnflow.clock import FixedClock
from returnflow.notify.code import effects
from returnflow.notify.folder import OutboxFolder
from returnflow.returns import codes
from returnflow.returns.contact import Channel
from returnflow.returns.model import Store

NUMBER = "114-2839407-5561823"


@pytest.fixture
def clock(world):
    return FixedClock(world.now)


@pytest.fixture
def sent(db, world, clock, tmp_path):
    """Ask for a code for this number, deliver, and give the mails there are."""
    with db.begin() as work:
        work.orders.add(world.order())
    table = effects(db.read, OutboxFolder(tmp_path / "outbox", "Sample <r@returnflow.invalid>"), clock)

    def sent(number=NUMBER, after=timedelta(), **given):
        with db.begin() as work:
            codes.send(
                work, caller_key="caller", store=Store.AMAZON, order_number=number, now=clock.now, draw=lambda: "482913", **given
            )
        clock.now += after
        with db.read() as work:
            for row in work.outbox.due(clock.now):
                table[row.kind](row)
                table[row.kind](row)
        paths = sorted((tmp_path / "outbox").glob("*.eml")) if (tmp_path / "outbox").is_dir() else []
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]

    return sent


def test_the_code_comes_by_mail_once_to_the_address_on_file(sent):
    (mail,) = sent()
    assert mail["To"].addresses[0].addr_spec == "maria@example.com"
    assert "482913" not in mail["Subject"]
    for kind in ("plain", "html"):
        body = mail.get_body((kind,)).get_content()
        assert "482913" in body
        assert "1823" in body
        assert NUMBER not in body
        assert "not you" in body


def test_a_code_that_is_too_old_by_the_time_is_not_sent(sent):
    assert sent(after=codes.TTL) == []


def test_for_an_order_that_does_not_exist_nothing_is_sent(sent):
    assert sent(number="114-2839407-5561824") == []


def test_a_code_wanted_on_the_phone_goes_into_no_mail(sent):
    assert sent(prefer=Channel.SMS) == []
