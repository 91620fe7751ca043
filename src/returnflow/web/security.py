"""What every request must be and every response must say.

Owns the content security policy, the other security headers and the origin check. No tokens for cross-site requests: browsers
say themselves where a request comes from (Sec-Fetch-Site, since 2023 in all of them; Origin before). Must not know pages.
"""

import re
from urllib.parse import urlsplit

from flask import Flask, Response, request

from returnflow.errors import Forbidden, InvalidInput
from returnflow.media.address import http_url
from returnflow.media.server import WEBHOOK_PATH
from returnflow.notify.opt_out import PATH as OPT_OUT_PATH
from returnflow.returns.link import PATH as RETURN_PATH
from returnflow.web.problems import MOST_KIB

HOST = re.compile(r"([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(?::\d+)?")
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
MAX_BODY = MOST_KIB * 1024
TRACKING_PATH = "/webhooks/tracking"
SIGNED_BY_SENDER = frozenset({WEBHOOK_PATH, TRACKING_PATH})  # carries its own proof and is never sent by a browser
# The one click that stops messages, which mail programs post to from wherever they are, and a return's page with its plain forms.
ADDRESS_IS_PROOF = (OPT_OUT_PATH, RETURN_PATH)


def content_policy(media_url: str) -> str:
    """Nothing but our own files, and the media server by ws and by http (the client asks it why a join failed)."""
    parts = urlsplit(media_url)
    media = f"{parts.scheme}://{parts.netloc} {http_url(f'{parts.scheme}://{parts.netloc}')}"
    return "; ".join([
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "media-src 'self'", f"connect-src 'self' {media}", "manifest-src 'self'", "worker-src 'none'", "object-src 'none'",
        "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
    ])


def host_name() -> str:
    """The name by which the caller reached us, without the port. It goes into a header: what is no name is not repeated."""
    match = HOST.fullmatch(request.host)
    return match[1] if match else "localhost"


def check_origin() -> None:
    """Refuse writes that another site made the browser send, and bodies that a form could have sent."""
    if request.method in SAFE or request.path in SIGNED_BY_SENDER or request.path.startswith(ADDRESS_IS_PROOF):
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        raise Forbidden(f"request from another site ({site})")
    if site is None and origin is not None and urlsplit(origin).netloc != request.host:
        raise Forbidden(f"request from another origin ({origin})")
    if request.mimetype != "application/json":
        raise InvalidInput("the body must be application/json", field="Content-Type")


def register(app: Flask, media_url: str) -> None:
    """Put both checks around every request of the app."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(check_origin)

    @app.after_request
    def _headers(response: Response) -> Response:
        given = response.headers
        given["Content-Security-Policy"] = content_policy(media_url.replace("{host}", host_name()))
        given["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"
        given["X-Content-Type-Options"] = "nosniff"
        given["X-Frame-Options"] = "DENY"
        given["Referrer-Policy"] = "no-referrer"
        given["Cross-Origin-Opener-Policy"] = "same-origin"
        given["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.is_secure:
            given["Strict-Transport-Security"] = "max-age=31536000"
        given.setdefault("Cache-Control", "no-store")
        return response
