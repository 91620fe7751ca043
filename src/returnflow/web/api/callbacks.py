"""`POST /api/callbacks`: a number to ring when every line was busy.

Owns what counts as a phone number here. Must not know who rings back.
"""

import re

from flask import Blueprint, Response, jsonify

from returnflow.errors import InvalidInput
from returnflow.web import limits, session
from returnflow.web.api.body import document, text
from returnflow.web.parts import parts

blueprint = Blueprint("callbacks", __name__)
SEPARATORS = re.compile(r"[\s().\-/]+")
NUMBER = re.compile(r"\+?[0-9]{7,15}")  # E.164 allows 15 digits; a local number without area code has 7


@blueprint.post("/api/callbacks")
@limits.per_address
@limits.per_caller
def add() -> tuple[Response, int]:
    """Body: `{"phone": str}`. 201 with the number as understood."""
    phone = SEPARATORS.sub("", text(document(), "phone", longest=40))
    if not NUMBER.fullmatch(phone):
        raise InvalidInput("not a phone number", field="phone", fix="7 to 15 digits, with + for another country")
    with parts().database.begin() as work:
        work.callbacks.add(session.current().call_id or None, phone, parts().clock())
    return jsonify({"phone": phone}), 201
