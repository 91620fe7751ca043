from datetime import UTC, datetime

import pytest

from returnflow.returns.contact import Channel, Contact

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
MAIL, PHONE = Contact(Channel.EMAIL, "maria@example.com"), Contact(Channel.SMS, "+13125550101")


def test_a_contact_is_known_however_it_is_written(db):
    with db.begin() as work:
        work.opt_outs.add(MAIL, NOW, "operator")
        work.opt_outs.add(PHONE, NOW, "carrier")
        assert work.opt_outs.has(Contact(Channel.EMAIL, " Maria@EXAMPLE.com"))
        assert work.opt_outs.has(Contact(Channel.SMS, "(312) 555-0101"))
        assert not work.opt_outs.has(Contact(Channel.EMAIL, "mario@example.com"))


def test_each_channel_is_opted_out_of_alone_and_into_again(db):
    with db.begin() as work:
        work.opt_outs.add(MAIL, NOW, "link")
        assert not work.opt_outs.has(PHONE)
        work.opt_outs.remove(MAIL)
        assert not work.opt_outs.has(MAIL)


def test_saying_it_twice_is_saying_it_once(db):
    with db.begin() as work:
        work.opt_outs.add(MAIL, NOW, "link")
        work.opt_outs.add(MAIL, NOW, "operator")
        known_as = work.opt_outs.known_as(MAIL)
        work.opt_outs.add_known(known_as, Channel.EMAIL, NOW, "link")
        assert work.opt_outs.has(MAIL)


@pytest.mark.parametrize("contact", [Contact(Channel.EMAIL, ""), Contact(Channel.SMS, "")])
def test_no_contact_is_no_opt_out(db, contact):
    with db.begin() as work:
        work.opt_outs.add(contact, NOW, "link")
        work.opt_outs.remove(contact)
        assert (work.opt_outs.known_as(contact), work.opt_outs.has(contact)) == (None, False)


def test_the_contact_itself_is_not_kept(db, tmp_path):
    with db.begin() as work:
        work.opt_outs.add(MAIL, NOW, "link")
        known_as = work.opt_outs.known_as(MAIL)
    assert len(known_as) == 64
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("returnflow.db*"))
    assert b"maria@example.com" not in stored
