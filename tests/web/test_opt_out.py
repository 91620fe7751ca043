"""One click stops messages, from the page and from a mail program; nothing else does."""

import pytest

from returnflow.media.keys import load_keys
from returnflow.notify.opt_out import token
from returnflow.returns.contact import Channel, Contact

MAIL = Contact(Channel.EMAIL, "maria@example.com")


@pytest.fixture
def address(settings, database):
    with database.read() as work:
        known_as = work.opt_outs.known_as(MAIL)
    return f"/n/{token(known_as, Channel.EMAIL, load_keys(settings).web_secret.encode())}"


def opted_out(database):
    with database.read() as work:
        return work.opt_outs.has(MAIL)


def test_looking_at_the_page_stops_nothing(browser, address, database):
    answer = browser.get(address)
    assert answer.status_code == 200
    assert "Stop e-mails about your returns?" in answer.get_data(as_text=True)
    assert not opted_out(database)


def test_a_mail_program_stops_them_with_one_post(browser, address, database):
    posted = {"List-Unsubscribe": "One-Click"}
    for _ in range(2):
        answer = browser.post(address, data=posted, headers={"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 200
        assert "Stopped" in answer.get_data(as_text=True)
    assert opted_out(database)


def test_an_address_that_we_did_not_sign_is_no_page(browser, address, database):
    for odd in (address[:-1], address + "A", "/n/x", "/n/" + "A" * 64):
        assert browser.get(odd).status_code == 404
        assert browser.post(odd).status_code == 404
    assert not opted_out(database)
