"""The certificate for the local network is made once, kept private, and made anew when it no longer fits."""

import ssl
import stat
from datetime import UTC, datetime, timedelta

from cryptography import x509

from returnflow.web.certificate import ensure, lan_addresses

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def names(made):
    certificate = x509.load_pem_x509_certificate(made.cert.read_bytes())
    extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    addresses = {str(each) for each in extension.get_values_for_type(x509.IPAddress)}
    return addresses | set(extension.get_values_for_type(x509.DNSName))


def test_it_is_for_the_machines_addresses_and_for_localhost(tmp_path):
    assert {"192.168.1.7", "127.0.0.1", "localhost"} <= names(ensure(tmp_path, ("192.168.1.7",), NOW))


def test_it_is_kept_as_long_as_it_fits(tmp_path):
    first = ensure(tmp_path, ("192.168.1.7",), NOW)
    assert ensure(tmp_path, ("192.168.1.7",), NOW + timedelta(days=300)) == first
    assert ensure(tmp_path, (), NOW) == first


def test_a_new_address_needs_a_new_one(tmp_path):
    first = ensure(tmp_path, ("192.168.1.7",), NOW)
    second = ensure(tmp_path, ("10.0.0.4",), NOW)
    assert second.fingerprint != first.fingerprint
    assert "10.0.0.4" in names(second)


def test_one_that_runs_out_is_replaced(tmp_path):
    first = ensure(tmp_path, (), NOW)
    assert ensure(tmp_path, (), NOW + timedelta(days=397)).fingerprint != first.fingerprint


def test_only_the_owner_may_read_the_key(tmp_path):
    made = ensure(tmp_path, (), NOW)
    assert stat.S_IMODE(made.key.stat().st_mode) == 0o600


def test_the_fingerprint_is_written_as_browsers_show_it(tmp_path):
    made = ensure(tmp_path, (), NOW)
    groups = made.fingerprint.split(":")
    assert len(groups) == 32
    assert all(len(each) == 2 and each == each.upper() for each in groups)


def test_a_tls_server_takes_it(tmp_path):
    made = ensure(tmp_path, (), NOW)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made.cert, made.key)
    assert context.cert_store_stats()["x509"] == 0


def test_loopback_is_no_address_of_the_local_network():
    assert not any(each.startswith("127.") for each in lan_addresses())
