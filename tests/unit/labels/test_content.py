import pytest

from returnflow.labels.content import content
from returnflow.labels.sample import tracking_for
from returnflow.returns.model import Method
from returnflow.stores import merchant


def facts(made, order, items=("thing",)):
    to = merchant.load().centres()[made.store]
    return content(made, order.customer, items, to, tracking_for(made.rma, to.zip), "RF1.x.y")


def test_a_label_says_where_it_goes_and_whose_it_is(made, order):
    shown = facts(made, order)
    assert shown.to[-1] == "Springfield IL 62701"
    assert shown.sender == ("Maria Carter", "60614")
    assert shown.order_ending == "1823"
    assert shown.return_by == made.return_by


def test_the_code_is_shown_in_two_groups_that_can_be_said(made, order):
    assert facts(made, order).spoken_code.split() == [made.drop_off_code[:3], made.drop_off_code[3:]]


@pytest.mark.parametrize("method", Method)
def test_every_way_back_has_its_steps(variant, order, method):
    shown = facts(variant(method=method), order)
    assert shown.drop_off
    assert shown.packing


def test_who_needs_no_printer_is_told_so(variant, order):
    assert "Nothing needs to be printed" in " ".join(facts(variant(method=Method.DROP_OFF_CODE), order).drop_off)
    assert "Put this page into the box." not in facts(variant(method=Method.DROP_OFF_CODE), order).with_slip
    assert facts(variant(method=Method.PRINTED_LABEL), order).with_slip == "Put this page into the box."
