import json
import os
import shutil

import pytest

from returnflow.voice.stt import manifest

MODEL = "some-model-1"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "made"
    made.mkdir()
    (made / "a.bin").write_bytes(b"weights")
    manifest.write(made, ["a.bin"], {"model": MODEL})
    return made


def test_an_untouched_folder_has_no_problems(folder):
    assert manifest.problems(folder, model=MODEL) == []
    assert manifest.problems(folder, model=MODEL, thorough=True) == []


def test_a_copy_with_other_times_is_hashed_and_accepted(folder, tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    os.utime(copy / "a.bin", (1, 1))
    assert manifest.problems(copy, model=MODEL) == []


def test_a_changed_file_is_found(folder):
    (folder / "a.bin").write_bytes(b"weighty")
    assert manifest.problems(folder, model=MODEL) == ["a.bin has another content than when it was made"]


def test_a_change_that_kept_size_and_time_is_found_when_looking_thoroughly(folder):
    before = (folder / "a.bin").stat()
    (folder / "a.bin").write_bytes(b"weighty")
    os.utime(folder / "a.bin", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert manifest.problems(folder, model=MODEL) == []
    assert manifest.problems(folder, model=MODEL, thorough=True) != []


def test_a_cut_file_is_found_by_its_size(folder):
    (folder / "a.bin").write_bytes(b"w")
    assert manifest.problems(folder, model=MODEL) == ["a.bin has 1 bytes instead of 7"]


def test_a_missing_file_is_named(folder):
    (folder / "a.bin").unlink()
    assert manifest.problems(folder, model=MODEL) == ["a.bin is missing"]


def test_a_folder_without_manifest_is_incomplete(tmp_path):
    assert manifest.problems(tmp_path, model=MODEL) == ["manifest.json is missing"]


def test_another_model_is_not_taken_for_this_one(folder):
    assert manifest.problems(folder, model="some-model-2") == ["manifest.json describes some-model-1, not some-model-2"]


@pytest.mark.parametrize("content", ["", "{", "[]", json.dumps({"model": MODEL})])
def test_an_unreadable_manifest_is_a_problem_and_not_a_crash(folder, content):
    (folder / manifest.NAME).write_text(content)
    assert len(manifest.problems(folder, model=MODEL)) == 1
