"""Rooms on the media server: create (with the agent in it), list, remove somebody, delete.

Owns the calls to the server's room API (Twirp over HTTP, JSON). Synchronous on purpose: web and jobs are threads, and one
request takes 2-5 ms. Must not know what a call is; `metadata` is a plain document.
"""

import json
from typing import Any

import httpx2

from returnflow.errors import Conflict, NotFound, UpstreamUnavailable
from returnflow.media.address import http_url
from returnflow.media.keys import Keys
from returnflow.media.tokens import service_token
from returnflow.settings import Settings

EMPTY_TIMEOUT_S = 60  # nobody ever came
DEPARTURE_TIMEOUT_S = 20  # everybody left: long enough for a reload of the page
MAX_PARTICIPANTS = 4  # caller, agent, the agent that takes over from a dead one, a person of the merchant's team
TIMEOUT_S = 4.0


class Rooms:
    """A client of one media server. Thread-safe."""

    def __init__(self, settings: Settings, url: str, keys: Keys) -> None:
        self._agent_name = settings.agent_name
        self._keys = keys
        self._client = httpx2.Client(base_url=http_url(url), timeout=TIMEOUT_S, trust_env=False)

    def create(self, room: str, metadata: dict[str, Any]) -> None:
        """Create the room with the agent's dispatch in it, so that the agent is under way before the caller arrives.

        `metadata` goes to the agent's job and to the room (webhooks carry the room's).
        """
        document = json.dumps(metadata, separators=(",", ":"))
        public = json.dumps({"call_id": metadata["call_id"]}) if "call_id" in metadata else ""
        self._call("CreateRoom", {"roomCreate": True}, {
            "name": room,
            "empty_timeout": EMPTY_TIMEOUT_S,
            "departure_timeout": DEPARTURE_TIMEOUT_S,
            "max_participants": MAX_PARTICIPANTS,
            "metadata": public,
            "agents": [{"agent_name": self._agent_name, "metadata": document}],
        })

    def dispatch(self, room: str, metadata: dict[str, Any]) -> None:
        """Send a further agent into a room that exists, in place of one that died."""
        body = {"agent_name": self._agent_name, "room": room, "metadata": json.dumps(metadata, separators=(",", ":"))}
        self._call("CreateDispatch", {"roomAdmin": True, "room": room}, body, service="AgentDispatchService")

    def delete(self, room: str) -> None:
        """End the room for everybody. A room that is gone already is fine."""
        try:
            self._call("DeleteRoom", {"roomCreate": True}, {"room": room})
        except NotFound:
            return

    def remove(self, room: str, identity: str) -> None:
        """Take one participant out of the room. One that is gone already is fine."""
        try:
            self._call("RemoveParticipant", {"roomAdmin": True, "room": room}, {"room": room, "identity": identity})
        except NotFound:
            return

    def list(self) -> tuple[str, ...]:
        """Names of the rooms there are. Also the cheapest sign that the server is alive and takes our keys."""
        return tuple(room["name"] for room in self._call("ListRooms", {"roomList": True}, {}).get("rooms", []))

    def exists(self, room: str) -> bool:
        """Whether this room is there."""
        return bool(self._call("ListRooms", {"roomList": True}, {"names": [room]}).get("rooms"))

    def participants(self, room: str) -> tuple[str, ...]:
        """Identities of those in the room; empty when there is no such room."""
        try:
            answer = self._call("ListParticipants", {"roomAdmin": True, "room": room}, {"room": room})
        except NotFound:
            return ()
        return tuple(person["identity"] for person in answer.get("participants", []))

    def close(self) -> None:
        """Drop the connections."""
        self._client.close()

    def _call(self, method: str, grants: dict[str, Any], body: dict[str, Any], service: str = "RoomService") -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {service_token(self._keys, grants)}"}
        try:
            answer = self._client.post(f"/twirp/livekit.{service}/{method}", json=body, headers=headers)
        except httpx2.HTTPError as error:
            raise UpstreamUnavailable("media server", f"{method}: {error}", fix="is it running? `returnflow doctor`") from error
        if answer.status_code == 200:
            return dict(answer.json())
        raise _error(method, answer)


def _error(method: str, answer: httpx2.Response) -> NotFound | Conflict | UpstreamUnavailable:
    """Twirp's error body as one of ours."""
    try:
        code, message = answer.json().get("code", ""), answer.json().get("msg", "")
    except ValueError:
        code, message = "", answer.text[:200]
    if code == "not_found" or answer.status_code == 404:
        return NotFound(f"{method}: {message}")
    if code == "already_exists":
        return Conflict(f"{method}: {message}")
    fix = "key and secret do not belong to this media server" if answer.status_code in (401, 403) else None
    return UpstreamUnavailable("media server", f"{method}: {answer.status_code} {message}", fix=fix)
