"""`/healthz` (this process runs) and `/readyz` (a caller would be served), for supervisors and load balancers.

Owns what readiness means: the database answers, the media server takes our keys, a worker has registered places.
"""

from collections.abc import Callable

from flask import Blueprint, Response, jsonify

from returnflow.web.parts import Parts, parts

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def alive() -> Response:
    """Always ok when it answers at all."""
    return jsonify({"status": "ok"})


@blueprint.get("/readyz")
def ready() -> tuple[Response, int]:
    """503 with the reason of each part that is not ready. Full lines are ready: busy is an answer, not a fault."""
    checks = {name: _outcome(check, parts()) for name, check in CHECKS.items()}
    well = all(outcome == "ok" for outcome in checks.values())
    return jsonify({"status": "ready" if well else "not ready", "checks": checks}), 200 if well else 503


def _database(given: Parts) -> str:
    with given.database.read() as work:
        work.places.free(given.clock())
    return "ok"


def _media_server(given: Parts) -> str:
    given.rooms.list()
    return "ok"


def _worker(given: Parts) -> str:
    with given.database.read() as work:
        capacity = work.workers.capacity(given.clock())
    return "ok" if capacity else "no worker has reported in the last 10 s"


CHECKS: dict[str, Callable[[Parts], str]] = {"database": _database, "media_server": _media_server, "worker": _worker}


def _outcome(check: Callable[[Parts], str], given: Parts) -> str:
    try:
        return check(given)
    except Exception as error:  # whatever a part raises, a broken database file too: the answer is "not ready", and why
        return next(iter(str(error).splitlines()), type(error).__name__)
