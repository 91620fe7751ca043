"""Own orders from a file: read line by line, checked whole, then added unseen and published by one switch."""

from returnflow.stores.importing.mistakes import ImportRefused, Mistake
from returnflow.stores.importing.run import Imported, import_orders
from returnflow.stores.importing.schema import json_schema

__all__ = ["ImportRefused", "Imported", "Mistake", "import_orders", "json_schema"]
