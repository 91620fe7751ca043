from dataclasses import replace

import pytest

from returnflow.labels.content import content
from returnflow.returns.model import Address, Method
from returnflow.stores import merchant


def facts(made, customer, items=("thing",), **given):
    to = merchant.load().centres()[made.store]
    return content(made, customer, items, to, carrier="usps", tracking="92", qr="RF1.x.y", **given)


def test_a_label_says_where_it_goes_and_whose_it_is(made, order):
    shown = facts(made, order.customer)
    assert shown.destination[-1] == "Springfield IL 62701"
    assert shown.sender == ("Maria Carter", "60614")
    assert shown.order_ending == "1823"
    assert shown.return_by == made.return_by


def test_a_customer_with_an_address_sends_from_there(made, order):
    customer = replace(order.customer, address=Address("Maria Carter", "1 Elm Street", "Chicago", "IL", "60614"))
    assert facts(made, customer).sender == ("Maria Carter", "1 Elm Street", "Chicago IL 60614")


def test_a_name_that_no_carrier_could_read_is_left_out(made, order):
    assert facts(made, replace(order.customer, name="王 小明")).sender[0] == "Customer"


def test_the_code_is_shown_in_two_groups_that_can_be_said(made, order):
    assert facts(made, order.customer).spoken_code.split() == [made.drop_off_code[:3], made.drop_off_code[3:]]


def test_a_parcel_knows_which_it_is(variant, order):
    assert facts(variant(parcels=3), order.customer, parcel=2).which_parcel == "2 of 3"


@pytest.mark.parametrize("method", Method)
def test_every_way_back_has_its_steps(variant, order, method):
    shown = facts(variant(method=method), order.customer)
    assert shown.drop_off
    assert shown.packing


def test_who_needs_no_printer_is_told_so(variant, order):
    assert "Nothing needs to be printed" in " ".join(facts(variant(method=Method.DROP_OFF_CODE), order.customer).drop_off)
    assert "Put this page into the box." not in facts(variant(method=Method.DROP_OFF_CODE), order.customer).with_slip
    assert facts(variant(method=Method.PRINTED_LABEL), order.customer).with_slip == "Put this page into the box."
