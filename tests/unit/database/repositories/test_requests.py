from datetime import timedelta

import pytest

from returnflow.errors import Conflict


def test_a_key_stands_for_one_request_of_one_sender(db, world):
    with db.begin() as work:
        assert work.requests.known("shop", "k", "f" * 64) is None
        work.requests.keep("shop", "k", "f" * 64, "RF-7K4M-92XC", world.now)
        assert work.requests.known("shop", "k", "f" * 64).rma == "RF-7K4M-92XC"
        assert work.requests.known("other", "k", "f" * 64) is None
        with pytest.raises(Conflict) as raised:
            work.requests.known("shop", "k", "e" * 64)
    assert raised.value.field == "Idempotency-Key"


def test_old_keys_are_forgotten(db, world):
    with db.begin() as work:
        for days in (1, 9):
            work.requests.keep("shop", f"k{days}", "f", "r", world.now - timedelta(days=days))
        assert work.requests.forget(world.now - timedelta(days=7)) == 1
        assert work.requests.known("shop", "k1", "f")
        assert work.requests.known("shop", "k9", "f") is None
