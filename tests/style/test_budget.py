"""Small files, small functions, a reason in every module: the budget that keeps the code readable."""

import ast
import statistics

from . import files

LONGEST_FILE, MEDIAN_FILE = 500, 150
LONGEST_FUNCTION, MEDIAN_FUNCTION = 60, 10
OURS = ("src", "setup", "tests", "bench")


def lines(path):
    return path.read_text().count("\n")


def test_no_file_is_longer_than_the_hard_limit():
    assert [files.name(path) for path in files.python(*OURS) if lines(path) > LONGEST_FILE] == []


def test_the_median_file_fits_on_three_screens():
    assert statistics.median(map(lines, files.python("src"))) <= MEDIAN_FILE


def test_no_function_is_longer_than_one_screen():
    long = [
        f"{files.name(path)}:{node.lineno} {node.name} has {files.length(node)} lines"
        for path in files.python(*OURS)
        if "migrations" not in path.parts
        for node in files.functions(path)
        if files.length(node) > LONGEST_FUNCTION
    ]
    assert long == []


def test_the_median_function_is_a_paragraph():
    assert (
        statistics.median(files.length(node) for path in files.python("src") for node in files.functions(path)) <= MEDIAN_FUNCTION
    )


def test_every_module_says_what_it_owns():
    bare = [files.name(path) for path in files.python("src", "setup", "bench") if not ast.get_docstring(files.tree(path))]
    assert bare == []
