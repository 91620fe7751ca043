"""Callers who are silent, noisy, rude or broken: each call ends kindly or goes on, and nothing they send harms it."""

import asyncio
import json
from functools import partial

import numpy as np
import pytest

from returnflow.errors import UpstreamUnavailable
from returnflow.measure.bargein import own_words
from returnflow.simulate import noises
from returnflow.simulate.caller import Caller
from returnflow.simulate.clip import RATE, Clip
from returnflow.simulate.ear import STOPPED_S, stop_time
from returnflow.simulate.phone import Phone

from .callers import HANG_UP_AFTER

pytestmark = pytest.mark.voice
OPENING = "Hi, I would like to return a pair of headphones, from Amazon."


def in_a_call(desk, act):
    """Runs `act(caller)` in a call of its own that has just begun to greet."""

    async def run():
        with Phone(desk.url) as phone:
            line = await asyncio.to_thread(partial(phone.line, record=False))
        caller = Caller(line, frame_ms=20)
        try:
            await caller.connect()
            assert await caller.agent_sound(0.0, 20) is not None
            return await act(caller)
        finally:
            await caller.hang_up()
            await caller.close()

    return asyncio.run(run())


async def answered(desk, caller):
    """Says the opening and tells whether the desk took it as a turn and answered."""
    await caller.agent_quiet()
    clip = await asyncio.to_thread(desk.voices.say, OPENING)
    said = await caller.say(clip)
    await caller.agent_sound(said.end, 15)
    await caller.agent_quiet()
    return bool(caller.agent.taken(said.start))


def test_a_silent_caller_is_asked_again_and_at_last_told_goodbye(desk):
    result = desk.call("silent")
    assert result.end_reason == "silence"
    assert len(result.turns) >= 3
    assert all(turn.reply for turn in result.turns)


def test_noise_alone_is_never_taken_for_a_turn(desk):
    async def act(caller):
        noise = Clip("", np.random.default_rng(5).standard_normal(RATE * 4).astype(np.float32) * np.float32(0.02))
        await caller.agent_quiet()
        said = await caller.say(noise)
        return caller.agent.taken(said.start)

    assert in_a_call(desk, act) == []


@pytest.mark.parametrize("kind", ["cough", "hum", "Okay."])
def test_a_listeners_noise_starts_no_reply_and_costs_no_turn(desk, kind):
    async def act(caller):
        await asyncio.sleep(0.8)
        made = {"cough": noises.cough, "hum": noises.hum}
        clip = made[kind](3) if kind in made else await asyncio.to_thread(desk.voices.say, kind)
        said = await caller.say(clip)
        await caller.agent_quiet(disturbed=True)
        taken, went_on = caller.agent.taken(said.start), caller.earpiece.first_loud(said.end + 0.5)
        return taken, went_on, await answered(desk, caller)

    taken, went_on, then = in_a_call(desk, act)
    assert taken == []
    assert went_on is not None
    assert then


def test_talking_over_the_agent_silences_it_and_is_heard(desk):
    async def act(caller):
        await asyncio.sleep(0.8)
        clip = await asyncio.to_thread(desk.voices.say, "Excuse me, I have a return for Amazon.")
        said = await caller.say(clip)
        await asyncio.sleep(STOPPED_S)
        stopped = stop_time(said.start, [block for block in caller.earpiece.blocks if block.at >= said.start])
        await caller.agent_sound(said.end, 15)
        await caller.agent_quiet()
        return stopped, caller.agent.taken(said.start)

    stopped, taken = in_a_call(desk, act)
    assert stopped is not None
    assert len(taken) == 1


def test_the_agents_own_voice_as_an_echo_is_no_caller(desk):
    desk.settle()  # beside two other calls the simulated echo jumps about with the machine's load; a loudspeaker's does not
    result = desk.ring(desk.customer("amazon_headphones", 5), echo_db=-20.0)
    assert result.created
    assert sum(bool(turn.heard) for turn in result.turns) >= 6
    assert own_words(result) == []


@pytest.mark.parametrize("steps", HANG_UP_AFTER)
def test_hanging_up_at_any_step_ends_the_record_as_the_callers_doing(desk, steps):
    result = desk.call(f"leaves after {steps}")
    assert result.end_reason == "caller_hung_up"
    with desk.database.read() as work:
        assert work.returns.for_call(result.call_id) == []
        assert work.calls.live_for_caller(work.calls.get(result.call_id).caller_key) is None


def test_an_unknown_order_is_told_in_the_words_of_a_wrong_fact(desk):
    unknown = [turn.reply for turn in desk.call("unknown_order").turns]
    wrong = [turn.reply for turn in desk.call("wrong_zip_first").turns]
    told = "Those two don't match what I have."
    assert any(told in reply for reply in unknown)
    assert any(told in reply for reply in wrong)
    assert not any("exist" in reply or "no such" in reply.lower() for reply in unknown)


def test_three_wrong_facts_lock_and_offer_a_person(desk):
    result = desk.call("locked_out")
    assert not result.created
    assert any("person" in turn.reply for turn in result.turns[1:])
    with desk.database.read() as work:
        assert work.returns.for_call(result.call_id) == []


ODD_TEXTS = ("", "   ", "a" * 10_000, "\x00\x07", "🙂" * 500)


def test_odd_typed_words_leave_the_call_alive(desk):
    async def act(caller):
        await caller.agent_quiet()
        for text in ODD_TEXTS:
            await caller.write(text)
            await asyncio.sleep(1)
        return await answered(desk, caller)

    assert in_a_call(desk, act)


MALFORMED = (
    b"", b"\xff\xfe", b"[]", b"null", b'"x"', b"{", b'{"type": "client_action"}', b'{"action": 5, "payload": []}',
    json.dumps({"type": "client_action", "action": "heartbeat_ack", "payload": {"a": "x" * 14_000}}).encode(),
    json.dumps({"type": "client_action", "action": "drop_tables", "payload": {}}).encode(),
    b'{"type": "client_action", "action": "heartbeat_ack", "payload": ' + b"[" * 2_000 + b"]" * 2_000 + b"}",
)  # fmt: skip


def test_malformed_data_messages_are_dropped_without_a_word(desk):
    async def act(caller):
        for raw in MALFORMED:
            await caller.send(raw)
            await caller.send(raw, topic="lk.chat")
        return await answered(desk, caller)

    assert in_a_call(desk, act)


def test_a_second_tab_gets_the_same_call_and_the_desk_still_answers_it(desk):
    async def run():
        with Phone(desk.url) as phone:
            first = await asyncio.to_thread(partial(phone.line, record=False))
            one = Caller(first, frame_ms=20)
            await one.connect()
            await one.agent_sound(0.0, 20)
            second = await asyncio.to_thread(partial(phone.line, record=False))
        two = Caller(second, frame_ms=20)
        try:
            await two.connect()
            again = await two.agent_sound(0.0, 20)  # what was said last is repeated for the new page
            return first, second, again, await answered(desk, two)
        finally:
            await two.hang_up()
            await two.close()
            await one.close()

    first, second, again, then = asyncio.run(run())
    assert (first.room_name, first.identity, first.call_id) == (second.room_name, second.identity, second.call_id)
    assert again is not None
    assert then


def test_a_used_up_token_opens_nothing(desk):
    async def run():
        line = None

        async def act(caller):
            return caller.line

        line = await asyncio.to_thread(in_a_call, desk, act)
        for _ in range(100):
            if line.room_name not in await asyncio.to_thread(desk.rooms):
                break
            await asyncio.sleep(0.2)
        late = Caller(line, frame_ms=20)
        try:
            await late.connect()
        finally:
            await late.close()

    with pytest.raises(UpstreamUnavailable):
        asyncio.run(run())
