"""Tables, engine, repositories, migrations. SQL lives here only."""

from returnflow.database.engine import Database
from returnflow.database.rows import AuditRow, BatchRow, CallbackRow, CallRow, HandoffRow, OutboxRow, TimelineItem
from returnflow.database.work import DatabaseWork

__all__ = [
    "AuditRow",
    "BatchRow",
    "CallRow",
    "CallbackRow",
    "Database",
    "DatabaseWork",
    "HandoffRow",
    "OutboxRow",
    "TimelineItem",
]
