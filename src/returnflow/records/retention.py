"""How long recordings are kept. Owns the age; deletes files only, the record of the call stays."""

from datetime import datetime, timedelta
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)


def purge(recordings: Path, now: datetime, keep: timedelta) -> int:
    """Delete recordings older than `keep`; how many."""
    if not recordings.is_dir():
        return 0
    oldest = (now - keep).timestamp()
    old = [path for path in recordings.rglob("*") if path.is_file() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    if old:
        log.info("recordings deleted", files=len(old), older_than_days=keep.days)
    return len(old)
