import io

from returnflow.cli import told
from returnflow.cli.onlooker import Onlooker
from returnflow.simulate.result import CallResult, Turn


def shown(act):
    out = io.StringIO()
    act(Onlooker(out))
    return out.getvalue()


def test_a_turn_shows_agent_words_and_time():
    text = shown(lambda on: on.turn(Turn("amazon_verification", "Hi.", "hi", "What's the order number?", 412.3)))
    assert "amazon verification" in text
    assert "What's the order number?" in text
    assert text.rstrip().endswith("412 ms")


def test_no_colour_where_there_is_no_terminal():
    assert "\x1b" not in shown(lambda on: (on.saying("Hi."), on.heading("Done"), on.facts({"a": 1})))


def test_long_sentences_are_wrapped_and_not_cut():
    words = "word " * 60
    text = shown(lambda on: on.saying(words))
    assert text.split().count("word") == 60
    assert max(len(line) for line in text.splitlines()) <= 110


def test_a_silent_caller_is_seen_to_be_silent():
    assert "(says nothing)" in shown(lambda on: on.saying(""))


def test_the_closing_lines_name_what_was_created_and_leave_out_what_is_not_known():
    result = CallResult("call-1", "return_created", "completed", "RF-7K4M-92XC", refund="79.99 USD")
    result.turns = [Turn("a", "Hi.", "hi", "Yes?", 400.0), Turn("a", "Hi.", "hi", "Yes?", 500.0)]
    text = shown(lambda on: told.closing(result, on))
    assert "Return created" in text
    assert "RF-7K4M-92XC" in text
    assert "p50 450 ms, p95 495 ms" in text
    assert "recording" not in text
