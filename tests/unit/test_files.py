import os

import pytest

from returnflow.files import write_whole, write_whole_parts


def test_a_file_is_written_with_its_folders(tmp_path):
    path = tmp_path / "a" / "b.bin"
    write_whole(path, b"content")
    assert path.read_bytes() == b"content"


def test_writing_again_replaces_the_whole_file(tmp_path):
    path = tmp_path / "b.bin"
    write_whole(path, b"a long content")
    write_whole(path, b"short")
    assert path.read_bytes() == b"short"


def test_a_write_that_fails_leaves_the_old_file_and_no_draft(tmp_path, monkeypatch):
    path = tmp_path / "b.bin"
    write_whole(path, b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.bin"]


def test_parts_that_break_off_leave_the_old_file_and_no_draft(tmp_path):
    path = tmp_path / "b.bin"
    write_whole(path, b"old")

    def parts():
        yield b"new"
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_whole_parts(path, parts())
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["b.bin"]
