"""What dies in mid-call, and that the next caller does not notice."""

import asyncio
from functools import partial

import pytest

from returnflow.simulate.caller import Caller
from returnflow.simulate.phone import Phone

pytestmark = pytest.mark.voice


@pytest.fixture
def quiet_desk(desk):
    """No call of another test is running: it would be hit too."""
    desk.settle()
    return desk


def test_after_the_worker_was_killed_in_mid_call_the_next_call_works(quiet_desk):
    asyncio.run(_a_call_whose_worker_dies(quiet_desk))
    # a dead worker is struck off at once, its successor reports when it has registered
    assert quiet_desk.running.supervisor.wait_until(lambda: bool(quiet_desk.workers()), 120)
    result = quiet_desk.ring(quiet_desk.customer("amazon_headphones", 21))
    assert result.created


async def _a_call_whose_worker_dies(desk):
    with Phone(desk.url) as phone:
        line = await asyncio.to_thread(partial(phone.line, record=False))
    caller = Caller(line, frame_ms=20)
    await caller.connect()
    assert await caller.agent_sound(0.0, 20) is not None
    desk.running.kill("worker")
    await asyncio.sleep(1)
    await caller.close()
