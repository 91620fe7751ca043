"""Nothing is left for later, swallowed or untested in silence."""

import ast

from . import files

LEFT_FOR_LATER = tuple(a + b for a, b in (("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("HA", "CK:")))


def test_no_source_file_is_left_for_later():
    code = {".py", ".ts", ".css", ".html", ".sh", ".yaml", ".yml", ".toml"}
    found = [f"{path}: {word}" for path, text in files.texts() if path.suffix in code for word in LEFT_FOR_LATER if word in text]
    assert found == []


def test_every_test_asserts_something():
    silent = [
        f"{files.name(path)}:{node.lineno} {node.name}"
        for path in files.python("tests")
        if path.name.startswith("test_")
        for node in files.functions(path)
        if node.name.startswith("test_") and not asserts(node)
    ]
    assert silent == []


def asserts(node):
    """Whether a test can fail by what it says: `assert`, `pytest.raises`, or a helper whose name says that it judges."""
    judges = ("assert", "raises", "fail", "expect", "wait_for")  # the last one: Playwright raises when it waits in vain
    calls = (inner.func for inner in ast.walk(node) if isinstance(inner, ast.Call))
    names = (call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls)
    return any(isinstance(inner, ast.Assert) for inner in ast.walk(node)) or any(
        word in name for name in names for word in judges
    )


def test_no_error_is_swallowed_without_a_word():
    broad = {None, "Exception", "BaseException"}
    swallowed = [
        f"{files.name(path)}:{node.lineno}"
        for path in files.python("src", "setup", "tests", "bench")
        for node in ast.walk(files.tree(path))
        if isinstance(node, ast.ExceptHandler)
        and getattr(node.type, "id", None) in broad
        and all(isinstance(inner, ast.Pass) for inner in node.body)
    ]
    assert swallowed == []


def test_no_test_is_switched_off_without_a_reason():
    off = [
        f"{files.name(path)}:{node.lineno}"
        for path in files.python("tests")
        for node in ast.walk(files.tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"skip", "xfail"} and isinstance(node.value, ast.Attribute)
    ]
    assert off == []
