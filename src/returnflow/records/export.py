"""One call's record as files that need no program of ours: JSON, transcript, recording, labels.

Owns the folder's layout. What the caller may have under data protection law is exactly this.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from returnflow.files import write_whole
from returnflow.records.record import Record
from returnflow.records.transcript import written

RECORD, TRANSCRIPT = "record.json", "transcript.txt"


def export(record: Record, to: Path, labels: Path, plain: Callable[[object], Any]) -> Path:
    """Write the files into `<to>/<call id>`; again is the same again. `plain` makes JSON of dates and enumerations."""
    folder = to / record.call.call_id
    folder.mkdir(parents=True, exist_ok=True)
    document = json.dumps(record.to_document(), indent=2, ensure_ascii=False, default=plain)
    write_whole(folder / RECORD, f"{document}\n".encode())
    write_whole(folder / TRANSCRIPT, f"{written(record.lines)}\n".encode())
    for file in (record.recording, *(file for made in record.returns for file in sorted(labels.glob(f"{made.rma}*.pdf")))):
        if file is not None and file.is_file():
            shutil.copy2(file, folder / file.name)
    return folder
