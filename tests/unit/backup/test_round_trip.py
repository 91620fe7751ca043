"""What was backed up is there again, on both engines, also when others write meanwhile."""

import subprocess
import sys
import threading

import pytest

from returnflow.backup.make import make
from returnflow.backup.restore import missing, restore, verify
from returnflow.errors import Conflict, SetupError, UpstreamUnavailable

from .conftest import NOW, content, restored_database

PACKED = [".tar.gz", ".tar.zst"]


@pytest.mark.parametrize("packing", PACKED)
def test_everything_is_there_again(installation, database, ring, tmp_path, empty_url, revisions, packing):
    file, into = tmp_path / f"b{packing}", tmp_path / "new"
    made = make(installation, file, NOW, recordings=True, keys=True)
    assert verify(file) == made
    assert restore(file, into, database_url=empty_url, known=revisions) == made
    again = restored_database(into, empty_url, ring)
    assert content(again) == content(database)
    again.close()
    kept = {path.relative_to(into).as_posix(): path.read_bytes() for path in into.rglob("*") if path.is_file()}
    kept.pop("returnflow.db", None)
    names = {name for name in made.files if not name.startswith("database.")}
    assert kept == {name: (installation.data / name).read_bytes() for name in names}
    assert "labels/2026/two with spaces – and ünicode.bin" in kept
    assert not {"jobs.db", "labels/.draft-x", "labels/link"} & kept.keys()
    assert missing(made) == []


def test_recordings_and_keys_are_taken_only_when_asked_for_and_missed_aloud(installation, tmp_path, empty_url, revisions):
    file, into = tmp_path / "b.tar.gz", tmp_path / "new"
    made = make(installation, file, NOW)
    restore(file, into, database_url=empty_url, known=revisions)
    assert not (into / "keys.json").exists()
    assert not (into / "recordings").exists()
    said = missing(made)
    assert "stay sealed (keys 1, 3) and nobody can open them" in said[0]
    assert "recordings" in said[1]


def test_only_its_owner_may_read_a_backup_and_no_draft_is_left(installation, tmp_path):
    file = tmp_path / "out" / "b.tar.gz"
    make(installation, file, NOW)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["b.tar.gz"]


def test_a_backup_never_replaces_a_file(installation, tmp_path):
    file = tmp_path / "b.tar.gz"
    file.write_bytes(b"mine")
    with pytest.raises(Conflict):
        make(installation, file, NOW)
    assert file.read_bytes() == b"mine"


def test_a_backup_taken_while_others_write_is_of_one_moment(installation, database, ring, tmp_path, empty_url, revisions):
    """Every transaction writes two rows: a copy that had one of a pair would not be of one moment."""
    over, written = threading.Event(), [0]

    def write():
        while not over.is_set():
            number = written[0]
            with database.begin() as work:
                work.outbox.add("a", f"a:{number}", {"n": number}, NOW)
                work.outbox.add("b", f"b:{number}", {"n": number}, NOW)
            written[0] = number + 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written[0] < 20:
            over.wait(0.01)
        before = written[0]
        file = tmp_path / "b.tar.gz"
        make(installation, file, NOW)
    finally:
        over.set()
        writer.join()
    restore(file, tmp_path / "new", database_url=empty_url, known=revisions)
    again = restored_database(tmp_path / "new", empty_url, ring)
    with again.read() as work:
        due = [(row.kind, row.payload["n"]) for row in work.outbox.due(NOW, 100_000)]
    again.close()
    numbers = [{n for kind, n in due if kind == one} for one in ("a", "b")]
    assert numbers[0] == numbers[1] == set(range(len(numbers[0])))
    assert before <= len(numbers[0]) <= written[0]


def test_a_recording_that_grows_is_taken_as_long_as_it_was(installation, tmp_path, monkeypatch, empty_url, revisions):
    growing = installation.data / "recordings" / "live.ogg"
    growing.write_bytes(b"x" * 300_000)
    from returnflow.backup import make as module

    read = module._Hashing.read

    def grow(self, size):
        with growing.open("ab") as file:
            file.write(b"y" * 1000)
        return read(self, size)

    monkeypatch.setattr(module._Hashing, "read", grow)
    make(installation, tmp_path / "b.tar.gz", NOW, recordings=True)
    restore(tmp_path / "b.tar.gz", tmp_path / "new", database_url=empty_url, known=revisions)
    kept = (tmp_path / "new" / "recordings" / "live.ogg").read_bytes()
    assert kept.startswith(b"x" * 300_000)
    assert len(kept) < growing.stat().st_size


def test_two_restores_into_one_folder_are_one_too_many(installation, tmp_path, empty_url, revisions):
    file, into = tmp_path / "b.tar.gz", tmp_path / "new"
    make(installation, file, NOW)
    restore(file, into, database_url=empty_url, known=revisions)
    with pytest.raises(Conflict, match="not empty"):
        restore(file, into, database_url=empty_url, known=revisions)


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_database_that_is_not_empty_is_left_alone(installation, database, tmp_path, url, revisions):
    file = tmp_path / "b.tar.gz"
    make(installation, file, NOW)
    before = content(database)
    with pytest.raises(Conflict, match="is not empty"):
        restore(file, tmp_path / "new", database_url=url, known=revisions)
    assert content(database) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
@pytest.mark.parametrize("program", ["pg_dump", "pg_restore"])
def test_a_missing_program_is_named(installation, tmp_path, monkeypatch, empty_url, revisions, program):
    file = tmp_path / "b.tar.gz"
    if program == "pg_restore":
        make(installation, file, NOW)
    monkeypatch.setenv("PATH", str(tmp_path))
    do = {
        "pg_dump": lambda: make(installation, file, NOW),
        "pg_restore": lambda: restore(file, tmp_path / "new", database_url=empty_url, known=revisions),
    }[program]
    with pytest.raises(SetupError, match=f"{program} is not installed"):
        do()
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_a_server_that_is_gone_is_named_and_leaves_no_file(installation, tmp_path):
    from dataclasses import replace

    gone = replace(installation, database_url="postgresql+psycopg://u:pw@127.0.0.1:1/nothing")
    with pytest.raises(UpstreamUnavailable) as raised:
        make(gone, tmp_path / "b.tar.gz", NOW)
    assert "pw" not in raised.value.message
    assert not (tmp_path / "b.tar.gz").exists()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_without_zstd_a_zst_is_refused_and_a_gz_works(installation, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="zstd"):
        make(installation, tmp_path / "b.tar.zst", NOW)
    assert make(installation, tmp_path / "b.tar.gz", NOW).engine == "sqlite"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_backup_survives_the_writers_being_killed(installation, url, tmp_path, revisions):
    """A process that dies with a transaction open leaves a log behind; the copy is whole all the same."""
    program = (
        "import os, sqlite3\n"
        f"c = sqlite3.connect({url.removeprefix('sqlite:///')!r}, isolation_level=None)\n"
        "c.execute('BEGIN IMMEDIATE'); c.execute(\"INSERT INTO workers VALUES ('w', 1, '2026-01-01 00:00:00')\")\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False)
    make(installation, tmp_path / "b.tar.gz", NOW)
    restore(tmp_path / "b.tar.gz", tmp_path / "new", known=revisions)
    from returnflow.database import Database

    with Database(f"sqlite:///{tmp_path / 'new' / 'returnflow.db'}").read() as work:
        assert work.orders.count() == 25
        assert work.workers.capacity(NOW) == 0
