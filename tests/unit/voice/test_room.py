import asyncio
import json
from types import SimpleNamespace

import pytest

from returnflow.voice import room
from returnflow.voice.room import MAX_BYTES, TOPIC, RoomLink, parse


class FakeRoom:
    """Keeps what is published; hands over packets as if they came from somebody."""

    def __init__(self):
        self.handlers = {}
        self.sent = []
        self.local_participant = self
        self.identity = "agent-1"
        self.connected = True

    def on(self, name, handler):
        self.handlers[name] = handler

    def isconnected(self):
        return self.connected

    async def publish_data(self, document, *, reliable, topic):
        assert reliable
        self.sent.append((topic, json.loads(document)))

    async def set_attributes(self, values):
        self.sent.append(("attributes", values))

    def packet(self, data, topic=TOPIC, sender="caller"):
        participant = SimpleNamespace(identity=sender) if sender else None
        self.handlers["data_received"](SimpleNamespace(data=data, topic=topic, participant=participant))


def action(name):
    return json.dumps({"type": "client_action", "action": name, "payload": {}}).encode()


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"null", b"[]", b'"x"', b"\xff\xfe", b'{"type":"other","action":"hang_up"}', b'{"type":"client_action"}',
     b'{"type":"client_action","action":7}', b"[" * 5000, b'{"type":"client_action","action":"' + b"x" * MAX_BYTES + b'"}'],
)
def test_malformed_messages_mean_nothing(data):
    assert parse(data) is None


def test_a_well_formed_message_names_its_action():
    assert parse(action("hang_up")) == "hang_up"


async def test_only_the_caller_is_obeyed_and_only_on_our_topic():
    there, done = FakeRoom(), []
    link = RoomLink(there, "caller")

    async def hang_up():
        done.append(1)

    link.on("hang_up", hang_up)
    there.packet(action("hang_up"), sender="someone")
    there.packet(action("hang_up"), sender=None)
    there.packet(action("hang_up"), topic="other")
    there.packet(action("unknown"))
    there.packet(b"nonsense")
    await asyncio.sleep(0)
    assert done == []
    assert link.malformed == 1
    there.packet(action("hang_up"))
    await link.drain()
    assert done == [1]


async def test_messages_travel_in_the_pages_format():
    there = FakeRoom()
    link = RoomLink(there, "caller")
    link.send("card", {"kind": "return"})
    link.attributes({"rf.agent": "initial_router"})
    await link.drain()
    assert there.sent == [
        (TOPIC, {"type": "client_action", "action": "card", "payload": {"kind": "return"}}),
        ("attributes", {"rf.agent": "initial_router"}),
    ]


async def test_a_message_too_long_for_the_page_is_not_sent():
    there = FakeRoom()
    link = RoomLink(there, "caller")
    link.send("card", {"text": "x" * MAX_BYTES})
    await link.drain()
    assert there.sent == []


async def test_nothing_is_sent_into_a_room_that_is_gone():
    there = FakeRoom()
    there.connected = False
    link = RoomLink(there, "caller")
    link.send("card", {})
    await link.drain()
    assert there.sent == []


async def test_the_agent_shows_that_it_is_alive(monkeypatch):
    monkeypatch.setattr(room, "BEAT_S", 0.01)
    there = FakeRoom()
    link = RoomLink(there, "caller")
    beating = asyncio.create_task(link.beat())
    await asyncio.sleep(0.05)
    beating.cancel()
    beats = [message["payload"] for _, message in there.sent if message["action"] == "heartbeat"]
    assert len(beats) > 1
    assert beats[0]["agent_identity"] == "agent-1"
    assert beats[0]["timestamp"] > 1e12
