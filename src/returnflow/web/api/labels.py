"""`GET /api/calls/current/label.pdf`, `.png`, `.txt` and `/drop-off.svg`: the label of the return that this browser's own call
created, as a file, as a picture, in words for screen readers, and its code for the counter's scanner. `?parcel=2` is the second.

Owns who may have it: only the browser whose signed cookie names the call, only the return that this call created (one exists only
after verification), only a released label. Must not know how a label is made.
"""

import zxingcpp
from flask import Blueprint, Response, request, send_file

from returnflow.errors import InvalidInput, NotFound
from returnflow.returns.model import Label, LabelState
from returnflow.web.api.record import own_call
from returnflow.web.parts import parts

blueprint = Blueprint("labels", __name__)
TYPES = {"pdf": "application/pdf", "png": "image/png", "txt": "text/plain"}


@blueprint.get("/api/calls/current/label.<any(pdf, png, txt):kind>")
def label(kind: str) -> Response:
    """The label in one form; the PDF as a file to keep."""
    name = _label(own_call().call_id).file or ""
    path = (parts().settings.labels / name).with_suffix(f".{kind}").resolve()
    if not path.is_file():
        raise NotFound("the label's file has been removed", fix="ask for it again in a minute")
    keep = kind == "pdf"
    response = send_file(path, mimetype=TYPES[kind], as_attachment=keep, download_name=path.name, conditional=False)
    response.headers["Cache-Control"] = "private, no-store"
    return response


@blueprint.get("/api/calls/current/drop-off.svg")
def drop_off() -> Response:
    """The label's QR code, to be held under a scanner from the screen."""
    code = zxingcpp.create_barcode(_label(own_call().call_id).qr, zxingcpp.BarcodeFormat.QRCode, ecLevel="M")
    response = Response(code.to_svg(add_quiet_zones=True), content_type="image/svg+xml")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _label(call_id: str) -> Label:
    """The label, of the parcel asked for, of the newest return of this call whose label was read back and released."""
    parcel = _parcel()
    with parts().database.read() as work:
        found = [work.labels.get(made.rma, parcel) for made in work.returns.for_call(call_id)]
    released = [each for each in found if each is not None and each.state is LabelState.RELEASED]
    if not released:
        raise NotFound("there is no label in this call yet")
    return released[-1]


def _parcel() -> int:
    text = request.args.get("parcel", "1")
    if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 2 and int(text)):
        raise InvalidInput("not the number of a parcel", field="parcel", fix="1 to 99")
    return int(text)
