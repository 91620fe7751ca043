"""A clone that is only folders."""

import pytest

from setup.places import Places


@pytest.fixture
def places(tmp_path):
    for name in ("clone/requirements", "clone/frontend", "cache", "data"):
        (tmp_path / name).mkdir(parents=True)
    return Places(tmp_path / "clone", tmp_path / "cache", tmp_path / "data")
