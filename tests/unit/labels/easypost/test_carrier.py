"""Labels bought: once, read back, with our slip, whatever dies or fails in between."""

import threading
from dataclasses import replace

import pytest
import structlog

from returnflow.errors import InvalidInput, UpstreamUnavailable
from returnflow.labels import token
from returnflow.labels.checkdigits import valid
from returnflow.labels.easypost.carrier import EasyPostCarrier
from returnflow.labels.easypost.client import EasyPost
from returnflow.labels.reading import codes
from returnflow.returns.model import Address, LabelState
from returnflow.returns.ports import LabelUnreadable
from returnflow.stores import merchant


@pytest.fixture
def customer(order):
    return replace(order.customer, address=Address("Maria Carter", "1 Elm Street", "Chicago", "IL", "60614"))


def test_a_bought_label_is_released_with_our_slip_behind_it(double, carrier, folder, made, customer, world):
    label = carrier.make(made, customer, ["thing"], world.now)
    assert (label.state, label.carrier, label.file) == (LabelState.RELEASED, "usps", f"{made.rma}.pdf")
    assert valid(label.tracking)
    found = codes((folder / label.file).read_bytes())
    assert [(code.page, code.text) for code in found] == [(1, f"42062701\x1d{label.tracking}"), (2, label.qr)]
    assert token.read(label.qr, b"secret") == made.rma
    assert {path.suffix for path in folder.iterdir() if path.is_file()} == {".pdf", ".png", ".zpl", ".txt"}
    said = (folder / f"{made.rma}.txt").read_text()
    assert "USPS GroundAdvantage" in said
    assert "SAMPLE" not in said


def test_making_it_again_buys_nothing(double, carrier, made, customer, world):
    first = carrier.make(made, customer, ["thing"], world.now)
    assert carrier.make(made, customer, ["thing"], world.now) == first
    assert (double.bought, len(double.shipments)) == (1, 1)


def test_each_parcel_is_a_shipment_of_its_own(double, carrier, variant, customer, world):
    made = variant(parcels=2)
    labels = [carrier.make(made, customer, ["thing"], world.now, parcel) for parcel in (1, 2)]
    assert len({label.tracking for label in labels}) == 2
    assert {one["reference"] for one in double.shipments.values()} == {f"{made.rma}-1", f"{made.rma}-2"}


@pytest.mark.parametrize("begins", ["POST /v2/shipments", "GET /files"])
@pytest.mark.parametrize("after", [False, True])
def test_failing_at_any_step_and_trying_again_pays_once(double, carrier, folder, made, customer, world, begins, after):
    double.fail(begins, 500, times=3 if begins.startswith("GET") else 1, after=after)
    with pytest.raises(UpstreamUnavailable):
        carrier.make(made, customer, ["thing"], world.now)
    assert not (folder / f"{made.rma}.pdf").exists()
    carrier.make(made, customer, ["thing"], world.now)
    assert (double.bought, len(double.shipments)) == (1, 1)


def test_an_answer_lost_after_buying_is_found_again_and_nothing_paid_twice(double, carrier, made, customer, world):
    double.fail("POST", 504, after=True)
    original = double.fault
    double.fault = lambda line: original(line) if line.endswith("/buy") else None
    with pytest.raises(UpstreamUnavailable):
        carrier.make(made, customer, ["thing"], world.now)
    assert double.bought == 1
    label = carrier.make(made, customer, ["thing"], world.now)
    assert label.tracking
    assert (double.bought, len(double.shipments)) == (1, 1)


def test_two_who_want_the_same_label_at_once_pay_once(double, client, folder, made, customer, world):
    made_labels, together = [], threading.Barrier(4)

    def make():
        carrier = EasyPostCarrier(client, folder, b"secret", merchant.load().centres(), weight_g=900)
        together.wait()
        made_labels.append(carrier.make(made, customer, ["thing"], world.now))

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(made_labels) == 4
    assert len(set(made_labels)) == 1
    assert (double.bought, len(double.shipments)) == (1, 1)


def test_the_configured_carrier_and_service_are_bought(double, client, folder, made, customer, world):
    centres = merchant.load().centres()
    carrier = EasyPostCarrier(client, folder, b"s", centres, carrier="FedExDefault", service="FEDEX_GROUND", weight_g=900)
    assert carrier.make(made, customer, ["thing"], world.now).carrier == "fedex"
    [shipment] = double.shipments.values()
    assert shipment["selected_rate"]["service"] == "FEDEX_GROUND"


def test_a_service_that_nobody_offers_is_told_and_nothing_bought(double, client, folder, made, customer, world):
    carrier = EasyPostCarrier(client, folder, b"s", merchant.load().centres(), carrier="DHL", weight_g=900)
    with pytest.raises(UpstreamUnavailable, match="USPS Priority"):
        carrier.make(made, customer, ["thing"], world.now)
    assert double.bought == 0


def test_a_label_that_does_not_bear_its_number_is_never_released(double, carrier, folder, made, customer, world):
    double.spoil = True
    with structlog.testing.capture_logs() as lines, pytest.raises(LabelUnreadable, match="the carrier's label"):
        carrier.make(made, customer, ["thing"], world.now)
    assert [path for path in folder.iterdir() if path.is_file()] == []
    assert [line["log_level"] for line in lines if line["event"] == "label_unreadable"] == ["error"]


def test_a_file_that_only_begins_like_a_pdf_is_never_released(double, carrier, folder, made, customer, world):
    carrier.make(made, customer, ["thing"], world.now)
    (folder / f"{made.rma}.pdf").unlink()
    double.files[next(iter(double.files))] = b"%PDF-1.7 and then nothing"
    with pytest.raises(LabelUnreadable, match="the carrier's file"):
        carrier.make(made, customer, ["thing"], world.now)
    assert not (folder / f"{made.rma}.pdf").exists()


def test_a_customer_without_an_address_is_named_before_anything_is_created(double, carrier, made, order, world):
    with pytest.raises(InvalidInput) as raised:
        carrier.make(made, order.customer, ["thing"], world.now)
    assert raised.value.field == "customer.address"
    assert double.shipments == {}


def test_what_was_bought_is_logged_with_its_price_and_without_the_customer(double, carrier, made, customer, world):
    with structlog.testing.capture_logs() as lines:
        carrier.make(made, customer, ["thing"], world.now)
    [line] = [line for line in lines if line["event"] == "a label was bought"]
    assert (line["reference"], line["price"], line["carrier"]) == (f"{made.rma}-1", "6.07", "USPS")
    assert "Carter" not in str(line)
    assert "Elm" not in str(line)


def test_a_client_can_be_closed_and_says_nothing_of_its_key(client):
    assert isinstance(client, EasyPost)
    assert "EZTK" not in repr(vars(client))
