"""The tables, one file a noun. Importing this package registers them all on `Base.metadata`."""

from returnflow.database.tables.after import DisputeTable, ReturnEventTable, TrackingEventTable
from returnflow.database.tables.attempts import AttemptTable
from returnflow.database.tables.audit import AuditTable
from returnflow.database.tables.base import Base
from returnflow.database.tables.calls import CallTable, TimelineTable
from returnflow.database.tables.codes import CodeTable
from returnflow.database.tables.handoffs import CallbackTable, HandoffTable
from returnflow.database.tables.labels import LabelTable
from returnflow.database.tables.opt_outs import OptOutTable
from returnflow.database.tables.orders import OrderBatchTable, OrderLineTable, OrderTable
from returnflow.database.tables.outbox import OutboxTable
from returnflow.database.tables.requests import RequestTable
from returnflow.database.tables.returns import RefundTable, ReturnLineTable, ReturnTable, ReturnUnitTable
from returnflow.database.tables.workers import PlaceTable, WorkerTable

__all__ = [
    "AttemptTable", "AuditTable", "Base", "CallTable", "CallbackTable", "CodeTable", "DisputeTable", "HandoffTable",
    "LabelTable", "OptOutTable", "OrderBatchTable", "OrderLineTable", "OrderTable", "OutboxTable", "PlaceTable",
    "RefundTable", "RequestTable", "ReturnEventTable", "ReturnLineTable", "ReturnTable", "ReturnUnitTable", "TimelineTable",
    "TrackingEventTable", "WorkerTable",
]  # fmt: skip
