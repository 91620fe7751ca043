"""A small world for the domain's tests: the real rules, a day outside every season, order lines by keyword, a fresh database."""

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings

from returnflow.database import Database
from returnflow.returns.deciding import Book
from returnflow.returns.eligibility import decide
from returnflow.returns.model import Customer, Money, Order, OrderLine, Reason, Store
from returnflow.stores import risk
from returnflow.stores import rules as policies

# A test says what is right, not how fast: on a busy machine a deadline fails what is right.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

CUSTOMER = Customer("c-1", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")
NUMBERS = {Store.AMAZON: "114-2839407-5561823", Store.WALMART: "2000139-64770733"}


@dataclass
class World:
    """What a decision needs, on the fifteenth of June: no season reaches that day."""

    rules: policies.RuleBook
    now: datetime = datetime(2026, 6, 15, 15, 0, tzinfo=UTC)
    zone: ZoneInfo = ZoneInfo("America/Chicago")

    def line(self, store="amazon", category="default", delivered=8, purchased=None, **given):
        """One line; `delivered` and `purchased` are days ago, `delivered=None` leaves the day unknown."""
        bought = purchased if purchased is not None else (delivered or 0) + 3
        facts = {
            "store": Store(store),
            "order_number": NUMBERS[Store(store)],
            "line_no": 1,
            "title": "Something",
            "short_name": "thing",
            "category": category,
            "quantity": 1,
            "price": Money(5000),
            "tax": Money(400),
            "purchased_at": self.now - timedelta(days=bought),
            "delivered_at": None if delivered is None else self.now - timedelta(days=delivered),
        }
        return OrderLine(**(facts | given))

    def order(self, *lines, customer=CUSTOMER, **given):
        """An order of those lines, numbered from 1; without lines, of one made from `given`."""
        held = lines or (self.line(**given),)
        bought = held[0].purchased_at
        numbered = tuple(replace(line, line_no=place, purchased_at=bought) for place, line in enumerate(held, start=1))
        return Order(held[0].store, held[0].order_number, customer, numbered, bought)

    def decide(self, line, reason=Reason.NO_LONGER_WANTED, **given):
        """The decision of today."""
        return decide(line, reason, self.rules, given.pop("now", self.now), given.pop("zone", self.zone), **given)


@pytest.fixture(scope="session")
def rules():
    return policies.load()


@pytest.fixture(scope="session")
def book(rules):
    return Book(rules, risk.load())


@pytest.fixture
def world(rules):
    return World(rules)


@pytest.fixture(scope="session")
def _empty(tmp_path_factory):
    """An upgraded database file; copying it is twenty times faster than upgrading another."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    database = Database(f"sqlite:///{path}")
    database.upgrade()
    database.close()
    return path


@pytest.fixture
def db(tmp_path: Path, _empty: Path):
    path = tmp_path / "returnflow.db"
    shutil.copy(_empty, path)
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()
