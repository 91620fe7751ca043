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
    document = {"status": "ready" if well else "not ready", "checks": checks}
    notes = {name: note for name, check in NOTES.items() if (note := _outcome(check, parts())) != "ok"}
    return jsonify(document | ({"notes": notes} if notes else {})), 200 if well else 503


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


def _outbox(given: Parts) -> str:
    with given.database.read() as work:
        _, dead, overdue_s = work.figures.outbox(given.clock())
    if dead:
        return f"{dead} effects were given up: returnflow outbox list --dead"
    late = f"effects are due since {overdue_s / 60:.0f} minutes: is the jobs process running?"
    return "ok" if overdue_s < LONGEST_OVERDUE_S else late


CHECKS: dict[str, Callable[[Parts], str]] = {"database": _database, "media_server": _media_server, "worker": _worker}
NOTES: dict[str, Callable[[Parts], str]] = {"outbox": _outbox}
"""What an operator should know and no caller notices: told, but no reason to send callers elsewhere."""
LONGEST_OVERDUE_S = 300


def _outcome(check: Callable[[Parts], str], given: Parts) -> str:
    try:
        return check(given)
    except Exception as error:  # whatever a part raises, a broken database file too: the answer is "not ready", and why
        return next(iter(str(error).splitlines()), type(error).__name__)
