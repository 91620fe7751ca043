"""The address of a return's page cannot be made by anybody else, and says nothing but its number."""

import pytest

from returnflow.ids import new_rma
from returnflow.returns import link

SECRET = b"s" * 32


def test_a_token_leads_to_its_return_and_can_stand_in_an_address():
    rma = new_rma()
    token = link.token(rma, SECRET)
    assert link.read(token, SECRET) == rma
    assert len(token) == 28
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def test_another_installation_signs_otherwise():
    assert link.read(link.token(new_rma(), b"x" * 32), SECRET) is None


def test_every_changed_character_is_noticed():
    token = link.token("RF-7K4M-92XC", SECRET)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        assert link.read(token[:place] + other + token[place + 1 :], SECRET) is None


@pytest.mark.parametrize("odd", ["", "x", "é" * 28, "7K4M92XC", "0" * 28, "7k4m92xc" + "A" * 20, "\0" * 28])
def test_what_was_never_a_token_is_none(odd):
    assert link.read(odd, SECRET) is None
