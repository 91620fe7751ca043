"""A call's record: whole, by id or its beginning, as JSON."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from returnflow.cli.output import as_json
from returnflow.database import Database
from returnflow.errors import NotFound
from returnflow.ids import uuid7
from returnflow.records.kinds import Kind, missing
from returnflow.records.record import Records, percentile
from returnflow.returns.model import Customer, Money, Order, OrderLine, Store

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CUSTOMER = Customer("c", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")
NUMBER = "408-1234567-1234567"
LINE = OrderLine(Store.AMAZON, NUMBER, 1, "Thing", "thing", "default", 1, Money(5000), Money(0), NOW)
ORDER = Order(Store.AMAZON, NUMBER, CUSTOMER, (LINE,), NOW)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    made = Database(f"sqlite:///{tmp_path / 'test.db'}")
    made.upgrade()
    return made


@pytest.fixture
def records(database: Database, tmp_path: Path) -> Records:
    return Records(database, tmp_path / "recordings")


def call(database: Database, call_id: str | None = None) -> str:
    call_id = call_id or uuid7()
    with database.begin() as work:
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=True, at=NOW)
        for seconds, kind, data in (
            (1, Kind.UTTERANCE, {"role": "assistant", "text": "Hi."}),
            (3, Kind.UTTERANCE, {"role": "user", "text": "Amazon.", "heard": "amazon"}),
            (3, Kind.LATENCY, {"turn": 1, "first_frame_ms": 310.0}),
            (3, Kind.AGENT_CHANGED, {"from": "initial_router", "to": "amazon_verification"}),
            (4, Kind.UTTERANCE, {"role": "assistant", "text": "The number?", "interrupted": True}),
            (5, Kind.LATENCY, {"turn": 2, "first_frame_ms": 500.0}),
        ):
            work.timeline.append(call_id, kind.value, NOW + timedelta(seconds=seconds), data)
        work.calls.end(call_id, "caller_hung_up", "abandoned", NOW + timedelta(seconds=6))
    return call_id


def test_a_record_has_its_outcome_duration_turns_and_latencies(records: Records, database: Database) -> None:
    call_id = call(database)
    document = records.read(call_id).to_document()
    assert (document["outcome"], document["end_reason"], document["duration_s"]) == ("abandoned", "caller_hung_up", 6.0)
    assert document["turns"] == 1
    assert document["latency_ms"] == {"p50": 310.0, "p95": 500.0, "n": 2}
    assert [item["kind"] for item in document["timeline"]] == [
        "utterance", "utterance", "latency", "agent_changed", "utterance", "latency",
    ]  # fmt: skip


def test_a_record_survives_json(records: Records, database: Database) -> None:
    document = json.loads(as_json(records.read(call(database)).to_document()))
    assert document["transcript"][1] == {
        "relative_ms": 3000, "who": "caller", "text": "Amazon.", "heard": "amazon", "interrupted": False,
    }  # fmt: skip


def test_a_call_is_found_by_the_beginning_of_its_id_and_as_the_last(records: Records, database: Database) -> None:
    first = call(database, "aaaa0000-0000-7000-8000-000000000001")
    second = call(database, "bbbb0000-0000-7000-8000-000000000002")
    assert records.read("aaaa").call.call_id == first
    assert records.read("last").call.call_id == second
    assert [one.call.call_id for one in records.newest(1)] == [second]


def test_a_beginning_that_several_calls_share_is_not_enough(records: Records, database: Database) -> None:
    call(database, "aaaa0000-0000-7000-8000-000000000001")
    call(database, "aaaa0000-0000-7000-8000-000000000002")
    with pytest.raises(NotFound, match="2 begin so"):
        records.read("aaaa")


def test_no_calls_at_all_is_said_plainly(records: Records) -> None:
    with pytest.raises(NotFound, match="no call last"):
        records.read("last")


def test_the_recording_is_found_by_the_calls_id(records: Records, database: Database, tmp_path: Path) -> None:
    call_id = call(database)
    assert records.read(call_id).recording is None
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / f"{call_id}.ogg").write_bytes(b"")
    assert records.read(call_id).recording == folder / f"{call_id}.ogg"


def test_a_live_call_has_no_duration(records: Records, database: Database) -> None:
    call_id = uuid7()
    with database.begin() as work:
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=False, at=NOW)
    summary = records.read(call_id).summary()
    assert (summary["duration_s"], summary["end_reason"], summary["rma"]) == (None, None, [])


@pytest.mark.parametrize(("values", "share", "expected"), [([], 50, None), ([1.0], 95, 1.0), ([1.0, 2.0, 3.0, 4.0], 50, 2.0)])
def test_percentiles_are_by_nearest_rank(values: list[float], share: int, expected: float | None) -> None:
    assert percentile(values, share) == expected


def test_facts_that_an_item_lacks_are_named_and_unknown_kinds_are_let_be() -> None:
    assert missing("agent_changed", {"from": "x"}) == ("to",)
    assert missing("utterance", {"role": "user", "text": ""}) == ()
    assert missing("from_a_later_version", {}) == ()


def said(database: Database, text: str) -> str:
    call_id = uuid7()
    with database.begin() as work:
        work.orders.add(ORDER)
        work.calls.create(call_id, user_identity="u", caller_key="k", room_name="r", channel="web", recording=False, at=NOW)
        work.timeline.append(call_id, Kind.UTTERANCE, NOW, {"role": "user", "text": text, "heard": f"{text} indeed"})
        work.timeline.append(call_id, Kind.TOOL_CALL, NOW, {"arguments": {"zip": "60614", "order_number": ORDER.number}})
        work.timeline.append(call_id, Kind.CARD, NOW, {"data": {"order_number": ORDER.number, "items": [{"name": "thing"}]}})
    return call_id


def test_a_record_is_read_without_what_is_personal(records: Records, database: Database) -> None:
    text = "I am Maria Carter, 312 555 0101 or m.c@example.com, order 408-1234567-1234567, 60614"
    record = records.read(said(database, text))
    assert record.lines[0].text == "I am [name], [phone] or [email], order 408-1234567-1234567, [zip]"
    assert record.lines[0].heard == f"{record.lines[0].text} indeed"
    assert record.timeline[1].data["arguments"] == {"zip": "[hidden]", "order_number": ORDER.number}
    assert "Carter" not in as_json(record.to_document())


def test_whoever_asks_for_all_of_it_gets_what_is_kept(records: Records, database: Database) -> None:
    call_id = said(database, "I am Maria Carter, 60614")
    assert records.read(call_id, unredacted=True).lines[0].text == "I am Maria Carter, 60614"


def test_an_order_number_stays_though_a_card_could_look_so(records: Records, database: Database) -> None:
    text = "four oh eight, one two three four five six seven, one two three four five six seven"
    assert records.read(said(database, text)).lines[0].text == text


def test_a_list_of_records_is_redacted_too(records: Records, database: Database) -> None:
    said(database, "Carter")
    assert [record.lines[0].text for record in records.newest(1)] == ["[name]"]
