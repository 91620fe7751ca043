"""The driver protocol, spoken by real small programs."""

import json
import sys

import pytest

from returnflow.simulate.driver import AgentTurn, DriverFailed, HangUp, Lines, Program, Say, parse_answer

TURN = AgentTurn("initial_router", "How can I help?", "open", {"store": "amazon"})


@pytest.fixture
def program(tmp_path):
    """Makes a driver of a few lines of Python; every one is closed at the end."""
    made = []

    def make(source, limit=5.0):
        path = tmp_path / f"driver{len(made)}.py"
        path.write_text("import json, sys, time\n" + source)
        made.append(Program(f"{sys.executable} {path}", limit))
        return made[-1]

    yield make
    for one in made:
        one.close()


def test_a_program_gets_the_turn_as_the_protocol_has_it_and_its_line_is_said(program):
    driver = program("for line in sys.stdin: print(json.dumps({'say': line.strip()}), flush=True)")
    answer = driver.answer(TURN)
    assert isinstance(answer, Say)
    assert json.loads(answer.words) == {
        "agent": "initial_router",
        "text": "How can I help?",
        "state": {"expecting": "open", "slots": {"store": "amazon"}},
        "ended": False,
    }


def test_a_program_may_answer_several_turns_in_one_write(program):
    driver = program("print('{\"say\": \"one\"}\\n{\"say\": \"two\"}', flush=True)\nsys.stdin.read()")
    assert [driver.answer(TURN), driver.answer(TURN)] == [Say("one"), Say("two")]


def test_a_program_may_hang_up(program):
    assert program("print('{\"hang_up\": true}', flush=True); sys.stdin.read()").answer(TURN) == HangUp()


def test_the_last_line_is_told_and_no_answer_is_awaited(program):
    driver = program("sys.stdin.read()")
    assert driver.answer(AgentTurn("a", "Goodbye.", "nothing", ended=True)) == HangUp()


NO_ANSWERS = (
    b"hello", b"", b"[]", b"null", b'"say"', b"\xff",
    b'{"say": 5}', b'{"say": "a", "more": 1}', b'{"hang_up": false}', b'{"hang_up": 1}',
)  # fmt: skip


@pytest.mark.parametrize("line", NO_ANSWERS)
def test_anything_but_the_two_answers_breaks_the_protocol(line):
    with pytest.raises(DriverFailed):
        parse_answer(line)


def test_a_program_that_thinks_too_long_has_failed(program):
    driver = program("time.sleep(30)", limit=0.3)
    with pytest.raises(DriverFailed, match="no answer within"):
        driver.answer(TURN)


def test_half_a_line_is_no_answer(program):
    driver = program("print('{\"say\": \"on', end='', flush=True); time.sleep(30)", limit=0.5)
    with pytest.raises(DriverFailed, match="no answer within"):
        driver.answer(TURN)


def test_a_program_that_ends_without_a_word_has_failed(program):
    with pytest.raises(DriverFailed):
        program("").answer(TURN)


def test_a_program_that_does_not_exist_is_told_by_its_name():
    with pytest.raises(DriverFailed, match="does not start"):
        Program("/nowhere/at-all")


def test_closing_ends_a_program_that_will_not_leave(program):
    driver = program("import signal\nprint('{\"say\": \"\"}', flush=True)\nwhile True: time.sleep(1)")
    assert driver.answer(TURN) == Say("")
    driver.close()
    assert driver._process.returncode is not None


def test_lines_are_said_in_order_and_then_the_caller_hangs_up():
    lines = Lines([Say("one"), Say("two")])
    assert [lines.answer(TURN) for _ in range(3)] == [Say("one"), Say("two"), HangUp()]


def test_a_failed_driver_has_a_code_of_its_own():
    assert DriverFailed("x").code == "driver"
