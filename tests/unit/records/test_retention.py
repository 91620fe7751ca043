"""Recordings go after their time; nothing else does."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from returnflow.records.retention import purge

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def recording(folder: Path, name: str, age: timedelta) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"x")
    moment = (NOW - age).timestamp()
    os.utime(path, (moment, moment))
    return path


def test_only_recordings_beyond_their_age_are_deleted(tmp_path: Path) -> None:
    old = recording(tmp_path / "r", "old.ogg", timedelta(days=31))
    young = recording(tmp_path / "r", "young.ogg", timedelta(days=29))
    assert purge(tmp_path / "r", NOW, timedelta(days=30)) == 1
    assert not old.exists()
    assert young.exists()


def test_without_recordings_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert purge(tmp_path / "none", NOW, timedelta(days=30)) == 0
