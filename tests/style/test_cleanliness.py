"""What must never be committed: places of one machine, addresses of registries, secrets. In pieces, as this file is read too."""

import hashlib
import re

from . import files

MACHINE_PLACES = ["/" + name + "/" for name in ("work", "root")] + ["/tmp/" + "lab", "../" + "shared"]  # noqa: S108
# Fingerprints (SHA-256, first 16 digits) of the registries' host names, so that this file names none of them either.
REGISTRIES = {
    "a4aa2ac280bb8d1a",
    "8b5bb5eb9d758455",
    "8743857e3ea00fd1",
    "00a7dc5a0cc38858",
    "9da5f32d96412512",
}
HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+")
SECRETS = {
    "private key": re.compile("-----BEGIN [A-Z ]*PRIVATE" + " KEY-----"),
    "cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "provider key": re.compile(r"\b(?:sk|xi|pk)[-_](?:live|proj|test)?[-_]?[A-Za-z0-9]{32,}\b"),
    "signed token": re.compile(r"\beyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}"),
}


def test_no_file_names_a_place_of_one_machine():
    assert [f"{path}: {place}" for path, text in files.texts() for place in MACHINE_PLACES if place in text] == []


def fingerprint(host):
    return hashlib.sha256(host.encode()).hexdigest()[:16]


def registries(text):
    """Host names in `text` that are a registry's, or lie under one."""
    found = set()
    for host in set(HOST.findall(text.lower())):
        labels = host.split(".")
        found |= {host for first in range(len(labels) - 1) if fingerprint(".".join(labels[first:])) in REGISTRIES}
    return sorted(found)


def test_no_file_names_a_registry():
    assert [f"{path}: {host}" for path, text in files.texts() for host in registries(text)] == []


def test_a_registry_is_known_by_itself_and_by_what_lies_under_it(monkeypatch):
    monkeypatch.setitem(globals(), "REGISTRIES", {fingerprint("registry.example")})
    assert registries("see https://files.registry.example/simple, or Registry.example; not registry.example.net") == [
        "files.registry.example", "registry.example",
    ]  # fmt: skip


def test_no_file_holds_a_secret():
    assert [f"{path}: {kind}" for path, text in files.texts() for kind, shape in SECRETS.items() if shape.search(text)] == []


def test_no_file_is_too_big_to_read():
    assert [files.name(path) for path in files.committed() if path.stat().st_size > 2 << 20] == []
