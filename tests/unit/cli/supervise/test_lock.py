"""One installation a data folder."""

import os
from pathlib import Path

import pytest

from returnflow.cli.supervise.lock import DataLock
from returnflow.errors import SetupError


def test_a_second_installation_on_the_same_folder_is_told_who_holds_it(tmp_path: Path) -> None:
    first = DataLock(tmp_path)
    with pytest.raises(SetupError, match=f"pid {os.getpid()}"):
        DataLock(tmp_path)
    first.release()


def test_a_folder_that_was_let_go_may_be_taken(tmp_path: Path) -> None:
    first = DataLock(tmp_path)
    first.release()
    first.release()
    DataLock(tmp_path).release()
    assert (tmp_path / "run.lock").exists()


def test_two_folders_do_not_mind_each_other(tmp_path: Path) -> None:
    locks = [DataLock(folder) for name in ("a", "b") if (folder := tmp_path / name).mkdir() is None]
    assert len(locks) == 2
    for lock in locks:
        lock.release()
