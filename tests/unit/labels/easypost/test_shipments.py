from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnflow.errors import InvalidInput, UpstreamUnavailable
from returnflow.labels.easypost.shipments import Rate, Shipment, carrier_name, choose, request, shipment
from returnflow.returns.model import Address, Customer

HOME = Address("Maria Carter", "1 Elm Street", "Chicago", "IL", "60614")
CENTRE = Address("Sample Return Centre A", "100 Example Way", "Springfield", "IL", "62701")
MARIA = Customer("c", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101", HOME)
RATES = (
    Rate("r1", "USPS", "Priority", Decimal("8.85")),
    Rate("r2", "USPS", "GroundAdvantage", Decimal("10.00")),
    Rate("r3", "UPSDAP", "Ground", Decimal("9.40")),
)
OFFERED = Shipment("shp_1", "", "", "", RATES, "", "", ("USPS: a message",))


@pytest.mark.parametrize(
    ("carrier", "service", "chosen"),
    [("", "", "r1"), ("USPS", "", "r1"), ("usps", "groundadvantage", "r2"), ("UPSDAP", "", "r3"), ("", "Ground", "r3")],
)
def test_the_cheapest_rate_of_what_is_configured_is_bought(carrier, service, chosen):
    assert choose(OFFERED, carrier, service).id == chosen


def test_prices_are_compared_as_numbers():
    assert choose(replace(OFFERED, rates=RATES[1:]), "", "").id == "r3"


@pytest.mark.parametrize(("offered", "told"), [(OFFERED, "USPS Priority"), (replace(OFFERED, rates=()), "USPS: a message")])
def test_where_nothing_fits_it_is_told_what_there_is(offered, told):
    with pytest.raises(UpstreamUnavailable, match=told):
        choose(offered, "DHL", "")


def test_a_return_is_asked_for_with_the_addresses_as_they_were_outbound():
    asked = request("RF-7K4M-92XM-1", MARIA, CENTRE, 900)["shipment"]
    assert asked["is_return"] is True
    assert asked["reference"] == "RF-7K4M-92XM-1"
    assert asked["to_address"]["street1"] == "1 Elm Street"
    assert asked["from_address"]["zip"] == "62701"
    assert asked["parcel"] == {"weight": 31.7}
    assert (asked["options"]["label_format"], asked["options"]["label_size"]) == ("PDF", "4x6")


def test_without_the_customers_address_nothing_is_asked_for():
    with pytest.raises(InvalidInput) as raised:
        request("r", replace(MARIA, address=None), CENTRE, 900)
    assert raised.value.field == "customer.address"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [("USPS", "usps"), ("UPSDAP", "ups"), ("FedExDefault", "fedex"), ("DhlInTheWholeWideWorldNow", "dhlinthewholewideworldno")],
)
def test_a_carrier_is_called_as_we_call_it(theirs, ours):
    assert carrier_name(replace(OFFERED, carrier=theirs)) == ours


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "rates", "postage_label", "selected_rate", "tracker", "messages"]), json_values))
def test_a_document_that_is_no_shipment_is_told_as_such(document):
    with suppress(UpstreamUnavailable):
        assert isinstance(shipment(document), Shipment)
