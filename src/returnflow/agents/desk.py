"""The desk: opens calls and closes their records. Everything a process needs to hold conversations, shared by all its calls."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from returnflow.agents.call import OpenCall, Shared
from returnflow.agents.outcome import outcome_of
from returnflow.conversation.reply import EndReason
from returnflow.conversation.state import Caller, ConversationState, from_json, to_json
from returnflow.database import Database


class Desk:
    """Holds no call itself, so threads may share it."""

    def __init__(self, shared: Shared) -> None:
        self._database = shared.database
        self._clock = shared.clock
        self._shared = shared

    def open(self, call_id: str, *, user_identity: str, caller_key: str, recording: bool, channel: str) -> OpenCall:
        """The call of that id: resumed from what was saved, or begun. Makes the call's row when nobody has yet."""
        with self._database.begin() as work:
            if work.calls.get(call_id) is None:
                work.calls.create(
                    call_id,
                    user_identity=user_identity,
                    caller_key=caller_key,
                    room_name="",
                    channel=channel,
                    recording=recording,
                    at=self._clock(),
                )
            document = work.calls.state(call_id)
        now = self._clock()
        caller = Caller(caller_key, channel, recording)
        state = from_json(document) if document else ConversationState(call_id, user_identity, now, now, caller=caller)
        return OpenCall(state, self._shared)

    def close(self, call_id: str, reason: EndReason) -> bool:
        """Close a call's record from outside the call. Idempotent; True when this is what closed it."""
        return close(self._database, self._clock, call_id, reason)


def close(database: Database, clock: Callable[[], datetime], call_id: str, reason: EndReason) -> bool:
    """Outcome and end reason, once."""
    with database.begin() as work:
        document = work.calls.state(call_id)
        state = from_json(document) if document else None
        outcome = outcome_of(state, reason)
        now = clock()
        if state is not None and state.talk.unrecorded is not None:
            work.timeline.append(call_id, "utterance", now, state.talk.unrecorded)
            work.calls.save_state(call_id, to_json(replace(state, talk=replace(state.talk, unrecorded=None))), now)
        ended = work.calls.end(call_id, reason.value, outcome.value, now)
        if ended:
            work.timeline.append(call_id, "call_ended", now, {"reason": reason.value, "outcome": outcome.value})
    return ended
