"""Two customers' orders on the fifteenth of June, a program of the merchant's, and browsers that have proved something or not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from returnflow import bootstrap
from returnflow.clock import FixedClock
from returnflow.returns.model import Customer, Money

from .client import KEY, MARIA, SECRET, Program, line, order

OTHER = Customer("c-2", "Paul Meyer", "Meyer", "10001", "paul@example.com", "+12125550102")
NUMBER, OTHERS, DEAR = "114-2839407-5561823", "113-1112223-3334445", "112-5556667-7778889"


@pytest.fixture
def clock():
    return FixedClock(datetime(2026, 6, 15, 15, 0, tzinfo=UTC))


@pytest.fixture
def orders(database, clock):
    """Maria's two lines (three pens among them), her dear camera, and another customer's lamp."""
    now = clock()
    pens = {"line_no": 2, "title": "Pen", "short_name": "pen", "quantity": 3, "price": Money(1299), "tax": Money(322)}
    known = [
        order(NUMBER, MARIA, line(NUMBER, now), line(NUMBER, now, **pens)),
        order(DEAR, MARIA, line(DEAR, now, short_name="camera", price=Money(60_000))),
        order(OTHERS, OTHER, line(OTHERS, now)),
    ]
    long_ago = order("111-0000000-0000001", MARIA, line("111-0000000-0000001", now - timedelta(days=400)))
    with database.begin() as work:
        for each in (*known, replace(long_ago, purchased_at=now - timedelta(days=400))):
            work.orders.add(each)
    return known


@pytest.fixture
def app(make_app, clock, orders):
    limits = {"api_rate": "100000 per minute", "token_rate": "100000 per minute", "token_rate_address": "100000 per minute"}
    return make_app(clock=clock, api_keys=SecretStr(KEY), tracking_secret=SecretStr(SECRET), **limits)


@pytest.fixture
def program(app):
    return Program(app.test_client(), KEY)


@pytest.fixture
def stranger(app):
    """A browser that has opened the page and proved nothing."""
    browser = app.test_client()
    browser.get("/")
    return Program(browser)


@pytest.fixture
def maria(app):
    """A browser that has proved Maria's order."""
    browser = app.test_client()
    browser.get("/")
    browser.post("/api/verifications", json={"store": "amazon", "order_number": NUMBER, "zip": "60614"})
    return Program(browser)


@pytest.fixture
def labels(settings, database, clock):
    """Makes the labels of a return."""
    from returnflow.returns import service

    return lambda rma: service.issue_labels(database.begin, bootstrap.labels(settings), rma, clock())
