"""Whole spoken calls through the real media server: what comes of them, and what the record says."""

import pytest

pytestmark = pytest.mark.voice


@pytest.mark.parametrize("name", ["amazon_headphones", "walmart_return", "correction"])
def test_a_spoken_return_ends_with_a_number_and_a_label(desk, name):
    result = desk.call(name)
    assert result.created, [(turn.said, turn.heard, turn.reply) for turn in result.turns]
    assert result.end_reason == "completed"
    assert (desk.settings.labels / f"{result.rma}.pdf").read_bytes().startswith(b"%PDF")
    with desk.database.read() as work:
        assert [made.call_id for made in [work.returns.get(result.rma)]] == [result.call_id]


def test_the_store_that_was_named_decides_which_agents_speak(desk):
    amazon = {turn.agent for turn in desk.call("amazon_headphones").turns}
    walmart = {turn.agent for turn in desk.call("walmart_return").turns}
    assert {"amazon_verification", "amazon_processing"} <= amazon
    assert {"walmart_verification", "walmart_processing"} <= walmart
    assert not any(agent.startswith("walmart") for agent in amazon)


def test_the_corrected_item_goes_back_and_not_the_first_one(desk):
    result = desk.call("correction")
    with desk.database.read() as work:
        made = work.returns.get(result.rma)
    assert [line.item for line in made.lines] == ["speaker"]


def test_an_order_past_its_window_is_refused_and_nothing_is_written(desk):
    result = desk.call("refused_window")
    assert result.outcome == "refused"
    with desk.database.read() as work:
        assert work.returns.for_call(result.call_id) == []


def test_a_caller_who_wants_a_person_is_queued_with_a_summary_and_offered_a_callback(desk):
    result = desk.call("handoff")
    assert result.outcome == "callback"
    assert desk.timeline(result.call_id, "handoff_requested")
    with desk.database.read() as work:
        assert any(result.call_id == row.call_id for row in work.callbacks.list())


def test_every_turn_was_heard_once_and_answered(desk):
    result = desk.call("amazon_headphones")
    spoken = [turn for turn in result.turns if turn.said]
    assert len(spoken) >= 6
    assert all(turn.heard and turn.reply for turn in spoken)
    assert all(turn.pieces == 1 for turn in spoken)


def test_the_record_has_the_call_from_its_start_to_its_end(desk):
    result = desk.call("amazon_headphones")
    with desk.database.read() as work:
        kinds = [item.kind for item in work.timeline.read(result.call_id)]
        row = work.calls.get(result.call_id)
    assert kinds[0] == "call_started"
    assert kinds[-1] == "call_ended"
    assert {"consent", "utterance", "agent_changed", "decision", "label_issued", "latency"} <= set(kinds)
    assert {"tool_call", "tool_result"} <= set(kinds)
    assert (row.outcome, row.end_reason) == (result.outcome, result.end_reason)


def test_both_sides_are_heard_in_the_callers_own_recording(desk):
    import soundfile

    audio, rate = soundfile.read(desk.call("amazon_headphones").recording)
    assert rate == 48_000
    assert audio.shape[1] == 2
    assert (abs(audio).max(axis=0) > 0.1).all()
