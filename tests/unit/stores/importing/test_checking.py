import pytest

from .conftest import as_csv, as_jsonl, line, order


@pytest.mark.parametrize(
    ("given", "where", "what"),
    [
        (order(order_number="D01-2839407-5561823"), "order_number", "is no amazon order number"),
        (order(order_number="114-2839407-556182"), "order_number", "is no amazon order number"),
        (order(store="walmart"), "order_number", "is no walmart order number"),
        (order(store="ebay"), "store", "Input should be 'amazon' or 'walmart'"),
        (order(purchased_at="9999-12-31T23:59:59-14:00"), "purchased_at", "year 9999"),
        (order(purchased_at="0001-01-01T00:00:00+14:00"), "purchased_at", "year 1,"),
        (order(purchased_at="2026-06-17T00:00:00Z"), "purchased_at", "in the future"),
        (order(purchased_at="2026-06-01T14:30:00"), "purchased_at", "timezone"),
        (order(purchased_at="yesterday"), "purchased_at", "datetime"),
        (order(purchased_at=1780000000), "purchased_at", "date"),
        (order(customer={"name": " "}), "customer.name", "at least 1 character"),
        (order(customer={"name": "A\x00B"}), "customer.name", "control character"),
        (order(customer={"zip": "6061"}), "customer.zip", "match pattern"),
        (order(customer={"street": "12 Elm Street", "city": "Chicago"}), "customer.state", "is missing"),
        (order(customer={"state": "Illinois"}), "customer.state", "match pattern"),
        (order(customer={"email": "nobody"}), "customer.email", "match pattern"),
        (order(customer={"phone": "call me"}), "customer.phone", "match pattern"),
        (order(line(quantity=-3)), "lines[0].quantity", "greater than or equal to 1"),
        (order(line(quantity=10**9)), "lines[0].quantity", "less than or equal to 1000"),
        (order(line(price_minor=-1)), "lines[0].price_minor", "greater than or equal to 0"),
        (order(line(price_minor=79.99)), "lines[0].price_minor", "valid integer"),
        (order(line(price_minor=10**30)), "lines[0].price_minor", "less than or equal"),
        (order(line(category="laptops")), "lines[0].category", "no category 'laptops'"),
        (order(line(), line(currency="EUR")), "lines[1].currency", "two currencies in one order: USD and EUR"),
        (order(line(currency="dollars")), "lines[0].currency", "match pattern"),
        (order(line(tender="cheque")), "lines[0].tender", "Input should be"),
        (order(line(delivered_at="2026-06-20T00:00:00Z")), "lines[0].delivered_at", "in the future"),
        (order(line(delivered_at="2026-05-20T00:00:00Z")), "lines[0].delivered_at", "before the purchase"),
        (order(line(replaces="none")), "lines[0].replaces", "is no amazon order number"),
        (order(line(weight_g=0)), "lines[0].weight_g", "greater than or equal to 1"),
        (order(line(promotion_minor=8000)), "lines[0].promotion_minor", "more than the line cost"),
        (order(line(shipping_minor=-1)), "lines[0].shipping_minor", "greater than or equal to 0"),
        (order(line(bundle="a b")), "lines[0].bundle", "match pattern"),
        (order(line(colour="blue")), "lines[0].colour", "not permitted"),
        (order() | {"lines": []}, "lines", "at least 1 item"),
        ({"store": "amazon"}, "order_number", "Field required"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(refused, given, where, what):
    [first, *_] = refused(as_jsonl(given))
    assert first[:2] == (1, where)
    assert what in first[2]


@pytest.mark.parametrize(
    ("given", "where"),
    [
        (order(line(), line(quantity="x")), "quantity"),
        (order(line(), line(quantity="-3")), "quantity"),
        (order(line(), line(price_minor="79.99")), "price_minor"),
        (order(line(), line(category="laptops")), "category"),
        (order(line(), line(currency="EUR")), "currency"),
        (order(line(), line(opened="maybe")), "opened"),
        (order(line(), line(delivered_at="1780000000")), "delivered_at"),
    ],
)
def test_in_csv_it_is_the_row_and_the_column(refused, given, where):
    [first, *_] = refused(as_csv(given), "orders.csv")
    assert first[:2] == (3, where)


def test_a_mistake_in_one_line_is_not_also_an_order_without_lines(refused):
    assert len(refused(as_jsonl(order(line(quantity=0))))) == 1


def test_a_category_that_is_nearly_one_gets_a_proposal(importing):
    from returnflow.stores.importing import ImportRefused

    with pytest.raises(ImportRefused) as raised:
        importing(as_jsonl(order(line(category="appel_brand"))))
    assert raised.value.fix == "did you mean apple_brand?"


def test_two_orders_of_one_number_with_other_content_are_refused(refused):
    found = refused(as_jsonl(order(), order(order_number="11428394075561823", customer={"zip": "10001"})))
    assert found == [(2, "order_number", "order 114-2839407-5561823 is in line 1 with other content")]


def test_no_report_shows_what_a_customer_is_called(importing):
    from returnflow.stores.importing import ImportRefused

    wrong = order(customer={"name": "Maria\x01Carter", "email": "maria example", "zip": "Springfield", "phone": "phone"})
    with pytest.raises(ImportRefused) as raised:
        importing(as_jsonl(wrong))
    told = " ".join(str(mistake) for mistake in raised.value.mistakes)
    assert raised.value.total == 4
    assert not any(word in told for word in ("Maria", "maria example", "Springfield"))


def test_one_mistake_hides_no_other_of_the_same_order(refused):
    wrong = order(line(quantity=0), line(category="laptops"), order_number="D01-2839407-5561823")
    places = [("lines[0].quantity", "greater"), ("order_number", "is no amazon"), ("lines[1].category", "no category 'laptops'")]
    found = refused(as_jsonl(wrong))
    assert [where for _, where, _ in found] == [where for where, _ in places]
    assert all(what in told for (_, _, told), (_, what) in zip(found, places, strict=True))
    rows = refused(as_csv(wrong), "orders.csv")
    assert [(number, where) for number, where, _ in rows] == [(2, "quantity"), (2, "order_number"), (3, "category")]


@pytest.mark.parametrize("lines", [None, 7, "x", [None, 7, {"category": 7}]])
def test_whatever_stands_where_lines_should_be_is_a_mistake_and_nothing_else(refused, lines):
    assert all(where.startswith("lines") for _, where, _ in refused(as_jsonl(order() | {"lines": lines})))
