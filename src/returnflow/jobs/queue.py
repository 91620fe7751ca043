"""The task queue's store: a file of this machine, or Redis when several machines share the work.

Owns which one and how its failures are named. A queue that is lost or replayed harms nothing: the outbox has every row.
"""

from pathlib import Path

from huey import RedisHuey, SqliteHuey
from huey.api import Huey
from redis import RedisError

from returnflow.errors import InvalidInput, UpstreamUnavailable

NAME = "returnflow"
QUEUE_FILE = "jobs.db"
SETTING = "RETURNFLOW_REDIS_URL"


def queue(folder: Path, redis_url: str = "") -> Huey:
    """Redis when there is a URL (`redis://`, `rediss://` or `unix://`), else `<folder>/jobs.db`. Connects on first use."""
    if not redis_url:
        return SqliteHuey(NAME, filename=str(folder / QUEUE_FILE), results=False)
    try:
        return RedisHuey(NAME, url=redis_url, results=False, blocking=True, read_timeout=1)
    except ValueError as error:
        raise InvalidInput(f"not a Redis URL: {error}", field=SETTING, fix="write it as redis://host:6379/0") from error


def waiting(made: Huey) -> int:
    """Tasks that nobody has taken yet. Raises UpstreamUnavailable when the store does not answer."""
    try:
        return int(made.pending_count())
    except RedisError as error:
        raise unavailable(error) from error


def unavailable(error: RedisError) -> UpstreamUnavailable:
    """Redis' own error, named."""
    return UpstreamUnavailable("redis", f"the task queue does not answer: {error}", fix=f"start Redis, or unset {SETTING}")
