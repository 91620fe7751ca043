"""Certificates for localhost, and what every message is about: a return in the database."""

import ssl
from types import SimpleNamespace

import pytest

from returnflow.returns.model import Reason
from returnflow.returns.service import open_return
from returnflow.web.certificate import ensure


@pytest.fixture(scope="session")
def tls(tmp_path_factory):
    """A server's context for localhost, and a client's that trusts it and nobody else."""
    made = ensure(tmp_path_factory.mktemp("certificate"), ())
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(made.cert, made.key)
    client = ssl.create_default_context(cafile=made.cert)
    return SimpleNamespace(server=server, client=client, stranger=ssl.create_default_context())


@pytest.fixture
def opened(db, world):
    """Open a return for a line with these facts."""

    def opened(reason=Reason.DEFECTIVE, customer=None, parcels=1, **given):
        order = world.order(**given) if customer is None else world.order(customer=customer, **given)
        with db.begin() as work:
            work.orders.add(order)
            return open_return(
                work, order=order, line_no=1, quantity=1, reason=reason, decision=world.decide(order.line(1), reason),
                now=world.now, parcels=parcels,
            )  # fmt: skip

    return opened
