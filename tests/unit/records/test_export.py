"""A call's record as files."""

import json
from datetime import UTC, datetime
from pathlib import Path

from returnflow.cli.output import plain
from returnflow.database import CallRow, TimelineItem
from returnflow.records.export import export
from returnflow.records.record import Record

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CALL = CallRow("0193", "user", "key", "room", "web", True, NOW, ended_at=NOW, end_reason="completed", outcome="answered")
SAID = TimelineItem(1, "utterance", NOW, 1500, {"role": "user", "text": "Grüezi."})


def test_an_export_holds_record_transcript_and_recording(tmp_path: Path) -> None:
    recording = tmp_path / "0193.ogg"
    recording.write_bytes(b"sound")
    folder = export(Record(CALL, (SAID,), recording=recording), tmp_path / "out", tmp_path / "labels", plain)
    assert sorted(file.name for file in folder.iterdir()) == ["0193.ogg", "record.json", "transcript.txt"]
    assert (folder / "transcript.txt").read_text() == "00:01.5  caller: Grüezi.\n"
    assert json.loads((folder / "record.json").read_text())["transcript"][0]["text"] == "Grüezi."


def test_exporting_again_gives_the_same(tmp_path: Path) -> None:
    first = export(Record(CALL, (SAID,)), tmp_path, tmp_path, plain)
    content = (first / "record.json").read_bytes()
    assert export(Record(CALL, (SAID,)), tmp_path, tmp_path, plain) == first
    assert (first / "record.json").read_bytes() == content
