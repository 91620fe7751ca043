"""The self-signed certificate for the local network: browsers give no microphone to a page without https.

Owns `<data>/lan-cert.pem` and `lan-key.pem` (0600): made once, made anew when they run out or the machine's addresses have
changed. Must not know who serves with them.
"""

import contextlib
import ipaddress
import os
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

VALID_DAYS = 397  # browsers refuse a longer life


@dataclass(frozen=True, slots=True)
class Certificate:
    """`fingerprint` is SHA-256 in the form browsers show it, for a person to compare."""

    cert: Path
    key: Path
    fingerprint: str


def lan_addresses() -> tuple[str, ...]:
    """IPv4 addresses of the interfaces that are up, without loopback and link-local ones."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    found = []
    for name, addresses in psutil.net_if_addrs().items():
        for each in addresses:
            if name in up and each.family == socket.AF_INET:
                address = ipaddress.ip_address(each.address)
                if not (address.is_loopback or address.is_link_local):
                    found.append(each.address)
    return tuple(found)


def ensure(folder: Path, addresses: tuple[str, ...], now: datetime | None = None) -> Certificate:
    """The certificate for these addresses (and localhost), from `folder` when it still fits."""
    moment = now or datetime.now(UTC)
    cert_path, key_path = folder / "lan-cert.pem", folder / "lan-key.pem"
    if cert_path.is_file() and key_path.is_file():
        kept = x509.load_pem_x509_certificate(cert_path.read_bytes())
        if kept.not_valid_after_utc > moment + timedelta(days=1) and _names(kept) >= set(addresses):
            return Certificate(cert_path, key_path, _fingerprint(kept))
    key = ec.generate_private_key(ec.SECP256R1())
    made = _sign(key, addresses, moment)
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write(key_path, private)
    _write(cert_path, made.public_bytes(serialization.Encoding.PEM))
    return Certificate(cert_path, key_path, _fingerprint(made))


def _sign(key: ec.EllipticCurvePrivateKey, addresses: tuple[str, ...], now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "ReturnFlow on this network")])
    names: list[x509.GeneralName] = [x509.DNSName("localhost"), x509.DNSName(socket.gethostname())]
    names += [x509.IPAddress(ipaddress.ip_address(each)) for each in ("127.0.0.1", *addresses)]
    return (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _names(certificate: x509.Certificate) -> set[str]:
    extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    return {str(address) for address in extension.value.get_values_for_type(x509.IPAddress)}


def _fingerprint(certificate: x509.Certificate) -> str:
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        path.unlink()  # a key is never written into a file that somebody else could already have opened
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
