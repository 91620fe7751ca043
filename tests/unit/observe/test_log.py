"""Logs: one form for all, and nothing secret in it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from returnflow.observe.log import configure

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEyMzQifQ.c2lnbmF0dXJl"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def written(json_lines: bool = False) -> io.StringIO:
    stream = io.StringIO()
    configure("web", json=json_lines, stream=stream)
    return stream


def test_our_lines_and_those_of_libraries_look_the_same() -> None:
    stream = written()
    structlog.get_logger("ours").info("it happened", call_id="one")
    logging.getLogger("theirs").warning("it %s", "happened too")
    first, second = stream.getvalue().splitlines()
    assert first.endswith("it happened  call_id=one")
    assert second.endswith("warning: it happened too")


def test_json_lines_carry_level_process_and_facts() -> None:
    stream = written(json_lines=True)
    structlog.get_logger("ours").warning("careful", call_id="one")
    logging.getLogger("theirs").error("no")
    ours, theirs = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (ours["event"], ours["level"], ours["call_id"]) == ("careful", "warning", "one")
    assert ours["process"] == theirs["process"] == "web"


def test_a_token_is_in_no_line_and_in_no_traceback() -> None:
    stream = written()
    structlog.get_logger("ours").info("joining", url=f"ws://x/rtc?access_token={JWT}")
    try:
        raise ValueError(f"could not open ws://x/rtc?access_token={JWT}")
    except ValueError:
        logging.getLogger("theirs").exception("failed")
        structlog.get_logger("ours").exception("failed here")
    assert "Traceback" in stream.getvalue()
    assert JWT not in stream.getvalue()
    assert "ValueError" in stream.getvalue()


def test_debug_lines_are_left_out_unless_wanted() -> None:
    stream = written()
    structlog.get_logger("ours").debug("detail")
    assert stream.getvalue() == ""


def test_the_steps_of_chatty_libraries_are_left_out_and_their_warnings_stay() -> None:
    stream = written()
    logging.getLogger("livekit.agents").info("initializing process")
    logging.getLogger("livekit.agents").warning("slow")
    assert stream.getvalue().strip().endswith("warning: slow")
    configure("web", level="DEBUG", stream=stream)
    logging.getLogger("livekit.agents").info("initializing process")
    assert "initializing process" in stream.getvalue()
