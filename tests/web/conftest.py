"""A real database and, where asked for, a real media server on free ports."""

import subprocess
import time
from types import SimpleNamespace

import pytest

from returnflow import bootstrap
from returnflow.bridge.embedded import EmbeddedPlatform
from returnflow.clock import system_clock
from returnflow.conversation.reply import Outcome
from returnflow.database import Database
from returnflow.errors import UpstreamUnavailable
from returnflow.media import server
from returnflow.media.keys import load_keys
from returnflow.media.ports import free_tcp, free_udp
from returnflow.media.rooms import Rooms
from returnflow.settings import Settings
from returnflow.web.app import create_app

START_S = 10


class RoomsInMemory:
    """The room client's methods over a dictionary; `broken` makes every call fail."""

    def __init__(self):
        self.rooms = {}
        self.broken = False

    def _check(self):
        if self.broken:
            raise UpstreamUnavailable("media server", "not running")

    def create(self, room, metadata):
        self._check()
        self.rooms[room] = metadata

    def delete(self, room):
        self._check()
        self.rooms.pop(room, None)

    def list(self):
        self._check()
        return tuple(self.rooms)

    def exists(self, room):
        self._check()
        return room in self.rooms


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data", _env_file=None)


@pytest.fixture
def database(settings):
    db = Database(settings.database)
    db.upgrade()
    with db.begin() as work:
        work.workers.beat("worker-1", 2, system_clock())
    yield db
    db.close()


@pytest.fixture
def rooms():
    return RoomsInMemory()


@pytest.fixture
def make_app(settings, database, rooms, tmp_path):
    """An application with some settings changed; its parts are under `parts`."""
    static = tmp_path / "static"
    static.mkdir()
    entry = '{"file": "assets/call-AAAAAAAA.js", "css": ["assets/call-BBBBBBBB.css"]}'
    (static / "manifest.json").write_text(f'{{"call/main.ts": {entry}}}')
    (static / "livekit-client.js").write_text("var LivekitClient = {};")
    (static / "assets").mkdir()
    (static / "assets" / "call-AAAAAAAA.js").write_text("export {};")

    def make(client=rooms, clock=system_clock, **changed):
        given = settings.model_copy(update=changed)
        keys = load_keys(given)

        def close_call(call_id, reason):
            with database.begin() as work:
                work.calls.end(call_id, reason.value, Outcome.ABANDONED.value, system_clock())

        app = create_app(
            given, database=database, platform=EmbeddedPlatform(given, database, client, keys, clock), rooms=client,
            keys=keys, clock=clock, close_call=close_call, book=bootstrap.book(given), static=static,
            merchant=bootstrap.merchant_name(given),
        )
        app.testing = True
        return app

    return make


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def browser(app):
    """A browser of its own: keeps its cookie."""
    return app.test_client()


@pytest.fixture(scope="session")
def media_server(tmp_path_factory):
    """The real media server: `.url`, `.settings`, `.keys`."""
    data = tmp_path_factory.mktemp("media")
    ports = server.MediaPorts(free_tcp(), free_udp())
    settings = Settings(data=data, livekit_url=f"ws://127.0.0.1:{ports.signal}")
    keys = load_keys(settings)
    config = server.write(data, server.configuration(keys, ports))
    process = subprocess.Popen([server.find(settings), "--config", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + START_S
        while not server.answers(settings.livekit_url):
            assert process.poll() is None, "the media server ended at once"
            assert time.monotonic() < deadline, "the media server does not answer"
            time.sleep(0.05)
        yield SimpleNamespace(url=settings.livekit_url, settings=settings, keys=keys)
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture
def real_rooms(media_server):
    client = Rooms(media_server.settings, media_server.url, media_server.keys)
    yield client
    for room in client.list():
        client.delete(room)
    client.close()
