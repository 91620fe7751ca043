"""The embedded Vocal Bridge platform: sessions, rooms and tokens of our own, with no account anywhere.

Owns the order of things: a place is reserved first, so that a busy line costs neither a room nor a dispatch; then the call's
row, the room with its agent, the token. Must not know HTTP.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from returnflow.bridge.platform import Credentials
from returnflow.clock import Clock
from returnflow.conversation.reply import EndReason, Outcome
from returnflow.database import Database
from returnflow.errors import Busy, ReturnFlowError
from returnflow.ids import uuid7
from returnflow.media.address import public_url
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.media.tokens import caller_token
from returnflow.settings import Settings

AGENT_MODE = "cascaded_concierge"
BUSY_RETRY_S = 15  # about the time until somebody hangs up when calls take ninety seconds and eight run


@dataclass(frozen=True, slots=True)
class _Session:
    """What names a call towards the media server."""

    call_id: str
    room: str
    identity: str


class EmbeddedPlatform:
    """Platform over our own database and media server. Thread-safe."""

    def __init__(self, settings: Settings, database: Database, rooms: Rooms, keys: Keys, clock: Clock,
                 draw: Callable[[int], str] = secrets.token_hex) -> None:
        self._settings = settings
        self._database = database
        self._rooms = rooms
        self._keys = keys
        self._clock = clock
        self._public_url = public_url(settings)
        self._draw = draw

    def credentials(self, caller_key: str, *, record: bool) -> Credentials:
        """As Platform: a caller who is in a call gets that call again (a reload, a second tab)."""
        session = self._resume(caller_key) or self._start(caller_key, record)
        token = caller_token(self._keys, room=session.room, identity=session.identity, ttl_s=self._settings.token_ttl_s)
        return Credentials(
            livekit_url=self._public_url, token=token, room_name=session.room, participant_identity=session.identity,
            expires_in=self._settings.token_ttl_s, agent_mode=AGENT_MODE, call_id=session.call_id,
        )

    def hang_up(self, call_id: str) -> None:
        """As Platform. Deleting the room is what ends the call: the worker closes its record when it sees the room go."""
        with self._database.read() as work:
            row = work.calls.get(call_id)
        if row is not None:
            self._rooms.delete(row.room_name)

    def _resume(self, caller_key: str) -> _Session | None:
        """The caller's live call, unless its room is gone: then that call is over and a new one may start."""
        with self._database.read() as work:
            row = work.calls.live_for_caller(caller_key)
        if row is None:
            return None
        if self._rooms.exists(row.room_name):
            return _Session(row.call_id, row.room_name, row.user_identity)
        self._give_up(row.call_id, EndReason.MEDIA_LOST)
        return None

    def _start(self, caller_key: str, record: bool) -> _Session:
        user, agent = self._draw(4), self._draw(4)
        session = _Session(uuid7(), f"user-{user}-agent-{agent}-api-{self._draw(3)[:5]}", f"user_{user}")
        self._admit(session, caller_key, record)
        metadata = {"call_id": session.call_id, "user_identity": session.identity, "caller_key": caller_key, "record": record}
        try:
            self._rooms.create(session.room, metadata)
        except ReturnFlowError:
            self._give_up(session.call_id, EndReason.ERROR)
            raise
        return session

    def _admit(self, session: _Session, caller_key: str, record: bool) -> None:
        now = self._clock()
        with self._database.begin() as work:
            if not work.places.reserve(session.call_id, now, self._settings.place_hold_s):
                raise Busy("every line is taken", retry_after=BUSY_RETRY_S)
            work.calls.create(
                session.call_id, user_identity=session.identity, caller_key=caller_key, room_name=session.room,
                channel="web", recording=record, at=now,
            )

    def _give_up(self, call_id: str, reason: EndReason) -> None:
        now = self._clock()
        with self._database.begin() as work:
            work.calls.end(call_id, reason.value, Outcome.FAILED.value, now)
