"""An order in a database and a desk for its returns."""

import pytest

from returnflow.returns.model import Money, Reason

from .desk import Desk


@pytest.fixture
def order(db, world):
    """Three units of one line, two of another."""
    order = world.order(
        world.line(quantity=3, price=Money(1299), tax=Money(322)),
        world.line(quantity=2, price=Money(2500), tax=Money(401), short_name="lamp"),
    )
    with db.begin() as work:
        work.orders.add(order)
    return order


@pytest.fixture
def desk(db, world, order):
    return Desk(db, world, order)


@pytest.fixture
def desk_for(db, world):
    """A desk for an order of one line made from keywords."""

    def make(**given):
        order = world.order(**given)
        with db.begin() as work:
            work.orders.add(order)
        return Desk(db, world, order)

    return make


@pytest.fixture
def kept(desk_for):
    """A desk whose item the customer keeps, and what it is asked for."""
    desk = desk_for(category="perishable")
    return desk, desk.item(reason=Reason.DAMAGED_IN_TRANSIT)
