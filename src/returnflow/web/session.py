"""Who a browser is to us: an opaque caller key and the call it belongs to, in one signed cookie.

Owns the cookie. It holds no personal fact, cannot be read by scripts, and is worth nothing on another installation.
Must not know what a caller may do.
"""

import secrets
from dataclasses import dataclass, replace

from flask import Flask, Response, g, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

COOKIE = "rf_caller"
SALT = "returnflow.caller.v1"
MAX_AGE_S = 30 * 24 * 3600  # longer than the 24 h for which a caller may be locked out of an order


@dataclass(frozen=True, slots=True)
class Caller:
    """`key` names the browser; `call_id` is the last call it started, "" when none. `known` is False on a first visit."""

    key: str
    call_id: str = ""
    known: bool = True


def current() -> Caller:
    """The caller of this request."""
    caller: Caller = g.caller
    return caller


def remember_call(call_id: str) -> None:
    """Tie a call to this browser."""
    g.caller = replace(current(), call_id=call_id)


def register(app: Flask, secret: str) -> None:
    """Read the cookie before each request and write it back when it is new or has changed."""
    signer = URLSafeTimedSerializer(secret, salt=SALT)

    @app.before_request
    def _read() -> None:
        g.caller = g.caller_given = _load(signer, request.cookies.get(COOKIE, ""))

    @app.after_request
    def _write(response: Response) -> Response:
        caller: Caller | None = g.get("caller")
        if caller is None or not _worth_writing(caller, g.caller_given):
            return response
        value = signer.dumps({"key": caller.key, "call": caller.call_id})
        response.set_cookie(COOKIE, str(value), max_age=MAX_AGE_S, httponly=True, samesite="Lax", secure=request.is_secure)
        return response


def _worth_writing(caller: Caller, given: Caller) -> bool:
    """A first page, or a call begun. Static files and health checks leave no cookie."""
    if caller.call_id != given.call_id:
        return True
    return not caller.known and request.endpoint in ("pages.call", "tokens.voice_token")


def _load(signer: URLSafeTimedSerializer, value: str) -> Caller:
    try:
        document = signer.loads(value, max_age=MAX_AGE_S)
        return Caller(str(document["key"]), str(document["call"]))
    except (BadSignature, KeyError, TypeError):
        return Caller(secrets.token_urlsafe(18), known=False)
