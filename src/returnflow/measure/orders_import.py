"""An import of 100,000 orders while a call is being held: how long, how much memory, and how long the call's saves take.

The import runs as its own process, as at home, on an installation of its own with sealed personal data; the call is this process,
which saves 6 KB of state every 100 ms and times each save from wanting it to having it on disk.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from returnflow import bootstrap
from returnflow.database import Database
from returnflow.errors import UpstreamUnavailable
from returnflow.measure.report import Report
from returnflow.returns.model import Store
from returnflow.returns.numbers import canonical
from returnflow.settings import Settings
from returnflow.stores.demo.fresh import random_number

ORDERS = 100_000
EVERY_S = 0.1
ALONE_SAVES = 50
LOOK_UPS = 30
STATE_BYTES = 6_000
CALL = "measured"


def run(settings: Settings, progress: Callable[[str], None] = lambda _: None, orders: int | None = None) -> Report:
    """Import, again, and look up; `orders` shortens it."""
    count, found = orders or ORDERS, Report("import")
    with tempfile.TemporaryDirectory(prefix="returnflow-") as folder:
        own = settings.model_copy(update={"data": Path(folder) / "data", "database_url": ""})
        file = Path(folder) / "orders.jsonl"
        progress(f"import: writing a file of {count:,} orders")
        write_file(file, count, datetime.now(UTC))
        store = bootstrap.upgraded(own)
        _begin_call(store)
        found.latency("a call's save, nobody else writing", [_save(store, turn) for turn in range(ALONE_SAVES)])
        progress(f"import: importing {file.stat().st_size / 1e6:.0f} MB")
        first = _import(own, file, store)
        again = _import(own, file, store)
        _tell(found, count, first, again)
        _look_up(found, store)
        store.close()
    return found


def _tell(found: Report, count: int, first: "_Run", again: "_Run") -> None:
    found.figure(f"import of {count:,} orders", first.seconds, "s", most=60)
    found.figure("memory of the import at its peak", first.peak_mb, "MB", most=500)
    found.latency("a call's save meanwhile", first.saves_ms, p95=50)
    found.figure("the same file again", again.seconds, "s")
    found.latency("a call's save while it is imported again", again.saves_ms, p95=50)


def _look_up(found: Report, store: Database) -> None:
    """What a voice turn asks: the order itself, and the numbers nearest to one that is not there."""
    with store.read() as work:
        known = [number for number in work.orders.numbers(Store.AMAZON)][:: max(1, ORDERS // LOOK_UPS // 4)][:LOOK_UPS]
    found.latency("look-up of an order", [_timed(_get, store, number) for number in known])
    found.latency("nearest four numbers", [_timed(_nearest, store, number) for number in known])


def _get(store: Database, number: str) -> None:
    with store.read() as work:
        assert work.orders.get(Store.AMAZON, number) is not None


def _nearest(store: Database, number: str) -> None:
    heard = str((int(number[0]) + 1) % 10) + number[1:]
    with store.read() as work:
        assert number in work.orders.nearest(Store.AMAZON, heard)


def _timed(do: Callable[[Database, str], None], store: Database, number: str) -> float:
    began = time.perf_counter()
    do(store, number)
    return 1000 * (time.perf_counter() - began)


class _Run:
    """One import: its duration, its peak of memory, and the saves of a call meanwhile."""

    def __init__(self, seconds: float, peak_mb: float, saves_ms: list[float]) -> None:
        self.seconds = seconds
        self.peak_mb = peak_mb
        self.saves_ms = saves_ms


def _import(settings: Settings, file: Path, store: Database) -> _Run:
    command = [sys.executable, "-m", "returnflow.cli", "orders", "import", str(file), "--json"]
    env = {**os.environ, "RETURNFLOW_DATA": str(settings.data), "RETURNFLOW_DATABASE_URL": ""}
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
    saves, turn, ended = list[float](), 0, None
    while ended is None:
        saves.append(_save(store, turn))
        turn += 1
        time.sleep(max(0.0, EVERY_S - saves[-1] / 1000))
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        ended = (status, usage) if pid else None
    seconds = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(ended[0])
    assert child.stderr is not None
    complaints = child.stderr.read().decode()
    child.stderr.close()
    if child.returncode:
        raise UpstreamUnavailable("import", f"the import failed: {complaints.strip()[-500:]}")
    return _Run(seconds, ended[1].ru_maxrss / 1000, saves)


def _begin_call(store: Database) -> None:
    with store.begin() as work:
        work.calls.create(
            CALL, user_identity="u", caller_key="k", room_name="r", channel="voice", recording=False, at=datetime.now(UTC)
        )


def _save(store: Database, turn: int) -> float:
    """One turn's save, in milliseconds."""
    document = {"turn": turn, "said": "x" * STATE_BYTES}
    began = time.perf_counter()
    with store.begin() as work:
        work.calls.save_state(CALL, document, datetime.now(UTC))
    return 1000 * (time.perf_counter() - began)


def write_file(path: Path, count: int, now: datetime, seed: int = 1) -> None:
    """A file of orders as a shop of both stores would have them: two orders a customer, one to three lines an order."""
    with path.open("w", encoding="utf-8") as file:
        for document in _documents(count, now, random.Random(seed)):
            file.write(json.dumps(document) + "\n")


_ITEMS = (("Wireless headphones with noise cancelling", "headphones", 7999), ("Stainless steel kettle, 1.7 l", "kettle", 2999))


def _documents(count: int, now: datetime, choice: random.Random) -> Iterator[dict[str, Any]]:
    used: set[str] = set()
    while len(used) < count:
        store = choice.choice(list(Store))
        number = random_number(store, choice)
        if number in used:
            continue
        used.add(number)
        bought = now - timedelta(days=choice.randrange(2, 60))
        yield {
            "store": store.value,
            "order_number": canonical(store, number),
            "purchased_at": bought.isoformat(),
            "customer": _customer(len(used) // 2),
            "lines": [_line(bought, choice) for _ in range(choice.choice((1, 1, 2, 3)))],
        }


def _customer(place: int) -> dict[str, str]:
    return {
        "id": f"m-{place}",
        "name": f"Maria Carter{place}",
        "zip": f"{place % 99_950:05d}",
        "email": f"customer{place}@example.com",
        "phone": f"+1{2_000_000_000 + place}",
    }


def _line(bought: datetime, choice: random.Random) -> dict[str, Any]:
    title, short, price = choice.choice(_ITEMS)
    return {
        "title": title,
        "short_name": short,
        "category": "default",
        "price_minor": price,
        "tax_minor": price // 12,
        "shipped_at": bought.isoformat(),
        "delivered_at": (bought + timedelta(days=2)).isoformat(),
        "weight_g": choice.randrange(100, 3000),
    }
