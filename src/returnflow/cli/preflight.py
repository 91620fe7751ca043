"""What must hold before anything starts: the cheap checks, in the order in which a person would fix them."""

from returnflow.errors import SetupError
from returnflow.media import server
from returnflow.observe.checks import Finding, attempt, machine, require, storage
from returnflow.settings import Settings


def wanted_ports(settings: Settings) -> list[tuple[str, str, int]]:
    """The listeners of an installation: what for, protocol, number."""
    found = [("web", "tcp", settings.port)]
    if not settings.livekit_url:
        found += [("media server", "tcp", settings.livekit_port), ("media", "udp", settings.livekit_udp_port)]
    if settings.lan:
        found += [("pages by https", "tcp", settings.https_port), ("media by TCP", "tcp", settings.livekit_tcp_port)]
        found += [("signalling by TLS", "tcp", settings.livekit_tls_port)]
    return [*found, ("worker", "tcp", settings.worker_port)]


def program(settings: Settings) -> Finding:
    """The media server's program; for one that runs elsewhere, its address."""
    if settings.livekit_url:
        return attempt("media server address", lambda: _elsewhere(settings.livekit_url))
    return attempt("media server program", lambda: _program(settings))


def _elsewhere(url: str) -> str:
    if not server.answers(url, timeout=5):
        raise SetupError(f"{url} does not answer", fix="start that media server, or correct RETURNFLOW_LIVEKIT_URL")
    return url


def _program(settings: Settings) -> str:
    found = server.find(settings)
    version = server.version(found)
    if version != server.VERSION:
        fix = f"put {server.PROGRAM} {server.VERSION} first on PATH, or set RETURNFLOW_LIVEKIT_SERVER to it"
        raise SetupError(f"{found} is version {version or 'unknown'}; {server.VERSION} is the one tested", fix=fix)
    return f"{found} {version}"


def findings(settings: Settings) -> list[Finding]:
    """Every cheap check: some 50 ms in all."""
    from returnflow.voice.stt import prepare
    from returnflow.web.assets import STATIC

    models = prepare.folder(settings)
    return [
        machine.python(),
        machine.interfaces(),
        machine.writable("data folder", settings.data, "RETURNFLOW_DATA"),
        machine.disk(settings.data),
        machine.clock(),
        program(settings),
        machine.ports(wanted_ports(settings)),
        storage.models(lambda: prepare.problems(models), models),
        storage.bundle(STATIC),
    ]


def check(settings: Settings) -> None:
    """Raise SetupError for the first thing that is missing."""
    for finding in findings(settings):
        require(finding)
