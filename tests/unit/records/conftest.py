"""What is kept of people, and forgotten, is tried on both engines."""

import pytest

from returnflow.records.papers import Folders

from ..database.conftest import db, engine, ring, sealed_db, url  # noqa: F401


@pytest.fixture
def folders(tmp_path):
    """Folders with nothing in them."""
    made = Folders(tmp_path / "labels", tmp_path / "recordings", tmp_path / "outbox")
    for folder in (made.labels, made.recordings, made.outbox):
        folder.mkdir()
    return made
