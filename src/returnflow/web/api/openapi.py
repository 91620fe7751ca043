"""`GET /api/openapi.json`: the description of the API, made from the code that answers it."""

from flask import Blueprint, Response, current_app, json

from returnflow.web.openapi.document import document

blueprint = Blueprint("openapi", __name__)


@blueprint.get("/api/openapi.json")
def described() -> Response:
    """OpenAPI 3.1."""
    return Response(json.dumps(document(current_app)), content_type="application/json")
