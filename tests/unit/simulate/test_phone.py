"""The request behind the Start button, against a small real server."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from returnflow.errors import Busy, UpstreamUnavailable
from returnflow.simulate.phone import Phone

CREDENTIALS = {
    "livekit_url": "ws://127.0.0.1:1", "token": "t", "room_name": "r", "participant_identity": "user_1",
    "expires_in": 3600, "agent_mode": "cascaded_concierge", "call_id": "c",
}


@pytest.fixture
def desk():
    """Answers what `answer` says and remembers bodies and cookies."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.seen.append((self.path, body, self.headers.get("Cookie"), self.headers.get("Origin")))
            status, document = self.server.answer
            self.send_response(status)
            self.send_header("Set-Cookie", "rf_caller=abc; Path=/")
            self.send_header("Retry-After", "7")
            self.end_headers()
            self.wfile.write(json.dumps(document).encode())

        def log_message(self, *_):
            return

    http = HTTPServer(("127.0.0.1", 0), Handler)
    http.seen, http.answer = [], (200, CREDENTIALS)
    thread = Thread(target=http.serve_forever)
    thread.start()
    yield http
    http.shutdown()
    thread.join()
    http.server_close()


@pytest.fixture
def phone(desk):
    with Phone(f"http://127.0.0.1:{desk.server_port}/") as made:
        yield made


def test_a_line_is_asked_for_as_the_page_does(phone, desk):
    line = phone.line(record=True)
    assert (line.room_name, line.identity, line.call_id) == ("r", "user_1", "c")
    assert desk.seen == [("/api/voice-token", {"record": True}, None, phone.url)]


def test_the_second_request_carries_the_cookie_of_the_first(phone, desk):
    phone.line(record=False)
    phone.line(record=False)
    assert desk.seen[1][2] == "rf_caller=abc"


def test_busy_is_told_with_the_time_to_wait(phone, desk):
    desk.answer = (503, {"code": "busy"})
    with pytest.raises(Busy) as refused:
        phone.line(record=False)
    assert refused.value.retry_after == 7


@pytest.mark.parametrize("answer", [(500, {}), (429, {"code": "rate_limited"}), (200, {"token": "only"})])
def test_anything_else_is_a_desk_that_does_not_work(phone, desk, answer):
    desk.answer = answer
    with pytest.raises(UpstreamUnavailable):
        phone.line(record=False)


def test_nobody_there_is_told_with_the_fix(desk):
    with Phone("http://127.0.0.1:1") as nobody, pytest.raises(UpstreamUnavailable, match="returnflow up"):
        nobody.line(record=False)
