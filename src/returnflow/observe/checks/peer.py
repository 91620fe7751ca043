"""A real peer: joins a room of the media server, and a message goes to another participant and back.

What no look at ports can tell: that WebRTC finds a way on this machine.
"""

import asyncio
import time
from collections.abc import Sequence

from returnflow.errors import UpstreamUnavailable

TOPIC = "doctor"
CONNECT_S = 10.0
ANSWER_S = 5.0


async def round_trip(url: str, tokens: Sequence[str]) -> tuple[float, float]:
    """Join with two tokens of one room; seconds until the first has joined, seconds for a message there and back."""
    from livekit import rtc

    caller, echo = rtc.Room(), rtc.Room()
    back: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def answer(packet: rtc.DataPacket) -> None:
        _keep(asyncio.ensure_future(echo.local_participant.publish_data(packet.data, topic=TOPIC)))

    def received(_: rtc.DataPacket) -> None:
        if not back.done():
            back.set_result(time.monotonic())

    echo.on("data_received", answer)
    caller.on("data_received", received)
    try:
        began = time.monotonic()
        await asyncio.wait_for(caller.connect(url, tokens[0]), CONNECT_S)
        joined = time.monotonic() - began
        await asyncio.wait_for(echo.connect(url, tokens[1]), CONNECT_S)
        sent = time.monotonic()
        await caller.local_participant.publish_data(b"there and back", topic=TOPIC)
        return joined, await asyncio.wait_for(back, ANSWER_S) - sent
    except (rtc.ConnectError, TimeoutError) as error:
        raise UpstreamUnavailable(
            "media server", f"a peer cannot connect: {error or 'no answer in time'}", fix="bring up an interface besides lo"
        ) from error
    finally:
        await asyncio.gather(caller.disconnect(), echo.disconnect(), return_exceptions=True)


_running: set[asyncio.Future[None]] = set()


def _keep(task: "asyncio.Future[None]") -> None:
    """The event loop holds tasks weakly only."""
    _running.add(task)
    task.add_done_callback(_running.discard)
