"""The one installation that the spoken tests share. Calls that tests will ask for begin in the background, some at a time."""

import pytest

from .callers import HANG_UP_AFTER, Silent, leaving_after
from .desk_under_test import started

FOR_TESTS = {
    "test_calls": ("amazon_headphones", "walmart_return", "correction", "handoff", "refused_window"),
    "test_fewer_than_12_percent": ("amazon_headphones",),
    "test_an_unknown_order": ("unknown_order", "wrong_zip_first"),
    "test_three_wrong_facts": ("locked_out",),
}
"""Scenarios by a part of the name of a test or its file."""


@pytest.fixture(scope="session")
def desk(tmp_path_factory, request):
    """A running desk on loopback, with an empty record."""
    asked = " ".join(item.nodeid for item in request.session.items)
    with started(tmp_path_factory.mktemp("desk"), print) as running:
        for part, names in FOR_TESTS.items():
            for name in names if part in asked else ():
                running.begin(name)
        if "test_a_silent_caller" in asked:
            running.begin("silent", lambda _: Silent())
        for steps in HANG_UP_AFTER if "test_hanging_up" in asked else ():
            running.begin(f"leaves after {steps}", leaving_after(steps))
        yield running
