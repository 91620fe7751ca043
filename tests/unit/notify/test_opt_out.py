import pytest

from returnflow.notify.opt_out import read, token
from returnflow.returns.contact import Channel

KNOWN_AS, SECRET = "ab" * 32, b"secret"


@pytest.mark.parametrize("channel", Channel)
def test_a_token_names_a_contact_by_its_hash_and_its_channel(channel):
    made = token(KNOWN_AS, channel, SECRET)
    assert read(made, SECRET) == (KNOWN_AS, channel)
    assert made.isascii()
    assert len(made) == 64


def test_what_we_did_not_sign_means_nothing():
    made = token(KNOWN_AS, Channel.EMAIL, SECRET)
    changed = made[:-1] + ("A" if made[-1] != "A" else "B")
    assert [read(each, SECRET) for each in (changed, made[:-4], made + "AAAA", "", "é", "a", "%%%", "A" * 64)] == [None] * 8
    assert read(made, b"another") is None
