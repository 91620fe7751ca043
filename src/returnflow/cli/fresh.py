"""Orders that nobody has returned yet: an item can go back only once, demos and measurements want to send it back again."""

from collections.abc import Callable
from dataclasses import replace

from returnflow import bootstrap
from returnflow.returns.model import Store
from returnflow.settings import Settings
from returnflow.simulate.scenario import Scenario


def fresh_orders(settings: Settings) -> Callable[[str], str]:
    """Puts an order like the known one into the store and gives its number; a number that is not the demo's stays as it is."""
    from returnflow.stores import demo

    store, clock = bootstrap.database(settings), bootstrap.clock(settings)
    known = {order.number for order in demo.to_try()}

    def fresh(number: str) -> str:
        return demo.new_order(store, clock(), like=number).number if number in known else number

    return fresh


def unreturned(scenario: Scenario, settings: Settings) -> Scenario:
    """The scenario as it is, or with a new order when something of its own has gone back already."""
    facts, store = scenario.facts, bootstrap.database(settings)
    try:
        with store.read() as work:
            returned = work.returns.for_order(Store(facts.store), facts.order_number)
    finally:
        store.close()
    if not returned:
        return scenario
    return replace(scenario, facts=replace(facts, order_number=fresh_orders(settings)(facts.order_number)))
