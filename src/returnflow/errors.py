"""The one family of errors.

Owns what went wrong as facts: a code, a sentence for the developer or operator, the field and the fix where there is one.
Must not know HTTP statuses, spoken sentences or tool answers: each edge maps the family with its own table.
"""

from datetime import datetime


class ReturnFlowError(Exception):
    """Something a person can act on. `code` is stable and machine-readable; nothing was written unless the class says so."""

    code = "error"

    def __init__(self, message: str, *, field: str | None = None, fix: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.fix = fix

    def __str__(self) -> str:
        where = f" (field: {self.field})" if self.field else ""
        fix = f" Fix: {self.fix}" if self.fix else ""
        return f"{self.message}{where}{fix}"


class InvalidInput(ReturnFlowError):
    """What was handed in is malformed; `field` names the part that is."""

    code = "invalid_input"


class NotFound(ReturnFlowError):
    """There is no such thing, or this caller may not know of it."""

    code = "not_found"


class Conflict(ReturnFlowError):
    """The same key was used for something else, or the state has moved on."""

    code = "conflict"


class Unauthorized(ReturnFlowError):
    """No credentials, or wrong ones."""

    code = "unauthorized"


class Forbidden(ReturnFlowError):
    """Known, but not allowed."""

    code = "forbidden"


class Busy(ReturnFlowError):
    """Every place is taken. `retry_after` is in seconds."""

    code = "busy"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message, fix="try again shortly, or leave a number for a callback")
        self.retry_after = retry_after


class UpstreamUnavailable(ReturnFlowError):
    """A part we depend on did not answer: the media server, a provider, the database."""

    code = "upstream_unavailable"

    def __init__(self, provider: str, message: str, *, fix: str | None = None) -> None:
        super().__init__(message, fix=fix)
        self.provider = provider


class UpstreamRefused(ReturnFlowError):
    """A provider understood us and said no: the same again would be refused again."""

    code = "upstream_refused"

    def __init__(self, provider: str, message: str, *, fix: str | None = None) -> None:
        super().__init__(message, fix=fix)
        self.provider = provider


class NotYet(ReturnFlowError):
    """Nothing is wrong, but it must happen at `until` and not before. No try is counted."""

    code = "not_yet"

    def __init__(self, until: datetime, why: str) -> None:
        super().__init__(f"not before {until.isoformat()}: {why}")
        self.until = until


class SetupError(ReturnFlowError):
    """A precondition of starting is not met. `fix` is one thing to do."""

    code = "setup"


class NotAllowed(ReturnFlowError):
    """A tool or a write was refused by code: not verified, no yes in this turn, or not one of this agent's tools."""

    code = "not_allowed"
