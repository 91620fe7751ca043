"""Running the web process: gunicorn with threads, configured in code, and the TLS front for the local network.

Owns the server's settings and why. One process on purpose: SQLite has one writer, and the rate limits count in memory. Must not
build the application: it is handed a function that does, called after the fork.
"""

from collections.abc import Callable
from typing import Any

import structlog
from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from returnflow.media.ports import free_tcp
from returnflow.settings import Settings
from returnflow.web.certificate import Certificate, ensure, lan_addresses
from returnflow.web.front import Front, Route

log = structlog.get_logger(__name__)
LOOPBACK = "127.0.0.1"


def serve(settings: Settings, application: Callable[[], Flask], say: Callable[[str], None] = print) -> None:
    """Serve until a signal. With `lan`, also https on every interface; the fingerprint is told to compare in the browser."""
    if not settings.lan:
        _Server(application, _options(settings, [f"{settings.host}:{settings.port}"])).run()
        return
    inside = free_tcp()
    certificate = ensure(settings.data, lan_addresses())
    for address in lan_addresses() or ("localhost",):
        say(f"https://{address}:{settings.https_port}/")
    say(f"certificate SHA-256 {certificate.fingerprint}")
    options = _options(settings, [f"{LOOPBACK}:{settings.port}", f"{LOOPBACK}:{inside}"])
    options |= {"proxy_protocol": "v1", "proxy_allow_ips": LOOPBACK, "post_worker_init": _starter(settings, certificate, inside)}
    _Server(lambda: _https_behind(application(), inside), options).run()


def _options(settings: Settings, bind: list[str]) -> dict[str, Any]:
    return {
        "bind": bind,
        "worker_class": "gthread",
        "workers": 1,
        "threads": settings.web_threads,
        "keepalive": 15,  # seconds: a page asks again within its call, a new connection costs a handshake
        "timeout": 30,
        "graceful_timeout": 5,
        "accesslog": None,  # one line a request says nothing that the call's record does not, and addresses may hold a name
        "errorlog": "-",
        "loglevel": "warning",
        "control_socket_disable": True,
        "worker_tmp_dir": None,
        "proc_name": "returnflow-web",
    }


def _starter(settings: Settings, certificate: Certificate, inside: int) -> Callable[[Any], None]:
    """Threads do not survive a fork, so the front starts in the worker, not in gunicorn's parent."""
    routes = (Route(settings.https_port, inside, announce=True), Route(settings.livekit_tls_port, settings.livekit_port))

    def start(worker: Any) -> None:
        worker.returnflow_front = Front(certificate, routes)
        ports = worker.returnflow_front.start()
        log.info("serving the local network", ports=ports)

    return start


def _https_behind(app: Flask, port: int) -> Flask:
    """Requests that came through the TLS front are https: cookies get Secure, and origins compare right."""
    inner = app.wsgi_app

    def outer(environ: dict[str, Any], start_response: Any) -> Any:
        if environ.get("SERVER_PORT") == str(port):
            environ["wsgi.url_scheme"] = "https"
        return inner(environ, start_response)

    app.wsgi_app = outer  # type: ignore[method-assign]
    return app


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn's own way of being embedded."""

    def __init__(self, application: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._application = application
        self._given = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._given.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._application()
