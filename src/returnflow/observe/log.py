"""Logs: our own lines and those of libraries in one form, on standard output, with secrets cut out.

Owns the form. `text` is for the supervisor's terminal, which prefixes each line itself; `json` is for collectors.
"""

import logging
import sys
from typing import Any

import structlog

from returnflow.observe.redact import redact_line

# Libraries that tell their steps at INFO: four lines a call from the agents' framework alone. DEBUG shows them all.
QUIET = ("aiohttp.access", "alembic", "asyncio", "httpx2", "huey", "huey.consumer", "livekit", "livekit.agents", "urllib3")


def configure(process: str, *, level: str = "INFO", json: bool = False, stream: Any = None) -> None:
    """Set up structlog and the standard library's logging for this process. Calling it again replaces the set-up."""
    stamp = structlog.processors.TimeStamper("iso", utc=True) if json else structlog.processors.TimeStamper("%H:%M:%S", utc=False)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        stamp,
        structlog.processors.format_exc_info,
        redact_line,
    ]
    if json:
        shared.insert(0, _named(process))
    render: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if json else _plain
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]
    )
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(level if level in ("DEBUG", "ERROR") else logging.WARNING)


def _named(process: str) -> Any:
    def add(_: Any, __: str, line: dict[str, Any]) -> dict[str, Any]:
        line["process"] = process
        return line

    return add


def _plain(_: Any, __: str, line: dict[str, Any]) -> str:
    """`12:00:01 warning: what happened  name=value …`; a traceback follows on lines of its own."""
    moment, level, event = line.pop("timestamp", ""), line.pop("level", "info"), line.pop("event", "")
    trace = line.pop("exception", "")
    line.pop("stack", None)
    mark = "" if level == "info" else f"{level}: "
    facts = "".join(f"  {name}={value}" for name, value in line.items())
    return f"{moment} {mark}{event}{facts}" + (f"\n{trace}" if trace else "")
