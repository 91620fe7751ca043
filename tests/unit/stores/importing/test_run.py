import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from returnflow.errors import InvalidInput
from returnflow.returns.model import Address, Customer, Money, OrderLine, Seller, Store, Tender
from returnflow.stores.importing import ImportRefused, import_orders, json_schema
from returnflow.stores.importing.mistakes import MOST_TOLD
from returnflow.stores.importing.reading import Format

from .conftest import NOW, as_csv, as_jsonl, line, order

AT = datetime(2026, 6, 1, 14, 30, tzinfo=UTC)
HOME = {"street": "12 Elm Street", "city": "Chicago", "state": "IL"}
EVERYTHING = order(
    line(
        short_name="headphones", quantity=3, currency="USD", tender="gift_card", seller="marketplace", opened=True, bulky=True,
        shipped_at="2026-06-01T15:00:00Z", delivered_at="2026-06-03T09:00:00-05:00", promised_at="2026-06-04T00:00:00Z",
        gift=True, parcel=2, replaces="111-0000000-0000001", weight_g=250, promotion_minor=500, shipping_minor=0, bundle="kit-1",
    ),
    customer={"id": "c-77", "last_name": "Carter", "phone": "(312) 555-0101", "zip": "60614-1234", **HOME},
    order_number="11428394075561823",
)  # fmt: skip


@pytest.mark.parametrize(("name", "write"), [("orders.jsonl", as_jsonl), ("orders.csv", as_csv)])
def test_every_field_arrives_from_both_formats(importing, memory, name, write):
    done = importing(write(EVERYTHING), name)
    [made] = memory.orders
    address = Address("Maria Carter", "12 Elm Street", "Chicago", "IL", "60614-1234")
    assert made.customer == Customer("c-77", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101", address)
    assert (made.store, made.number, made.purchased_at, made.source) == (Store.AMAZON, "114-2839407-5561823", AT, "import")
    assert made.lines == (
        OrderLine(
            Store.AMAZON, "114-2839407-5561823", 1, "Headphones, blue", "headphones", "default", 3, Money(7999), Money(690), AT,
            Tender.GIFT_CARD, datetime(2026, 6, 1, 15, tzinfo=UTC), datetime(2026, 6, 3, 14, tzinfo=UTC),
            datetime(2026, 6, 4, tzinfo=UTC), Seller.MARKETPLACE, True, True, True, 2, "111-0000000-0000001", 250, Money(500),
            Money(0), "kit-1",
        ),
    )  # fmt: skip
    assert (done.orders, done.lines, done.new) == (1, 1, 1)
    assert memory.published


def test_what_may_be_left_out_has_the_documented_value(importing, memory):
    importing(as_jsonl(order()))
    [made] = memory.orders
    assert made.customer == Customer("", "Maria Carter", "Carter", "60614", "maria@example.com", "")
    assert (made.lines[0].short_name, made.lines[0].quantity, made.lines[0].tender) == ("Headphones, blue", 1, Tender.CREDIT_CARD)
    assert made.lines[0].delivered_at is None


def test_both_formats_of_the_same_orders_are_the_same_orders(importing, memory):
    orders = [order(line(), line(title="Kettle")), order(store="walmart", order_number="2000139-64770733")]
    importing(as_jsonl(*orders))
    importing(as_csv(*orders), "orders.csv")
    assert memory.orders[:2] == memory.orders[2:]
    assert [len(one.lines) for one in memory.orders[:2]] == [2, 1]


def test_the_format_may_be_told_apart_from_the_name(importing, memory):
    importing(as_csv(order()), "export.txt", form=Format.CSV)
    assert len(memory.orders) == 1


def test_progress_is_told(importing, monkeypatch):
    monkeypatch.setattr("returnflow.stores.importing.run.AT_ONCE", 2)
    told = []
    many = [order(order_number=f"111-0000000-{place:07d}") for place in range(5)]
    importing(as_jsonl(*many), progress=told.append)
    assert told[:2] == ["orders.jsonl: 2 orders checked", "orders.jsonl: 4 orders checked"]
    assert told[-1] == "orders.jsonl: 5 of 5 orders added"


def test_one_mistake_in_the_last_line_and_nothing_is_begun(refused):
    right = [order(order_number=f"111-0000000-{place:07d}") for place in range(20)]
    assert refused(as_jsonl(*right, order(line(quantity=-1)))) == [
        (21, "lines[0].quantity", "Input should be greater than or equal to 1")
    ]


def test_all_mistakes_are_counted_and_the_first_ones_told(importing):
    wrong = as_jsonl(*[order(line(quantity=0), order_number=f"111-0000000-{place:07d}") for place in range(1000)])
    noted = []
    with pytest.raises(ImportRefused, match="1,000 mistakes") as raised:
        importing(wrong, note=noted.append)
    assert [mistake.line for mistake in noted] == list(range(1, 1001))
    assert raised.value.total == 1000
    assert [mistake.line for mistake in raised.value.mistakes] == list(range(1, MOST_TOLD + 1))
    assert raised.value.field == "lines[0].quantity"


def test_an_order_that_is_there_twice_with_the_same_content_is_taken_once(importing, memory):
    done = importing(as_jsonl(order(), order(), order(order_number="111-0000000-0000001")))
    assert (done.orders, done.repeated, len(memory.orders)) == (2, 1, 2)


def test_a_file_that_changes_between_the_two_readings_is_not_published(tmp_path, rules, memory):
    path = tmp_path / "orders.jsonl"
    path.write_bytes(as_jsonl(order()))

    def target():
        path.write_bytes(as_jsonl(order(), order(line(quantity=0), order_number="111-0000000-0000001")))
        return memory

    with pytest.raises(ImportRefused):
        import_orders(path, target, rules, NOW)
    assert not memory.published


def test_a_file_that_is_not_there_is_named(tmp_path, rules, memory):
    with pytest.raises(InvalidInput, match="No such file"):
        import_orders(tmp_path / "none.csv", lambda: memory, rules, NOW)
    with pytest.raises(InvalidInput, match="directory"):
        import_orders(tmp_path, lambda: memory, rules, NOW)


def test_the_published_schema_is_the_one_that_is_applied():
    published = Path(__file__).parents[4] / "docs" / "orders.schema.json"
    assert json.loads(published.read_text("utf-8")) == json_schema()
