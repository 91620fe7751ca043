import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.ids import new_rma
from returnflow.labels import token

SECRET = b"a secret of this installation"


def test_a_payload_names_its_return_and_nothing_else():
    payload = token.sign("RF-7K4M-92XM", SECRET)
    version, rma, signature = payload.split(".")
    assert (version, rma, len(signature)) == ("RF1", "RF-7K4M-92XM", 8)


@given(st.builds(new_rma), st.integers(1, 99))
def test_what_was_signed_is_read(rma, parcel):
    payload = token.sign(rma, SECRET, parcel)
    assert token.read(payload, SECRET) == rma
    assert token.parcel_of(payload, SECRET) == token.Marked(rma, parcel)


@given(st.builds(new_rma), st.builds(new_rma))
def test_a_signature_fits_only_its_own_return(one, other):
    forged = f"RF1.{other}.{token.sign(one, SECRET)[-8:]}"
    assert token.read(forged, SECRET) == (other if one == other else None)


def test_a_signature_fits_only_its_own_parcel():
    first, second = token.sign("RF-7K4M-92XM", SECRET), token.sign("RF-7K4M-92XM", SECRET, 2)
    assert token.read(f"RF1.RF-7K4M-92XM/2.{first[-8:]}", SECRET) is None
    assert token.read(f"RF1.RF-7K4M-92XM/3.{second[-8:]}", SECRET) is None


def test_another_installations_payload_is_refused():
    assert token.read(token.sign("RF-7K4M-92XM", b"other"), SECRET) is None


@pytest.mark.parametrize(
    "payload",
    ["", "RF1", "RF1..", "RF2.RF-7K4M-92XM.AAAAAAAA", "RF1.RF-7K4M-92XX.AAAAAAAA", "RF1.RF-7K4M-92XM.É", "a.b.c.d",
     "RF1.RF-7K4M-92XM/.AAAAAAAA", "RF1.RF-7K4M-92XM/02.AAAAAAAA", "RF1.RF-7K4M-92XM/٢.AAAAAAAA", "RF1./2.AAAAAAAA"],
)  # fmt: skip
def test_what_is_no_payload_is_refused(payload):
    assert token.read(payload, SECRET) is None


def test_a_parcel_is_written_in_one_way_only():
    signature = token.sign("RF-7K4M-92XM", SECRET)[-8:]
    assert token.read(f"RF1.RF-7K4M-92XM/1.{signature}", SECRET) is None


@given(st.text(max_size=60))
def test_nothing_anybody_makes_up_is_read(payload):
    assert token.read(payload, SECRET) is None
