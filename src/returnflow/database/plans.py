"""What the database does for the queries of a piece of work: whether each finds its rows by an index or reads a whole table.

For tests and measurements. SQLite tells its plan by EXPLAIN QUERY PLAN. PostgreSQL reads a small table whole whatever indexes it
has, so there it is asked what it would do if it could help it (`enable_seqscan = off`).
"""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, event

from returnflow.database.engine import Database
from returnflow.database.work import DatabaseWork

_PLANNED = ("SELECT", "UPDATE", "DELETE", "WITH")
_SCAN = re.compile(r"^SCAN (?!CONSTANT ROW|\()(\S+)|Seq Scan on \w+")
_DERIVED = re.compile(r"^(?:CO-ROUTINE|MATERIALIZE) (\S+)")


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement and the steps in which it is answered."""

    statement: str
    steps: tuple[str, ...]

    @property
    def scans(self) -> tuple[str, ...]:
        """Steps that read a whole table or a whole index. What a step before has found may be read whole."""
        derived = {found[1] for step in self.steps if (found := _DERIVED.match(step))}
        return tuple(step for step in self.steps if (found := _SCAN.search(step)) and found[1] not in derived)


class _Undo(Exception):
    """Leaves a transaction without a trace."""


def plans(database: Database, do: Callable[[DatabaseWork], object]) -> list[Plan]:
    """Run `do` in a write transaction that is dropped, and plan every statement that it made but for insertions."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith(_PLANNED):
            asked.append((statement, parameters))

    with suppress(_Undo), database.begin() as work:
        connection = work._session.connection()
        event.listen(connection, "before_cursor_execute", note)
        try:
            do(work)
        finally:
            event.remove(connection, "before_cursor_execute", note)
        raise _Undo
    with suppress(_Undo), database.begin() as work:
        planned = [_planned(work._session.connection(), *each) for each in asked]
        raise _Undo
    return planned


def _planned(connection: Connection, statement: str, parameters: Any) -> Plan:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
    else:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all()
    return Plan(" ".join(statement.split()), tuple(str(row[-1]).strip() for row in rows))
