"""The repository as the style tests see it: committed files, parsed modules, functions with their length."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def committed() -> tuple[Path, ...]:
    """Every file that git knows, and every new one that it would not ignore."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return tuple(path for name in said.split("\0") if name and (path := ROOT / name).is_file())


def python(*tops: str) -> list[Path]:
    """Committed Python files below these folders."""
    return [path for path in committed() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in tops]


def texts() -> Iterator[tuple[Path, str]]:
    """Committed files that are text, with it."""
    for path in committed():
        try:
            yield path.relative_to(ROOT), path.read_text()
        except UnicodeDecodeError:
            continue


@cache
def tree(path: Path) -> ast.Module:
    """A parsed module."""
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[FunctionNode]:
    """Every function and method of a module, inner ones too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, FunctionNode))


def length(node: FunctionNode) -> int:
    """Lines of a function, without its decorators and its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def name(path: Path) -> str:
    """As one would type it."""
    return str(path.relative_to(ROOT))
