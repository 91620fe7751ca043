"""The scenarios that come with the product, and what is refused in others."""

from datetime import UTC, datetime

import pytest

from returnflow.conversation.expecting import Expect
from returnflow.conversation.reply import Outcome
from returnflow.errors import InvalidInput
from returnflow.simulate import scenario
from returnflow.stores import demo

ORDERS = {order.number: order for order in demo.orders(datetime(2026, 11, 23, tzinfo=UTC))}
STRANGERS = {"unknown_order", "locked_out"}  # the whole point of these is that something is wrong


@pytest.mark.parametrize("name", scenario.names())
def test_every_scenario_can_be_read_and_uses_words_that_the_desk_knows(name):
    known = scenario.load(name)
    assert known.outcome in set(Outcome)
    assert set(known.lines) <= set(Expect)


@pytest.mark.parametrize("name", [name for name in scenario.names() if name not in STRANGERS])
def test_the_facts_of_a_scenario_are_those_of_the_demo_store(name):
    facts = scenario.load(name).facts
    order = ORDERS[facts.order_number]
    assert order.store == facts.store
    if facts.zip:
        assert (facts.zip, facts.last_name) == (order.customer.zip, order.customer.last_name)
    assert any(line.short_name in facts.item for line in order.lines)


def test_the_unknown_order_is_really_unknown():
    assert scenario.load("unknown_order").facts.order_number not in ORDERS


def test_a_file_is_a_scenario_too(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("facts: {store: walmart, zip: '02118'}\noutcome: answered\n")
    assert scenario.load(str(path)).facts.zip == "02118"


@pytest.mark.parametrize(
    ("document", "field"),
    [
        ([], "scenario"),
        ({}, "scenario"),
        ({"facts": {"store": "ebay"}}, "facts.store"),
        ({"facts": {"store": "amazon", "colour": "red"}}, "facts"),
        ({"facts": {"store": "amazon"}, "goal": 1}, "scenario"),
    ],
)
def test_a_mistake_in_a_scenario_is_told_with_its_field(document, field):
    with pytest.raises(InvalidInput) as refused:
        scenario.parse("test", document)
    assert refused.value.field == field


def test_a_missing_scenario_is_told_with_the_names_there_are():
    with pytest.raises(InvalidInput, match="amazon_headphones"):
        scenario.load("no_such_thing")


def test_yaml_that_is_none_is_told_as_unreadable(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("facts: [")
    with pytest.raises(InvalidInput, match="cannot read"):
        scenario.load(str(path))
