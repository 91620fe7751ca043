"""Keys are made once, kept private, and the operator's own win."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from returnflow.errors import SetupError
from returnflow.media.keys import load_keys
from returnflow.settings import Settings


def settings(tmp_path, **given):
    return Settings(data=tmp_path / "data", _env_file=None, **given)


def test_keys_are_made_on_first_use_and_stay(tmp_path):
    first = load_keys(settings(tmp_path))
    assert load_keys(settings(tmp_path)) == first
    assert len(first.api_secret) >= 32


def test_only_the_owner_may_read_the_file(tmp_path):
    load_keys(settings(tmp_path))
    assert stat.S_IMODE((tmp_path / "data" / "keys.json").stat().st_mode) == 0o600


def test_processes_that_start_together_agree(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_keys(settings(tmp_path)), range(8)))
    assert len(set(found)) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["keys.json"]


def test_keys_in_the_settings_win_over_the_file(tmp_path):
    given = load_keys(settings(tmp_path, livekit_api_key="APIabc", livekit_api_secret="x" * 40))
    assert (given.api_key, given.api_secret) == ("APIabc", "x" * 40)


def test_a_secret_that_is_too_short_is_refused_with_the_usual_cause(tmp_path):
    with pytest.raises(SetupError, match="swapped"):
        load_keys(settings(tmp_path, livekit_api_key="APIabc", livekit_api_secret="APIxyz"))


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"api_key": "a"})])
def test_a_damaged_file_is_named_and_not_replaced(tmp_path, content):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "keys.json").write_text(content)
    with pytest.raises(SetupError, match=r"keys\.json"):
        load_keys(settings(tmp_path))
    assert (tmp_path / "data" / "keys.json").read_text() == content
