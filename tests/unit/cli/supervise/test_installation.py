"""What must hold before an installation starts, and what it leaves when it cannot."""

from pathlib import Path

import pytest

from returnflow.cli import supervise
from returnflow.errors import SetupError
from returnflow.settings import Settings


def test_without_speech_models_nothing_is_started_and_the_folder_is_free_again(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path / "data", cache=tmp_path / "cache", livekit_url="")
    for _ in range(2):
        with pytest.raises(SetupError, match="make setup"):
            supervise.start(settings)
    assert not supervise.run_file(settings).exists()
