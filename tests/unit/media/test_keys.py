"""Keys are made once, kept private, and the operator's own win."""

import base64
import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from returnflow.errors import SetupError
from returnflow.media.keys import add_sealing_key, load_keys, load_sealing
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


def file_of(tmp_path):
    return tmp_path / "data" / "keys.json"


def test_personal_data_have_a_key_from_the_start_and_look_ups_one_of_their_own(tmp_path):
    sealing, look_up = load_sealing(settings(tmp_path))
    assert list(sealing) == [1]
    assert sealing[1] != look_up
    assert {len(base64.b64decode(key)) for key in (sealing[1], look_up)} == {32}


def test_a_file_of_an_older_version_gets_what_it_lacks_once_and_keeps_the_rest(tmp_path):
    file_of(tmp_path).parent.mkdir()
    file_of(tmp_path).write_text(json.dumps({"api_key": "a", "api_secret": "s" * 40, "web_secret": "w"}))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: load_sealing(settings(tmp_path)), range(8)))
    assert len({look_up for _, look_up in found}) == 1
    assert load_keys(settings(tmp_path)).web_secret == "w"
    assert stat.S_IMODE(file_of(tmp_path).stat().st_mode) == 0o600
    assert [path.name for path in file_of(tmp_path).parent.iterdir()] == ["keys.json"]


def test_a_new_key_is_added_and_the_old_ones_stay(tmp_path):
    before, look_up = load_sealing(settings(tmp_path))
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: add_sealing_key(settings(tmp_path)), range(4)))
    after, same = load_sealing(settings(tmp_path))
    assert sorted(made) == [2, 3, 4, 5]
    assert after[1] == before[1]
    assert len(set(after.values())) == 5
    assert same == look_up


def test_the_media_servers_secret_has_no_say_in_personal_data(tmp_path):
    wrong = settings(tmp_path, livekit_api_key="APIabc", livekit_api_secret="APIxyz")
    assert list(load_sealing(wrong)[0]) == [1]
