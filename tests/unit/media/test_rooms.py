"""What the room client sends, and how it tells of failures. The real server is asked in tests/web."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import jwt
import pytest

from returnflow.errors import UpstreamUnavailable
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.settings import Settings

KEYS = Keys("APIkey", "s" * 40, "w" * 40)


@pytest.fixture
def server():
    """An HTTP server that remembers requests and answers what `answer` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            bearer = self.headers["Authorization"].removeprefix("Bearer ")
            grants = jwt.decode(bearer, KEYS.api_secret, algorithms=["HS256"])["video"]
            self.server.seen.append((self.path.rsplit("/", 1)[1], grants, body))
            status, text = self.server.answer
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            return

    http = HTTPServer(("127.0.0.1", 0), Handler)
    http.seen, http.answer = [], (200, "{}")
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield http
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def rooms(server):
    client = Rooms(Settings(_env_file=None), f"ws://127.0.0.1:{server.server_port}", KEYS)
    yield client
    client.close()


def test_a_room_is_made_with_its_agent_and_its_limits(server, rooms):
    rooms.create("room-1", {"call_id": "c1", "caller_key": "k"})
    method, grants, body = server.seen[0]
    assert (method, grants) == ("CreateRoom", {"roomCreate": True})
    assert body["agents"] == [{"agent_name": "returnflow", "metadata": '{"call_id":"c1","caller_key":"k"}'}]
    assert (body["max_participants"], body["empty_timeout"], body["departure_timeout"]) == (4, 60, 20)


def test_the_room_itself_carries_the_calls_id_and_never_the_callers_key(server, rooms):
    rooms.create("room-1", {"call_id": "c1", "caller_key": "k"})
    assert json.loads(server.seen[0][2]["metadata"]) == {"call_id": "c1"}


def test_every_request_is_granted_only_its_own_room(server, rooms):
    rooms.remove("room-1", "agent-1")
    rooms.dispatch("room-1", {"call_id": "c1"})
    assert [grants for _, grants, _ in server.seen] == [{"roomAdmin": True, "room": "room-1"}] * 2


def test_deleting_what_is_gone_is_fine(server, rooms):
    server.answer = (404, '{"code":"not_found","msg":"room not found"}')
    rooms.delete("room-1")
    rooms.remove("room-1", "agent-1")
    assert rooms.participants("room-1") == ()


@pytest.mark.parametrize(
    ("status", "text"),
    [(401, '{"code":"unauthenticated","msg":"no"}'), (503, "<html>bad gateway</html>"), (500, '{"code":"internal"}')],
)
def test_a_refusal_is_told_as_the_media_servers(server, rooms, status, text):
    server.answer = (status, text)
    with pytest.raises(UpstreamUnavailable, match=str(status)):
        rooms.list()


def test_no_server_at_all_is_told_as_the_media_servers(server):
    lonely = Rooms(Settings(_env_file=None), "ws://127.0.0.1:9", KEYS)
    with pytest.raises(UpstreamUnavailable, match="is it running"):
        lonely.list()
    lonely.close()
