import json

import pytest

from returnflow.errors import InvalidInput
from returnflow.voice.dispatch import Dispatch

WHOLE = {"call_id": "c", "user_identity": "user_1", "caller_key": "k", "record": True}


def test_the_bridges_document_is_read():
    assert Dispatch.parse(json.dumps(WHOLE)) == Dispatch("c", "user_1", "k", True)


def test_without_a_word_about_it_nothing_is_recorded():
    assert not Dispatch.parse(json.dumps({**WHOLE, "record": "yes"})).record
    assert not Dispatch.parse(json.dumps({name: value for name, value in WHOLE.items() if name != "record"})).record


@pytest.mark.parametrize("field", ["call_id", "user_identity", "caller_key"])
@pytest.mark.parametrize("value", [None, "", 7, []])
def test_a_missing_field_is_named(field, value):
    with pytest.raises(InvalidInput) as refused:
        Dispatch.parse(json.dumps({**WHOLE, field: value}))
    assert refused.value.field == field


@pytest.mark.parametrize("metadata", ["", "{", "[]", "null", "7"])
def test_anything_else_is_refused(metadata):
    with pytest.raises(InvalidInput):
        Dispatch.parse(metadata)
