"""The order of things: a place first, then the call, then the room."""

import re
from datetime import UTC, datetime

import jwt
import pytest

from returnflow.bridge.embedded import EmbeddedPlatform
from returnflow.database import Database
from returnflow.errors import Busy, UpstreamUnavailable
from returnflow.media.keys import Keys
from returnflow.settings import Settings

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS = Keys("APIkey", "s" * 40, "w" * 40)


class Rooms:
    """Rooms in memory; each creation is noted with how many calls and free places there were at that moment."""

    def __init__(self, database):
        self.database, self.names, self.deleted, self.seen = database, {}, [], []
        self.broken = False

    def create(self, room, metadata):
        with self.database.read() as work:
            self.seen.append((len(work.calls.live()), work.places.free(NOW)))
        if self.broken:
            raise UpstreamUnavailable("media server", "gone")
        self.names[room] = metadata

    def exists(self, room):
        return room in self.names

    def delete(self, room):
        self.deleted.append(room)


@pytest.fixture
def database(tmp_path):
    db = Database(f"sqlite:///{tmp_path / 'rf.db'}")
    db.upgrade()
    with db.begin() as work:
        work.workers.beat("w1", 1, NOW)
    yield db
    db.close()


@pytest.fixture
def rooms(database):
    return Rooms(database)


@pytest.fixture
def platform(database, rooms):
    return EmbeddedPlatform(Settings(token_ttl_s=90, _env_file=None), database, rooms, KEYS, lambda: NOW)


def test_place_and_call_are_there_before_the_room_is(platform, rooms):
    platform.credentials("k1", record=False)
    assert rooms.seen == [(1, 0)]


def test_names_have_the_shape_of_the_document(platform):
    given = platform.credentials("k1", record=False)
    assert re.fullmatch(r"user-[0-9a-f]{8}-agent-[0-9a-f]{8}-api-[0-9a-f]{5}", given.room_name)
    assert re.fullmatch(r"user_[0-9a-f]{8}", given.participant_identity)
    assert given.room_name.split("-")[1] == given.participant_identity.removeprefix("user_")


def test_the_token_lives_as_long_as_is_told(platform):
    given = platform.credentials("k1", record=False)
    claims = jwt.decode(given.token, KEYS.api_secret, algorithms=["HS256"])
    assert given.expires_in == 90
    assert claims["exp"] - claims["nbf"] == 95


def test_the_choice_of_recording_reaches_call_and_agent(platform, rooms, database):
    given = platform.credentials("k1", record=True)
    assert rooms.names[given.room_name]["record"] is True
    with database.read() as work:
        assert work.calls.get(given.call_id).recording is True


def test_a_full_house_is_busy_and_makes_nothing(platform, rooms, database):
    platform.credentials("k1", record=False)
    with pytest.raises(Busy):
        platform.credentials("k2", record=False)
    assert len(rooms.seen) == 1
    with database.read() as work:
        assert len(work.calls.list()) == 1


def test_a_caller_in_a_call_is_never_busy(platform):
    first = platform.credentials("k1", record=False)
    again = platform.credentials("k1", record=False)
    assert (again.room_name, again.call_id) == (first.room_name, first.call_id)


def test_a_room_that_cannot_be_made_frees_place_and_call(platform, rooms, database):
    rooms.broken = True
    with pytest.raises(UpstreamUnavailable):
        platform.credentials("k1", record=False)
    with database.read() as work:
        assert work.places.free(NOW) == 1
        assert [call.end_reason for call in work.calls.list()] == ["error"]


def test_hanging_up_deletes_the_room_of_that_call(platform, rooms):
    given = platform.credentials("k1", record=False)
    platform.hang_up(given.call_id)
    platform.hang_up("01890000-0000-7000-8000-000000000000")
    assert rooms.deleted == [given.room_name]
