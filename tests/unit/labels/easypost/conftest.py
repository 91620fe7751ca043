"""EasyPost's double on loopback, a client of it that waits for nothing, a carrier that buys from it."""

import pytest
from pydantic import SecretStr

from returnflow.labels.easypost.carrier import EasyPostCarrier
from returnflow.labels.easypost.client import EasyPost
from returnflow.labels.easypost.shipments import request
from returnflow.returns.model import Address, Customer
from returnflow.stores import merchant
from tests.doubles.easypost import KEY, EasyPostDouble, start


@pytest.fixture
def double():
    running = EasyPostDouble()
    stop = start(running)
    yield running
    stop()


@pytest.fixture
def waited():
    """Seconds that the client would have waited."""
    return []


@pytest.fixture
def client(double, waited):
    with EasyPost(SecretStr(KEY), double.url, timeout_s=2, sleep=waited.append) as client:
        yield client


@pytest.fixture
def asked():
    """What is asked for one parcel of a customer with an address."""
    home = Address("Maria Carter", "1 Elm Street", "Chicago", "IL", "60614")
    centre = Address("Sample Return Centre A", "100 Example Way", "Springfield", "IL", "62701")
    customer = Customer("c", "Maria Carter", "Carter", "60614", "maria@example.com", "+13125550101", home)
    return request("RF-7K4M-92XM-1", customer, centre, 900)


@pytest.fixture
def carrier(client, folder):
    return EasyPostCarrier(client, folder, b"secret", merchant.load().centres(), weight_g=900)
