"""The tables, one file a noun. Importing this package registers them all on `Base.metadata`."""

from returnflow.database.tables.attempts import AttemptTable
from returnflow.database.tables.audit import AuditTable
from returnflow.database.tables.base import Base
from returnflow.database.tables.calls import CallTable, TimelineTable
from returnflow.database.tables.handoffs import CallbackTable, HandoffTable
from returnflow.database.tables.orders import OrderBatchTable, OrderLineTable, OrderTable
from returnflow.database.tables.outbox import OutboxTable
from returnflow.database.tables.returns import LabelTable, RefundTable, ReturnLineTable, ReturnTable, ReturnUnitTable
from returnflow.database.tables.workers import PlaceTable, WorkerTable

__all__ = [
    "AttemptTable", "AuditTable", "Base", "CallTable", "CallbackTable", "HandoffTable", "LabelTable", "OrderBatchTable",
    "OrderLineTable", "OrderTable", "OutboxTable", "PlaceTable", "RefundTable", "ReturnLineTable", "ReturnTable",
    "ReturnUnitTable", "TimelineTable", "WorkerTable",
]  # fmt: skip
