"""Preconditions: one check a function, one finding a check, one fix a finding.

Owns what is looked at. Must not know who prints it; what needs a heavy object is handed a function that makes it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from returnflow.errors import ReturnFlowError, SetupError


@dataclass(frozen=True, slots=True)
class Finding:
    """`detail` is what was seen; `fix` is one thing to do, and empty when all is well."""

    name: str
    ok: bool
    detail: str
    fix: str = ""


def good(name: str, detail: str) -> Finding:
    """All is well."""
    return Finding(name, True, detail)


def bad(name: str, detail: str, fix: str) -> Finding:
    """Something is missing."""
    return Finding(name, False, detail, fix)


def attempt(name: str, check: Callable[[], str]) -> Finding:
    """Run a check that returns what it saw, or raises one of our errors or an operating system's."""
    try:
        return good(name, check())
    except ReturnFlowError as error:
        return bad(name, error.message, error.fix or "read the message")
    except OSError as error:
        return bad(name, f"{error.strerror or error}", "see the message of the operating system")


def require(finding: Finding) -> None:
    """Raise SetupError for a finding that is not good."""
    if not finding.ok:
        raise SetupError(finding.detail, field=finding.name, fix=finding.fix)
