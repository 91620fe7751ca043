from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from returnflow.returns.facts import circumstances, inputs, line_facts, line_from
from returnflow.returns.judging import Circumstances
from returnflow.returns.model import Handling, Money, OrderLine, Seller, Tender
from returnflow.returns.policy.rows import Trigger
from returnflow.returns.replacements import Origin

from .test_eligibility_properties import LINES


@given(st.sampled_from(LINES))
def test_an_order_line_comes_back_from_its_facts(line):
    assert line_from(line_facts(line)) == line


def test_every_field_of_a_line_is_among_its_facts(world):
    line = replace(
        world.line(tender=Tender.POINTS, seller=Seller.MARKETPLACE, shipped_at=world.now, promised_at=world.now),
        promotion=Money(5), shipping=Money(7), bundle="kit", gift=True, weight_g=3, replaces="111-0000000-0000000", parcel=2,
    )  # fmt: skip
    assert set(line_facts(line)) == {field.name for field in fields(OrderLine)}
    assert line_from(line_facts(line)) == line


def test_facts_of_an_older_shape_are_read_with_defaults(world):
    facts = line_facts(world.line())
    del facts["bundle"]
    assert line_from({**facts, "colour": "red"}) == world.line()


def test_everything_known_besides_the_line_comes_back(world):
    given = Circumstances(
        triggers=frozenset({Trigger.DAMAGED_BY_CUSTOMER, Trigger.PAID_METHOD}),
        days_late=3,
        damage_percent=20,
        recipient=False,
        together=True,
        origin=Origin(world.line(delivered=30), refunded=True),
        keep_below=Money(900),
        handling=Handling.PERSON,
    )
    assert circumstances(inputs(world.line(), (1,), world.zone, given)) == given
