"""A real database in a folder of its own, a clock that is moved by hand, and one way to make a call."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from returnflow.clock import FixedClock
from returnflow.database import Database
from returnflow.ids import uuid7
from tests.redis_server import redis_server

__all__ = ["redis_server"]

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path / 'test.db'}")
    made.upgrade()
    yield made
    made.close()


MakeCall = Callable[..., str]


@pytest.fixture
def make_call(database: Database, clock: FixedClock) -> MakeCall:
    def make(*, room: str = "room", age_s: float = 0, beat_age_s: float | None = None) -> str:
        call_id = uuid7()
        with database.begin() as work:
            work.calls.create(
                call_id, user_identity="user", caller_key="key", room_name=room, channel="web", recording=False,
                at=clock() - timedelta(seconds=age_s),
            )  # fmt: skip
            if beat_age_s is not None:
                work.calls.heartbeat(call_id, "worker", clock() - timedelta(seconds=beat_age_s))
        return call_id

    return make
