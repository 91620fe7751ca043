"""A desk over the demo store on a fixed day, and a conversation that is easy to hold and to look into."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from returnflow.agents.call import Shared
from returnflow.agents.desk import Desk
from returnflow.agents.house import House
from returnflow.clock import FixedClock
from returnflow.conversation.hearing import Heard, Source
from returnflow.conversation.reply import EndReason
from returnflow.database import Database
from returnflow.ids import uuid7
from returnflow.labels.maker import SampleCarrier
from returnflow.returns import codes
from returnflow.settings import Settings
from returnflow.stores import demo, merchant, risk

NOW = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)


@dataclass
class Conversation:
    """One call in text. `says` considers and commits, and holds the two to the same words."""

    desk: Desk
    database: object
    call_id: str = field(default_factory=uuid7)
    caller_key: str = "caller-1"
    recording: bool = False

    def __post_init__(self):
        self.call = self.desk.open(
            self.call_id, user_identity="user_1", caller_key=self.caller_key, recording=self.recording, channel="chat"
        )
        self.replies = [self.call.greet()]

    @property
    def reply(self):
        return self.replies[-1]

    def says(self, *lines):
        for line in lines:
            heard = line if isinstance(line, Heard) else Heard(line, Source.TEXT)
            considered = self.call.consider(heard)
            reply = self.call.commit(heard)
            if considered is not None:
                assert (considered.text, considered.expecting, considered.end) == (reply.text, reply.expecting, reply.end)
            self.replies.append(reply)
            if reply.end:
                self.call.end(reply.end)
        return self.reply

    @property
    def mail(self):
        """The newest code that a deliverer would send, with where it goes; None when nobody gets it."""
        now = self.desk._shared.clock()
        with self.database.read() as work:
            rows = [row for row in work.outbox.due(now, 500) if row.kind == codes.NOTIFY_CODE]
            return codes.reveal(work, rows[-1].payload["code_id"], now)

    def hangs_up(self):
        self.call.end(EndReason.CALLER_HUNG_UP)
        return self

    @property
    def state(self):
        return self.call.state

    @property
    def row(self):
        with self.database.read() as work:
            return work.calls.get(self.call_id)

    def timeline(self, *kinds):
        with self.database.read() as work:
            items = work.timeline.read(self.call_id)
        return [item for item in items if not kinds or item.kind in kinds]


@pytest.fixture
def clock():
    return FixedClock(NOW)


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path)


@pytest.fixture(scope="session")
def _seeded(tmp_path_factory, _empty):
    """A database file with the demo store in it."""
    path = tmp_path_factory.mktemp("seeded") / "seeded.db"
    shutil.copy(_empty, path)
    database = Database(f"sqlite:///{path}")
    demo.seed(database, NOW)
    database.close()
    return path


@pytest.fixture
def db(tmp_path, _seeded):
    path = tmp_path / "returnflow.db"
    shutil.copy(_seeded, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture
def house():
    """Whose desk it is; a test that cares has its own."""
    return House()


@pytest.fixture
def shared(db, rules, settings, clock, house):
    labels = SampleCarrier(settings.labels, b"a secret for tests", merchant.load().centres())
    return Shared(db, rules, settings, clock, labels, risk.load(), house)


@pytest.fixture
def desk(shared):
    return Desk(shared)


@pytest.fixture
def open_call(desk, db):
    """Begins another conversation."""

    def begin(**given):
        return Conversation(desk, db, **given)

    return begin


@pytest.fixture
def talk(open_call):
    """A conversation that has just been greeted."""
    return open_call()
