import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.ids import new_rma
from returnflow.labels import token

SECRET = b"a secret of this installation"


def test_a_payload_names_its_return_and_nothing_else():
    payload = token.sign("RF-7K4M-92XC", SECRET)
    version, rma, signature = payload.split(".")
    assert (version, rma, len(signature)) == ("RF1", "RF-7K4M-92XC", 8)


@given(st.builds(new_rma))
def test_what_was_signed_is_read(rma):
    assert token.read(token.sign(rma, SECRET), SECRET) == rma


@given(st.builds(new_rma), st.builds(new_rma))
def test_a_signature_fits_only_its_own_return(one, other):
    forged = f"RF1.{other}.{token.sign(one, SECRET)[-8:]}"
    assert token.read(forged, SECRET) == (other if one == other else None)


def test_another_installations_payload_is_refused():
    assert token.read(token.sign("RF-7K4M-92XC", b"other"), SECRET) is None


@pytest.mark.parametrize(
    "payload", ["", "RF1", "RF1..", "RF2.RF-7K4M-92XC.AAAAAAAA", "RF1.RF-7K4M-92XX.AAAAAAAA", "RF1.RF-7K4M-92XC.É", "a.b.c.d"]
)
def test_what_is_no_payload_is_refused(payload):
    assert token.read(payload, SECRET) is None


@given(st.text(max_size=60))
def test_nothing_anybody_makes_up_is_read(payload):
    assert token.read(payload, SECRET) is None
