"""What a backup says of itself: by what it was made, of what, and the checksum of every file in it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from returnflow.errors import InvalidInput

NAME = "manifest.json"
FORMAT = 1
KEYS = "keys.json"
DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
FOLDERS = ("labels", "outbox", "recordings")
LARGEST = 64 << 20
"""Bytes of a manifest at most: some hundred thousand files."""
_DAMAGED = "take another backup; this one is damaged or was not made by `returnflow backup`"


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive: bytes, and SHA-256 in hexadecimal digits."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One backup. `sealing` are the numbers of the keys that personal data may be sealed with."""

    made_at: datetime
    version: str
    schema: str
    engine: str
    sealing: tuple[int, ...]
    files: Mapping[str, Entry]

    @property
    def database(self) -> str:
        """Name of the database's file."""
        return DATABASES[self.engine]

    @property
    def has_keys(self) -> bool:
        """Whether the secrets are in it."""
        return KEYS in self.files

    def count(self, folder: str) -> int:
        """How many files of a folder there are."""
        return sum(name.startswith(f"{folder}/") for name in self.files)

    def to_json(self) -> bytes:
        """As it lies in the archive."""
        document = asdict(self) | {"format": FORMAT, "made_at": self.made_at.isoformat()}
        return json.dumps(document, indent=1, sort_keys=True).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Raises InvalidInput for anything that is not a manifest of a format known here."""
        try:
            document: dict[str, Any] = json.loads(text)
            if document.pop("format") != FORMAT:
                raise InvalidInput(
                    "this backup has a newer format", field="file", fix="restore it with the version that made it, or a newer one"
                )
            files = {name: Entry(int(entry["size"]), str(entry["sha256"])) for name, entry in document.pop("files").items()}
            made = cls(
                made_at=datetime.fromisoformat(document.pop("made_at")),
                sealing=tuple(int(number) for number in document.pop("sealing")),
                files=files,
                **{name: str(value) for name, value in document.items()},
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InvalidInput(f"the manifest cannot be read: {error}", field="file", fix=_DAMAGED) from error
        if made.engine not in DATABASES or made.database not in files or not all(map(belongs, files)):
            raise InvalidInput("the manifest lists what no backup has", field="file", fix=_DAMAGED)
        return made


def belongs(name: str) -> bool:
    """Whether a file of that name can be in a backup: no path leads out of the folder it is unpacked into."""
    path = PurePosixPath(name)
    if name in (KEYS, *DATABASES.values()):
        return True
    plain = str(path) == name and ".." not in path.parts and "\0" not in name and "\\" not in name
    return plain and len(path.parts) > 1 and path.parts[0] in FOLDERS
