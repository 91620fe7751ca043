"""`returnflow orders sources` and `show`, as somebody at a terminal meets them."""

import json

import pytest

NUMBER = "114-2839407-5561823"


@pytest.fixture
def orders(at_terminal):
    return at_terminal("orders")


def test_the_matrix_is_shown_whole(orders):
    code, said, _ = orders("sources")
    assert code == 0
    head, *rows = said.splitlines()
    assert head.split() == [
        "demo", "import", "amazon_fbm", "amazon_fba", "amazon_mcf", "walmart_seller", "walmart_wfs", "walmart_mcs",
    ]  # fmt: skip
    assert rows[2].split() == ["create", "return", "us", "us", "store", "store", "api", "store", "store", "api"]


def test_one_source_says_how(orders):
    code, said, _ = orders("sources", "amazon_fbm")
    assert code == 0
    assert "getOrder, Orders 2026-01-01" in said
    assert "30 days after the last delivery, then name and ZIP go, and only a one-time code proves who calls" in said
    assert json.loads(orders("sources", "import", "--json")[1])["import"]["keep"] == {
        "days": 90, "from": "deadline", "then": "nothing",
    }  # fmt: skip


def test_a_source_nobody_knows_is_named_with_those_there_are(orders):
    code, _, complaints = orders("sources", "ebay")
    assert code == 2
    assert "no source ebay" in complaints
    assert "walmart_mcs" in complaints


def test_an_order_is_shown_without_personal_data(orders):
    orders("list")
    code, said, _ = orders("show", NUMBER.replace("-", ""))
    assert code == 0
    assert f"amazon {NUMBER}" in said
    assert "from: demo" in said
    assert not any(word in said for word in ("Carter", "60614", "example.com"))
    document = json.loads(orders("show", NUMBER, "--json")[1])
    assert (document["source"], document["able"]["create_return"]["who"]) == ("demo", "us")


@pytest.mark.parametrize("number", ["114-2839407-5561824", "", "abc", "1" * 5000])
def test_an_order_that_is_not_there_is_named(orders, number):
    code, _, complaints = orders("show", number)
    assert code == 2
    assert "no order" in complaints
