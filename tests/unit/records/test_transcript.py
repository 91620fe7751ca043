"""The transcript: who said what, when, read from the timeline."""

from datetime import UTC, datetime
from typing import Any

from returnflow.database import TimelineItem
from returnflow.records.transcript import clock, transcript, written

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def item(ms: int, kind: str, **data: Any) -> TimelineItem:
    return TimelineItem(ms, kind, NOW, ms, data)


def test_an_agent_speaks_under_the_name_it_has_at_that_moment() -> None:
    items = [
        item(0, "utterance", role="assistant", text="Hi."),
        item(1, "agent_changed", **{"from": "initial_router", "to": "amazon_verification"}),
        item(2, "utterance", role="agent", text="The number?"),
        item(3, "utterance", role="agent", text="Bye.", agent="human_handoff"),
    ]
    assert [line.who for line in transcript(items)] == ["initial_router", "amazon_verification", "human_handoff"]


def test_what_was_heard_is_kept_only_where_it_differs() -> None:
    items = [
        item(0, "utterance", role="user", text="Yes.", heard="Yes."),
        item(1, "utterance", role="caller", text="4", heard="for"),
    ]
    assert [(line.who, line.heard) for line in transcript(items)] == [("caller", ""), ("caller", "for")]


def test_a_written_transcript_has_times_names_and_a_dash_where_a_sentence_was_cut() -> None:
    items = [item(61_500, "utterance", role="assistant", text="And the", interrupted=True), item(62_000, "latency", turn=1)]
    assert written(transcript(items)) == "01:01.5  initial_router: And the —"


def test_times_count_minutes_and_seconds() -> None:
    assert [clock(ms) for ms in (0, 59_900, 600_000)] == ["00:00.0", "00:59.9", "10:00.0"]
