"""Errors as the web says them: problem+json (RFC 9457).

Owns the one table from the family to HTTP statuses and titles. Must not know what raised them; a `detail` never holds
anything but the error's own message.
"""

from typing import Any

import structlog
from flask import Flask, Response, json, request
from flask_limiter import RateLimitExceeded
from werkzeug.exceptions import HTTPException

from returnflow.errors import (
    Busy,
    Conflict,
    Forbidden,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotYet,
    ReturnFlowError,
    SetupError,
    Unauthorized,
    UpstreamRefused,
    UpstreamUnavailable,
)
from returnflow.returns.model import NotEligible

log = structlog.get_logger(__name__)

STATUSES: dict[type[ReturnFlowError], tuple[int, str]] = {
    InvalidInput: (400, "Something in the request is not right"),
    Unauthorized: (401, "Not signed in"),
    Forbidden: (403, "Not allowed"),
    NotAllowed: (403, "Not allowed"),
    NotFound: (404, "Not found"),
    Conflict: (409, "It has changed meanwhile"),
    NotYet: (409, "It is too early"),
    UpstreamRefused: (502, "A part we need refused"),
    Busy: (503, "All lines are busy"),
    UpstreamUnavailable: (503, "A part we need is not answering"),
    NotEligible: (409, "The rules do not allow it"),
    SetupError: (500, "Not set up"),
}
UNKNOWN = (500, "Something went wrong on our side")
UPSTREAM_RETRY_S = 5
MOST_KIB = 64  # of a body; `security` sets it
CALLBACK = {"href": "/api/callbacks", "method": "POST", "fields": ["phone"]}


def problem(status: int, title: str, code: str, detail: str, **more: Any) -> Response:
    """One problem document. `more` are extension members; None values are left out."""
    document = {"type": f"urn:returnflow:{code}", "title": title, "status": status, "code": code, "detail": detail}
    document |= {name: value for name, value in more.items() if value is not None}
    response = Response(json.dumps(document), status, content_type="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return response


def of_family(error: ReturnFlowError) -> Response:
    """One of ours. A busy line comes with the offer of a callback."""
    status, title = next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), UNKNOWN)
    if status >= 500 and not isinstance(error, Busy):
        log.error("request failed", code=error.code, detail=str(error), path=request.path)
    callback = CALLBACK if isinstance(error, Busy) else None
    response = problem(status, title, error.code, error.message, field=error.field, fix=error.fix, callback=callback)
    if isinstance(error, Busy):
        response.headers["Retry-After"] = str(error.retry_after)
    elif isinstance(error, UpstreamUnavailable):
        response.headers["Retry-After"] = str(UPSTREAM_RETRY_S)
    return response


def of_limit(error: RateLimitExceeded) -> Response:
    """Too many requests; the limiter adds Retry-After."""
    return problem(429, "Too many requests", "rate_limited", f"the limit is {error.description}")


def of_http(error: HTTPException) -> Response:
    """What Flask itself refuses: unknown address, method, body too large, not JSON."""
    status = error.code or 500
    more = {"field": "body", "fix": f"at most {MOST_KIB} KiB"} if status == 413 else {}
    response = problem(status, error.name, f"http_{status}", error.description or error.name, **more)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def of_surprise(error: Exception) -> Response:
    """The boundary for faults of ours: logged with its trace, told without it."""
    log.exception("unexpected error", path=request.path, error=type(error).__name__)
    return problem(*UNKNOWN, code="internal", detail="the fault has been logged; nothing was changed by this request")


def register(app: Flask) -> None:
    """Let the app answer every error as a problem."""
    app.register_error_handler(ReturnFlowError, of_family)
    app.register_error_handler(RateLimitExceeded, of_limit)
    app.register_error_handler(HTTPException, of_http)
    app.register_error_handler(Exception, of_surprise)
