"""`GET /api/calls/current/label.pdf` and `/drop-off.svg`: the label of the return that this browser's own call created, and its
code for the counter's scanner.

Owns who may have it: only the browser whose signed cookie names the call, only the return that this call created (one exists only
after verification), only a released label. Must not know how a label is made.
"""

import zxingcpp
from flask import Blueprint, Response, send_file

from returnflow.errors import NotFound
from returnflow.returns.model import Label, LabelState
from returnflow.web.api.record import own_call
from returnflow.web.parts import parts

blueprint = Blueprint("labels", __name__)


@blueprint.get("/api/calls/current/label.pdf")
def label() -> Response:
    """The PDF, as a file to keep."""
    shown = _label(own_call().call_id)
    path = (parts().settings.labels / f"{shown.rma}.pdf").resolve()
    if not path.is_file():
        raise NotFound("the label's file has been removed")
    response = send_file(path, mimetype="application/pdf", as_attachment=True, download_name=path.name, conditional=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/api/calls/current/drop-off.svg")
def drop_off() -> Response:
    """The label's QR code, to be held under a scanner from the screen."""
    code = zxingcpp.create_barcode(_label(own_call().call_id).qr, zxingcpp.BarcodeFormat.QRCode)
    response = Response(code.to_svg(add_quiet_zones=True), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _label(call_id: str) -> Label:
    """The label of the newest return of this call whose label was read back and released."""
    with parts().database.read() as work:
        found = [work.labels.get(made.rma) for made in work.returns.for_call(call_id)]
    released = [each for each in found if each is not None and each.state is LabelState.RELEASED]
    if not released:
        raise NotFound("there is no label in this call yet")
    return released[-1]
