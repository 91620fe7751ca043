"""An archive that is cut off, changed, or made to do harm is refused before a byte is written."""

import gzip
import io
import json
import subprocess
import tarfile

import pytest

from returnflow.backup.make import make
from returnflow.backup.manifest import NAME
from returnflow.backup.restore import restore, verify
from returnflow.errors import Conflict, InvalidInput, SetupError

from .conftest import NOW


@pytest.fixture
def engine():
    return "sqlite"


@pytest.fixture
def file(installation, tmp_path):
    path = tmp_path / "b.tar.gz"
    make(installation, path, NOW, recordings=True, keys=True)
    return path


@pytest.fixture
def expect_refusal(tmp_path, revisions):
    """Restoring raises, and leaves nothing behind."""

    def assert_refused(path, match, error=InvalidInput, known=revisions, url=""):
        folder = tmp_path / "target"
        folder.mkdir(exist_ok=True)
        with pytest.raises(error, match=match) as raised:
            restore(path, folder / "new", known=known, database_url=url)
        assert raised.value.fix
        assert list(folder.iterdir()) == []

    return assert_refused


def members(path):
    """The archive's files by name."""
    with tarfile.open(path) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}


def packed(path, files, **headers):
    """An archive of our own making; `headers` change the header of the file of that name."""
    with tarfile.open(path, "w:gz") as archive:
        for name, content in files.items():
            header = tarfile.TarInfo(name)
            header.size = len(content)
            for field, value in headers.get("header", {}).get(name, {}).items():
                setattr(header, field, value)
            archive.addfile(header, io.BytesIO(content) if header.isreg() else None)
    return path


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off(file, expect_refusal, tmp_path, share):
    whole = file.read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: int(len(whole) * share)])
    expect_refusal(tmp_path / "cut.tar.gz", "damaged or cut off|no manifest")


def test_a_zst_that_is_cut_off(installation, expect_refusal, tmp_path):
    make(installation, tmp_path / "b.tar.zst", NOW)
    whole = (tmp_path / "b.tar.zst").read_bytes()
    (tmp_path / "cut.tar.zst").write_bytes(whole[: len(whole) // 2])
    expect_refusal(tmp_path / "cut.tar.zst", "damaged or cut off|zstd")


def test_a_changed_byte_anywhere(file, expect_refusal, tmp_path):
    whole = bytearray(file.read_bytes())
    for place in range(20, len(whole), max(1, len(whole) // 12)):
        changed = bytearray(whole)
        changed[place] ^= 0xFF
        (tmp_path / "changed.tar.gz").write_bytes(changed)
        expect_refusal(tmp_path / "changed.tar.gz", "damaged|manifest|no backup does")


@pytest.mark.parametrize("content", [b"", b"not an archive", gzip.compress(b"not a tar"), gzip.compress(b"\0" * 10_240)])
def test_what_is_no_archive(expect_refusal, tmp_path, content):
    (tmp_path / "x.tar.gz").write_bytes(content)
    expect_refusal(tmp_path / "x.tar.gz", "damaged or cut off|no manifest")


@pytest.mark.parametrize("name", ["x.zip", "x.tar", "x"])
def test_a_name_that_says_no_packing(expect_refusal, tmp_path, name):
    expect_refusal(tmp_path / name, "does not say how it is packed")


def test_a_file_that_is_not_there(expect_refusal, tmp_path):
    expect_refusal(tmp_path / "none.tar.gz", "there is no file")


def test_a_file_changed_inside(file, expect_refusal, tmp_path):
    files = members(file)
    files["labels/one.bin"] = b"other" + files["labels/one.bin"][5:]
    order = {name: files[name] for name in files if name != NAME} | {NAME: files[NAME]}
    expect_refusal(packed(tmp_path / "x.tar.gz", order), "labels/one.bin is not what the manifest says")


def test_a_file_too_many_and_one_too_few(file, expect_refusal, tmp_path):
    files = members(file)
    manifest = files.pop(NAME)
    expect_refusal(
        packed(tmp_path / "x.tar.gz", files | {"labels/more.pdf": b"x", NAME: manifest}), "labels/more.pdf is not what"
    )
    del files["labels/one.bin"]
    expect_refusal(packed(tmp_path / "y.tar.gz", files | {NAME: manifest}), "labels/one.bin is not what")
    expect_refusal(packed(tmp_path / "z.tar.gz", files), "no manifest")


@pytest.mark.parametrize("name", [
    "../outside", "/etc/passwd", "labels/../../outside", "labels//x", "./labels/x", "other/x", "returnflow.db", "labels",
    "labels/", "labels/a\\..\\b", "jobs.db", "recordings/../keys.json",
])  # fmt: skip
def test_a_path_that_leads_elsewhere(file, expect_refusal, tmp_path, name):
    files = members(file)
    manifest = json.loads(files.pop(NAME))
    manifest["files"][name] = {"size": 1, "sha256": "0" * 64}
    whole = files | {name: b"x", NAME: json.dumps(manifest).encode()}
    expect_refusal(packed(tmp_path / "x.tar.gz", whole), "no backup does|no backup has|damaged")
    assert not (tmp_path / "outside").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_what_is_no_plain_file(file, expect_refusal, tmp_path, kind):
    files = members(file)
    header = {"labels/one.bin": {"type": kind, "linkname": "/etc/passwd"}}
    expect_refusal(packed(tmp_path / "x.tar.gz", files, header=header), "no backup does")


def test_one_name_twice(file, expect_refusal, tmp_path):
    with tarfile.open(tmp_path / "x.tar.gz", "w:gz") as archive:
        for _ in range(2):
            header = tarfile.TarInfo("labels/one.bin")
            header.size = 1
            archive.addfile(header, io.BytesIO(b"x"))
    expect_refusal(tmp_path / "x.tar.gz", "no backup does")


@pytest.mark.parametrize("change", [
    {"format": 2}, {"format": None}, {"engine": "oracle"}, {"files": []}, {"files": {"labels/x": {}}}, {"made_at": "yesterday"},
    {"sealing": ["a"]}, {"more": 1},
])  # fmt: skip
def test_a_manifest_that_is_none(file, expect_refusal, tmp_path, change):
    files = members(file)
    files[NAME] = json.dumps(json.loads(files[NAME]) | change).encode()
    expect_refusal(packed(tmp_path / "x.tar.gz", files), "manifest|newer format")


def test_a_database_that_is_damaged_though_its_checksum_is_right(installation, expect_refusal, tmp_path, monkeypatch):
    import returnflow.database.snapshot as module

    save = module.save

    def save_damaged(url, to):
        save(url, to)
        with to.open("r+b") as copy:
            copy.seek(5_000)
            copy.write(b"\xff" * 30_000)

    monkeypatch.setattr(module, "save", save_damaged)
    monkeypatch.setattr(module, "revision", lambda url: "0001")
    make(installation, tmp_path / "b.tar.gz", NOW)
    verify(tmp_path / "b.tar.gz")
    expect_refusal(tmp_path / "b.tar.gz", "database in this backup is damaged")


def test_a_schema_newer_than_ours(file, expect_refusal):
    expect_refusal(file, "newer than this version", SetupError, known=frozenset({"0000"}))


def test_a_backup_of_another_engine(file, expect_refusal):
    expect_refusal(file, "is of sqlite, not of postgresql", Conflict, url="postgresql+psycopg://nobody@127.0.0.1:1/x")


def test_a_folder_that_is_not_empty_or_no_folder(file, tmp_path, revisions):
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").write_text("mine")
    for into in (taken, taken / "mine"):
        with pytest.raises(Conflict, match="is not empty"):
            restore(file, into, known=revisions)
    assert (taken / "mine").read_text() == "mine"


def test_an_empty_folder_and_a_link_to_one_are_filled(file, tmp_path, revisions):
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("empty")
    restore(file, tmp_path / "link", known=revisions)
    assert (tmp_path / "empty" / "returnflow.db").is_file()


def test_a_disk_that_is_full_is_not_the_archives_fault(file, expect_refusal, monkeypatch):
    import shutil

    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 90, 10))
    expect_refusal(file, "too little room", SetupError)


def test_an_archive_is_plain_tar_for_other_programs(file, tmp_path):
    subprocess.run(["tar", "xzf", str(file), "-C", str(tmp_path)], check=True)
    assert (tmp_path / "labels" / "one.bin").read_bytes() == b"labels" * 1000
