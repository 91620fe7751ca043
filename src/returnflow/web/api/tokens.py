"""`POST /api/voice-token`: credentials for one caller.

Owns the request's shape. Who gets which room is the platform's business.
"""

from flask import Blueprint, Response, jsonify

from returnflow.web import limits, session
from returnflow.web.api.body import document, flag
from returnflow.web.parts import parts
from returnflow.web.security import host_name

blueprint = Blueprint("tokens", __name__)


@blueprint.post("/api/voice-token")
@limits.per_address
@limits.per_caller
def voice_token() -> Response:
    """Body: `{"record": bool}`, optional. The call he is in, or a new one; 503 when every line is taken."""
    credentials = parts().platform.credentials(session.current().key, record=flag(document(), "record"))
    session.remember_call(credentials.call_id)
    return jsonify(credentials.to_document(host_name()))
