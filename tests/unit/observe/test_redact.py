"""Redaction: what must never be in a log."""

import pytest

from returnflow.observe.redact import HIDDEN, redact, redact_line

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ1c2VyXzEyMzQifQ.c2lnbmF0dXJl"


@pytest.mark.parametrize(
    "text",
    [
        f"joined with {JWT} at once",
        f"GET /rtc?access_token={JWT}&auto_subscribe=1",
        "GET /rtc?access_token=abc123 HTTP/1.1",
        "Authorization: Bearer abcdef0123456789",
    ],
)
def test_secrets_are_cut_out(text: str) -> None:
    cleaned = redact(text)
    assert HIDDEN in cleaned
    for secret in (JWT, "abc123", "abcdef0123456789"):
        assert secret not in cleaned


@pytest.mark.parametrize(
    "text",
    [
        "card 4111 1111 1111 1111 was read out",
        "card 4111111111111111 was read out",
        "write to jane.doe+returns@example.com please",
        "call +1 415-555-0134 or (415) 555-0134",
        "heard 'four one one one one one one one one one one one one one one one'",
        "pick it up at 1234 North Clark Street, Chicago, IL 60614",
    ],
)
def test_what_is_personal_is_cut_out(text: str) -> None:
    cleaned = redact(text)
    assert "[" in cleaned
    for secret in ("1111", "one one", "example.com", "0134", "Clark", "60614"):
        assert secret not in cleaned


@pytest.mark.parametrize(
    "text",
    [
        "order 114-2839407-5561823",
        "order 2000139-64770733",
        "RF-7K4M-92XC",
        "call 0193fe2a-7c1d-7e0a-8000-1234567890ab",
        "took 123 ms",
        "at 1764043200 of 9876543210 bytes, 3125550101 ns, 123456789 rows",
        "127.0.0.1:8000 2026-11-23T12:00:00.123456Z 192.168.100.101",
        "12 calls took place, 24 workers run, 500 rows way behind",
        "look at line 12 of module.py",
    ],
)
def test_what_helps_to_find_a_call_stays(text: str) -> None:
    assert redact(text) == text


def test_a_value_under_a_secret_name_is_hidden_whole_wherever_it_is() -> None:
    line = redact_line(None, "", {"event": "x", "api_secret": "s", "inner": {"token": "t", "room": "r"}, "many": [f"a {JWT}"]})
    assert line == {"event": "x", "api_secret": HIDDEN, "inner": {"token": HIDDEN, "room": "r"}, "many": [f"a {HIDDEN}"]}
