import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from returnflow.notify.webhook.signature import TOLERANCE, sign, verify

AT = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
BODY, SECRET = b'{"event": "created"}', "a secret that the merchant knows too"


def test_it_is_the_hmac_of_time_and_body():
    wanted = hmac.new(SECRET.encode(), b"1781535600." + BODY, hashlib.sha256).hexdigest()
    assert sign(BODY, [SECRET], AT) == f"t=1781535600,v1={wanted}"


def test_a_receiver_believes_it_for_five_minutes():
    header = sign(BODY, [SECRET], AT)
    assert verify(header, BODY, SECRET, AT + TOLERANCE)
    assert not verify(header, BODY, SECRET, AT + TOLERANCE + timedelta(seconds=1))
    assert not verify(header, BODY, SECRET, AT - TOLERANCE - timedelta(seconds=1))


def test_another_body_or_secret_is_not_believed():
    header = sign(BODY, [SECRET], AT)
    assert not verify(header, BODY + b" ", SECRET, AT)
    assert not verify(header, BODY, "another secret that is long enough", AT)


def test_while_the_secret_changes_the_old_and_the_new_one_are_believed():
    header = sign(BODY, ["the old secret, long enough", SECRET], AT)
    assert verify(header, BODY, SECRET, AT)
    assert verify(header, BODY, "the old secret, long enough", AT)


@pytest.mark.parametrize(
    "header", ["", "t=", "v1=abc", "t=x,v1=abc", "t=1,t=1,v1=é", "t=²,v1=a", "t=1781535600,v1=é", "t=1781535600"]
)
def test_what_is_no_signature_is_not_believed(header):
    assert not verify(header, BODY, SECRET, AT)
