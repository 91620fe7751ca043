"""What the supervisor runs: the four processes, their commands, environments and signs of readiness.

Owns the addresses of one running installation. Starts nothing.
"""

import os
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import SecretStr

from returnflow import bootstrap
from returnflow.cli.supervise.child import Plan
from returnflow.errors import SetupError
from returnflow.media import server
from returnflow.media.ports import free_tcp, free_udp
from returnflow.settings import Settings
from returnflow.web.certificate import lan_addresses

MEDIA, WEB, WORKER, JOBS = "media", "web", "worker", "jobs"


@dataclass(frozen=True, slots=True)
class Ports:
    """One port for each listener. The worker's is for its health page."""

    web: int
    media: server.MediaPorts
    worker: int
    https: int = 0
    tls: int = 0


def free() -> Ports:
    """Free ports of the loopback interface for everything."""
    return Ports(free_tcp(), server.MediaPorts(free_tcp(), free_udp()), free_tcp())


def fixed(settings: Settings) -> Ports:
    """The ports in the settings; a 0 there is a free one."""
    tcp = (settings.livekit_tcp_port or free_tcp()) if settings.lan else 0
    media = server.MediaPorts(settings.livekit_port or free_tcp(), settings.livekit_udp_port or free_udp(), tcp)
    https = (settings.https_port or free_tcp()) if settings.lan else 0
    tls = (settings.livekit_tls_port or free_tcp()) if settings.lan else 0
    return Ports(settings.port or free_tcp(), media, settings.worker_port or free_tcp(), https, tls)


def placed(settings: Settings, ports: Ports) -> Settings:
    """The settings of the running installation: ports and the media server's address filled in, folders absolute."""
    return settings.model_copy(
        update={
            "data": settings.data.resolve(),
            "cache": settings.cache.resolve(),
            "port": ports.web,
            "worker_port": ports.worker,
            "livekit_port": ports.media.signal,
            "livekit_udp_port": ports.media.udp,
            "livekit_tcp_port": ports.media.tcp or settings.livekit_tcp_port,
            "livekit_tls_port": ports.tls or settings.livekit_tls_port,
            "https_port": ports.https or settings.https_port,
            "livekit_url": settings.livekit_url or f"ws://127.0.0.1:{ports.media.signal}",
        }
    )


def environment(settings: Settings) -> dict[str, str]:
    """All settings as a child's environment, so that a child sees exactly what its supervisor was given."""
    found = {}
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        plain = value.get_secret_value() if isinstance(value, SecretStr) else value
        found[f"RETURNFLOW_{name.upper()}"] = str(plain)
    return found


def web_url(settings: Settings) -> str:
    """Where this machine reaches the pages: plain http on loopback, also when the network is served by https besides."""
    return f"http://127.0.0.1:{settings.port}"


def worker_id() -> str:
    """The worker's name in the database: its supervisor's, so that a dead worker's places are taken back at once."""
    return f"{socket.gethostname()}-{os.getpid()}"


def plans(settings: Settings, ports: Ports, *, own_media: bool) -> list[Plan]:
    """The processes in the order of starting. `settings` are the placed ones."""
    children = environment(settings) | {"PYTHONUNBUFFERED": "1"}
    made = [media(settings, ports)] if own_media else []
    needs = MEDIA if own_media else ""
    named = {**children, "RETURNFLOW_WORKER_ID": worker_id()}
    return [
        *made,
        Plan(WORKER, _ours("worker"), named, _page(f"http://127.0.0.1:{ports.worker}/"), needs),
        Plan(JOBS, _ours("jobs"), children, needs=needs),
        Plan(WEB, _ours("web"), children, _page(f"{web_url(settings)}/readyz"), needs),
    ]


def media(settings: Settings, ports: Ports) -> Plan:
    """The media server, its configuration written."""
    keys = bootstrap.keys(settings)
    address = _lan_address() if settings.lan else ""
    webhook = f"{web_url(settings)}{server.WEBHOOK_PATH}"
    document = server.configuration(keys, ports.media, webhook=webhook, address=address, verbose=settings.log_level == "DEBUG")
    config = server.write(settings.data, document)
    url = f"ws://127.0.0.1:{ports.media.signal}"
    return Plan(MEDIA, (str(server.find(settings)), "--config", str(config)), ready=lambda: server.answers(url))


def _lan_address() -> str:
    addresses = lan_addresses()
    if not addresses:
        raise SetupError("no interface has an IPv4 address of a network", fix="connect to one, or leave out --lan")
    return addresses[0]


def _ours(command: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "returnflow.cli", command)


def _page(url: str) -> Callable[[], bool]:
    """A check that asks a local page for a 200."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    def answers() -> bool:
        try:
            with opener.open(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    return answers
