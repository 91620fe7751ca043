"""`/metrics` for a scraper on this machine. How many calls there are is nobody else's business."""

import ipaddress

from flask import Blueprint, Response, request

from returnflow.errors import NotFound
from returnflow.observe.metrics import page
from returnflow.web.limits import limiter
from returnflow.web.parts import parts

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
@limiter.exempt
def metrics() -> Response:
    """Prometheus' text format; not found for other machines, also through a trusted proxy."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:
        raise NotFound("no such page")
    body, kind = page(parts().database, parts().clock)
    return Response(body, content_type=kind)
