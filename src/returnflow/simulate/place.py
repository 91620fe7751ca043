"""Place one spoken call: credentials, connection, conversation, recording, goodbye.

The one entry for whoever wants a whole call: the commands, the measurements and the tests.
"""

import asyncio
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from returnflow.simulate.caller import Caller, Connected
from returnflow.simulate.conversation import SpokenCall, Watch
from returnflow.simulate.driver import Driver
from returnflow.simulate.phone import Phone
from returnflow.simulate.result import CallResult
from returnflow.simulate.voices import JOE, Voices


@dataclass(slots=True)
class Placed:
    """How to place a call. `consent`: the box "record this call" is ticked, so the desk records too."""

    url: str
    voices: Voices
    voice: str = JOE
    consent: bool = False
    record: Path | None = None
    seed: int = 0
    frame_ms: int = 10
    echo_db: float | None = None
    watch: Watch = field(default_factory=Watch)

    def __call__(self, driver: Driver) -> CallResult:
        """Hold one call with this driver, from a browser that nobody has seen before."""
        return asyncio.run(self.hold(driver))

    async def hold(self, driver: Driver) -> CallResult:
        """The same, inside a running loop."""
        with Phone(self.url) as phone:
            line = await asyncio.to_thread(partial(phone.line, record=self.consent))
        caller = Caller(line, frame_ms=self.frame_ms, seed=self.seed, echo_db=self.echo_db)
        try:
            connected = await caller.connect()
            call = SpokenCall(caller, driver, partial(self.voices.say, voice=self.voice), self.watch, self.seed)
            result = await call.run()
        finally:
            await caller.close()
        return self._kept(result, caller, connected)

    def _kept(self, result: CallResult, caller: Caller, connected: Connected) -> CallResult:
        """With what only the connection knows."""
        result.credential_ms = caller.line.seconds * 1000
        result.connect_ms = connected.room * 1000
        if self.record is not None:
            result.recording = caller.recording.write(self.record / f"{caller.line.call_id or caller.line.room_name}.wav")
        return result
