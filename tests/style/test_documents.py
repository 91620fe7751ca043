"""The documents keep what they promise: links lead somewhere, files named in them exist, the README stays short."""

import re

import pytest

from . import files

DOCUMENTS = [path for path in files.committed() if path.suffix == ".md" and "src" not in path.relative_to(files.ROOT).parts]
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:src|setup|docs|tests|frontend)/[\w./-]+)`")


@pytest.mark.parametrize("path", DOCUMENTS, ids=files.name)
def test_every_link_and_every_file_named_exists(path):
    text = path.read_text()
    links = [path.parent / target for target in LINK.findall(text) if "://" not in target]
    named = [files.ROOT / target for target in FILE.findall(text)]
    assert [str(target) for target in links + named if not target.exists()] == []


def test_the_readme_is_read_in_one_go():
    assert len((files.ROOT / "README.md").read_text().splitlines()) < 150


def test_the_tour_is_nine_files_and_short_enough_to_take():
    tour = (files.ROOT / "docs" / "tour.md").read_text()
    stops = re.findall(r"^## \d\. .*\((\.\./src/[^)]+)\)", tour, re.MULTILINE)
    lines = sum((files.ROOT / "docs" / stop).read_text().count("\n") for stop in stops)
    assert len(stops) == 9
    assert lines < 1500


def test_every_make_target_in_the_readme_exists():
    targets = set(re.findall(r"(?:^|`)make ([a-z-]+)", (files.ROOT / "README.md").read_text(), re.MULTILINE))
    known = re.search(r"^\.PHONY: (.*)$", (files.ROOT / "Makefile").read_text(), re.MULTILINE)
    assert known is not None
    assert targets <= set(known[1].split())
