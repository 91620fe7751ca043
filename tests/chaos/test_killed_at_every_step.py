"""kill -9 at any boundary and at any moment: nothing is lost, nothing happens twice, every delivery has its key.

Each run is one seed: a process lives through two returns and is killed one to three times on the way; the last process goes on to
the end. Then everything is counted: our rows, and what a real mail server and a real receiver of webhooks got.
"""

import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from returnflow.database import Database
from returnflow.jobs.outbox import LEASE
from returnflow.notify.message import Message
from returnflow.notify.webhook.signature import verify
from returnflow.returns.model import LabelState, RefundState, ReturnState, Store

from .conftest import RUNS
from .life import NUMBERS, SECRET, START, Given

SENDER = "Sample <returns@merchant.example>"
LATER = ["notify_reminder_7", "notify_reminder_2"]  # due long after everything else, and pointless by then
EXPECTED = {
    "default": [
        "make_label", "notify_created", "notify_label", "notify_scanned", "notify_received", "notify_refunded", *LATER,
        *(f"merchant_webhook {event}" for event in (
            "created", "label_issued", "parcel_in_transit", "in_transit", "parcel_received", "received", "inspected",
            "refund_issued", "refunded", "refund_settled", "closed",
        )),
    ],
    "perishable": [
        "notify_created", "notify_refunded", *(f"merchant_webhook {event}" for event in ("created", "refund_issued", "refunded")),
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def whole(nursery, receivers, tmp_path_factory, _template):
    """A life that nobody ends, in each mode: how many boundaries it has, and how long it takes."""
    mail, merchant = receivers

    def lived(mode):
        folder = tmp_path_factory.mktemp(mode)
        (folder / "returnflow.db").write_bytes(_template.read_bytes())
        begun = time.monotonic()
        crossed = nursery.live(Given(f"sqlite:///{folder}/returnflow.db", str(folder), mail.url, merchant.url, 0.0, mode))
        return len(crossed), time.monotonic() - begun

    return {mode: lived(mode) for mode in ("steps", "jobs")}


@pytest.mark.parametrize("seed", range(RUNS))
def test_whatever_dies_everything_happens_once(seed, url, nursery, receivers, whole, chance, tmp_path, count):
    mail, merchant = receivers
    mail.mails.clear()
    merchant.got.clear()
    engine = "postgresql" if url.startswith("postgresql") else "sqlite"
    kills, offset_s = 0, 0.0
    count[f"{engine} boundaries"] = whole["steps"][0]
    for turn in range(chance.randint(1, 3)):
        mode = chance.choice(["steps", "steps", "jobs"])
        boundaries, seconds = whole[mode]
        given = Given(url, str(tmp_path), mail.url, merchant.url, offset_s, mode)
        at_a_boundary = chance.random() < 0.7
        place = 1 + (_spread(seed, boundaries) if turn == 0 else chance.randrange(boundaries))
        if turn == 0 or at_a_boundary:
            ended = nursery.live(Given(**(_fields(given) | {"mode": "steps" if turn == 0 else mode, "die_at": place})))
            count[f"{engine} place {place}"] += ended is None
        else:
            ended = nursery.live(given, kill_after_s=chance.uniform(0.0, seconds))
        kills += ended is None
        offset_s += (LEASE + timedelta(seconds=60)).total_seconds()  # the lease of whoever died has run out by then
    assert nursery.live(Given(url, str(tmp_path), mail.url, merchant.url, offset_s)) is not None
    _judge(Database(url), mail, merchant, kills, count, engine, tmp_path)


def _spread(seed, boundaries):
    """The first cut of each seed: evenly over all boundaries, and with more seeds than boundaries at every one."""
    return seed * boundaries // RUNS if boundaries > RUNS else seed % boundaries


def _fields(given):
    return {name: getattr(given, name) for name in Given.__slots__}


def _judge(database, mail, merchant, kills, count, engine, folder):
    with database.read() as work:
        made = {category: work.returns.for_order(Store.AMAZON, number) for category, number in NUMBERS.items()}
        assert {category: len(found) for category, found in made.items()} == {"default": 1, "perishable": 1}
        returns = {category: found[0] for category, found in made.items()}
        rows = work.outbox_review.list(limit=1000)
        label = work.labels.get(returns["default"].rma)
        assert work.labels.get(returns["perishable"].rma) is None
    database.close()
    ends = {"default": (ReturnState.CLOSED, RefundState.SETTLED), "perishable": (ReturnState.REFUNDED, RefundState.ISSUED)}
    assert {category: (each.state, each.refund.state) for category, each in returns.items()} == ends
    assert {each.refund.amount.minor for each in returns.values()} == {5400}
    assert label.state is LabelState.RELEASED
    assert (Path(folder) / "labels" / label.file).read_bytes().startswith(b"%PDF")
    wanted = _keys(returns)
    doubled, lost = Counter(row.key for row in rows) - Counter(wanted), Counter(wanted) - Counter(row.key for row in rows)
    assert (doubled, lost) == (Counter(), Counter())
    assert {row.kind for row in rows if row.done_at is None or row.dead_at is not None} == set(LATER)
    seen = {"runs": 1, "kills": kills, "doubled": doubled.total(), "lost": lost.total(), **_deliveries(mail, merchant, wanted)}
    assert (seen["undelivered"], seen["duplicates by key"]) == (0, 0)
    assert seen["duplicates"] <= kills
    for name, number in seen.items():
        count[f"{engine} {name}"] += number
    count[f"{engine} places"] = sum(1 for name, number in count.items() if name.startswith(f"{engine} place ") and number)


def _keys(returns):
    """Every key there must be, once."""
    keys = []
    for category, kinds in EXPECTED.items():
        for kind in kinds:
            name, _, event = kind.partition(" ")
            keys.append(f"{name}:{returns[category].rma}" + (f":{event}" if event else ""))
    return keys


def _deliveries(mail, merchant, wanted):
    """How many there should be; what never came, copies too many, and messages that came under two keys."""
    ids = {_message_id(key): key for key in wanted if key.startswith("notify_") and "reminder" not in key}
    arrived = Counter({ids.get(found, f"no key of ours: {found}"): number for found, number in mail.ids.items()})
    arrived += merchant.keys
    meant = [key for key in wanted if key.partition(":")[0] not in ("make_label", *LATER)]
    assert set(arrived) <= set(meant)
    for key in merchant.keys:  # one key, one body, each signed
        copies = [got for got in merchant.got if got.key == key]
        assert len({got.body for got in copies}) == 1
        assert all(_signed(got) for got in copies)
    messages = {(found["Subject"], found["To"]) for found in mail.mails} | {got.body for got in merchant.got}
    return {
        "deliveries": len(meant),
        "undelivered": sum(1 for key in meant if key not in arrived),
        "duplicates": arrived.total() - len(arrived),
        "duplicates by key": len(arrived) - len(messages),
    }


def _message_id(key):
    return Message(key, "", "", "", "", "", START).message_id(SENDER)


def _signed(got):
    header = got.headers["Returnflow-Signature"]
    at = START.fromtimestamp(int(header.partition("t=")[2].partition(",")[0]), START.tzinfo)
    return verify(header, got.body, SECRET, at)
