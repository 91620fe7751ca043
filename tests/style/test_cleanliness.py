"""What must never be committed: places of one machine, addresses of registries, secrets. In pieces, as this file is read too."""

import re

from . import files

MACHINE_PLACES = ["/" + name + "/" for name in ("work", "root")] + ["/tmp/" + "lab", "../" + "shared"]  # noqa: S108
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("proxy", "golang", "org"),
        ("sum", "golang", "org"),
    )
]
SECRETS = {
    "private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "provider key": re.compile(r"\b(?:sk|xi|pk)[-_](?:live|proj|test)?[-_]?[A-Za-z0-9]{32,}\b"),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
}


def test_no_file_names_a_place_of_one_machine():
    assert [f"{path}: {place}" for path, text in files.texts() for place in MACHINE_PLACES if place in text] == []


def test_no_file_names_a_registry():
    assert [f"{path}: {host}" for path, text in files.texts() for host in REGISTRIES if host in text] == []


def test_no_file_holds_a_secret():
    assert [f"{path}: {kind}" for path, text in files.texts() for kind, shape in SECRETS.items() if shape.search(text)] == []


def test_no_file_is_too_big_to_read():
    assert [files.name(path) for path in files.committed() if path.stat().st_size > 2 << 20] == []
