"""The locks: every package by exact version and hash, no registry address in any file."""

import re
import sys
from pathlib import Path

from setup import python_env, shell
from setup.faults import SetupFault
from setup.places import Places, locate

_COMPILE = ("--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--universal", "--python-version", "3.11")


def compile_all(places: Places) -> None:
    """`requirements/*.in` -> `*.txt`. product first, as others must agree with it. Versions that still fit are kept."""
    uv = python_env.installer(places)
    if uv is None:
        raise SetupFault("Compiling the locks needs uv.", "unset RETURNFLOW_INSTALLER, or name your index in UV_DEFAULT_INDEX")
    names = sorted((path.stem for path in places.requirements.glob("*.in")), key=lambda name: (name != "product", name))
    for name in names:
        print(f"requirements/{name}.txt", flush=True)
        source, lock = places.requirements / f"{name}.in", places.requirements / f"{name}.txt"
        shell.run(places, "lock", f"compiling {lock.name}", [uv, "pip", "compile", "--quiet", *_COMPILE, source, "-o", lock])
    for trouble in troubles(places):
        raise SetupFault(trouble, "see setup/locks.py for what a lock must hold")


def troubles(places: Places) -> list[str]:
    """What is wrong with the committed locks; empty when nothing is."""
    found = []
    for source in sorted(places.requirements.glob("*.in")):
        lock = source.with_suffix(".txt")
        text = lock.read_text() if lock.is_file() else ""
        pins = {_name(pin) for pin in _pins(places, source.stem)}
        bare = re.findall(r"^([A-Za-z0-9].*)\n(?!    --hash=sha256:)", text, re.MULTILINE)
        wanted = {_name(line) for line in source.read_text().splitlines() if re.match(r"[A-Za-z0-9]", line)}
        if missing := sorted(wanted - pins):
            found.append(f"{lock.name} does not hold {', '.join(missing)}: run `make lock`")
        if bare:
            found.append(f"{lock.name} has no hash for {', '.join(bare)}")
        if re.search(r"https?://|--(extra-)?index-url|--find-links", text):
            found.append(f"{lock.name} names an address")
    if behind := sorted(_pins(places, "product") - _pins(places, "tools")):
        found.append(f"tools.txt differs from product.txt in {', '.join(behind)}: run `make lock`")
    npm = places.frontend / "package-lock.json"
    if npm.is_file() and re.search(r'"resolved":|https?://registry', npm.read_text()):
        found.append("package-lock.json names an address")
    return found


def _pins(places: Places, lock: str) -> set[str]:
    """`name==version` with its marker, one for each requirement."""
    path = places.requirements / f"{lock}.txt"
    text = path.read_text() if path.is_file() else ""
    return {line.removesuffix(" \\") for line in text.splitlines() if re.match(r"[A-Za-z0-9]", line)}


def _name(line: str) -> str:
    return re.split(r"[=<>~!;\[ ]", line, maxsplit=1)[0].lower().replace("_", "-")


def main() -> int:
    """The gate of `make test`."""
    found = troubles(locate(Path(__file__).resolve().parent.parent))
    print("\n".join(found) or "every requirement is pinned by hash, no lock names an address")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
