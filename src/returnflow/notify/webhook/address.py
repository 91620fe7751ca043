"""Where an address on the web really leads: the check that keeps our requests out of networks they have no business in.

The URL is the operator's own, so this guards against a slip and against a name that is pointed elsewhere later (metadata services
of clouds, databases next door). The name is resolved once, every address it has is judged, and that very address is connected to.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from returnflow.errors import SetupError, UpstreamUnavailable

PRIVATE = "RETURNFLOW_MERCHANT_WEBHOOK_PRIVATE"
TRIED = 3  # addresses of one name
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """One place to connect to. `url` has the address in it, `host` is the name for the Host header and the certificate."""

    url: str
    host: str
    name: str


def parse(url: str, *, private: bool, field: str) -> SplitResult:
    """The parts of a URL that may be posted to. Raises SetupError for anything else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SetupError(f"not a URL: {error}", field=field, fix="write it as https://host/path") from error
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise SetupError("not an https:// URL", field=field, fix="write it as https://host/path")
    if parts.username or parts.password or parts.fragment:
        raise SetupError("a URL with a password or a fragment is not posted to", field=field, fix="leave them out")
    if parts.scheme == "http" and not private:
        fix = f"use https, or set {PRIVATE}=true for a receiver in your own network"
        raise SetupError("events are sent over https only", field=field, fix=fix)
    return parts


def places(parts: SplitResult, *, private: bool) -> list[Place]:
    """Where to connect to, best first. Raises SetupError for a private network, UpstreamUnavailable when nothing has that name.

    With `private`, addresses of the operator's own networks and of this machine are allowed.
    """
    name, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    found = _resolve(name, port)
    closed = [address for address in found if not private and not _public(address)]
    if closed:
        fix = f"use a public address, or set {PRIVATE}=true for a receiver in your own network"
        raise SetupError(f"{name} leads to {closed[0]}, which is not on the internet", fix=fix)
    query = f"?{parts.query}" if parts.query else ""
    shown = _bracketed(name) if port == _PORTS[parts.scheme] else f"{_bracketed(name)}:{port}"
    path = f"{parts.path or '/'}{query}"
    return [Place(f"{parts.scheme}://{_bracketed(address)}:{port}{path}", shown, name) for address in found[:TRIED]]


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _resolve(name: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UpstreamUnavailable("merchant", f"no address for {name}: {error}", fix="check the name in the URL") from error
    return list(dict.fromkeys(str(address[4][0]) for address in found))


def _public(text: str) -> bool:
    """Whether an address is on the internet. One that carries another inside (mapped, 6to4, NAT64) is judged by that too."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if not address.is_global or address.is_multicast:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    inner = address.ipv4_mapped or address.sixtofour
    if inner is None and address in _NAT64:
        inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return inner is None or _public(str(inner))
