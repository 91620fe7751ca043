"""Requests as a program or a browser sends them, and what the database holds afterwards."""

from datetime import timedelta

from sqlalchemy import text

from returnflow.notify.webhook.signature import HEADER, sign
from returnflow.returns.model import Customer, Money, Order, OrderLine, Store

KEY, SECRET = "k" * 40, "s" * 40
LAMP = {"line_no": 1, "reason": "no_longer_wanted"}
MARIA = Customer("c-1", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101")


def line(number, now, **given):
    facts = {
        "store": Store.AMAZON, "order_number": number, "line_no": 1, "title": "Desk lamp", "short_name": "lamp",
        "category": "default", "quantity": 1, "price": Money(5000), "tax": Money(400), "purchased_at": now - timedelta(days=12),
        "delivered_at": now - timedelta(days=8),
    }  # fmt: skip
    return OrderLine(**(facts | given))


def order(number, customer, *lines):
    return Order(Store.AMAZON, number, customer, lines, lines[0].purchased_at)


def asked(number="114-2839407-5561823", *lines, **more):
    """A body that asks for a return."""
    return {"store": "amazon", "order_number": number, "lines": list(lines or [LAMP])} | more


class Program:
    """A client with its key, or a browser with its cookie."""

    def __init__(self, client, key=None):
        self.client = client
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path, **given):
        return self.client.get(path, headers=self.headers, **given)

    def post(self, path, body=None, headers=None, **given):
        return self.client.post(path, json={} if body is None else body, headers=self.headers | (headers or {}), **given)

    def make(self, *given, **more):
        """A return that was made; its document."""
        answer = self.post("/api/returns", asked(*given, **more))
        assert answer.status_code == 201, answer.json
        return answer.json

    def do(self, made, step, /, **body):
        return self.post(f"/api/returns/{made['rma']}/{step}", body)

    def show(self, made):
        return self.get(f"/api/returns/{made['rma']}").json


def send(client, body, clock, secret=SECRET, at=None):
    """A signed webhook; `body` in bytes."""
    signed = {HEADER: sign(body, [secret], at or clock()), "Content-Type": "application/json"}
    return client.post("/webhooks/tracking", data=body, headers=signed)


def assert_problem(answer, status, field):
    """It is a problem document that names the field."""
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json"), answer.get_data(as_text=True)
    assert answer.json["field"] == field, answer.json


def rows(database):
    """How many rows there are of everything that a request about returns could write."""
    tables = ("returns", "return_lines", "return_units", "refunds", "return_events", "tracking_events", "disputes", "outbox",
              "requests", "labels")  # fmt: skip
    with database.read() as work:
        return {name: work._session.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}  # noqa: S608
