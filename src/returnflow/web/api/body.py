"""Reading request bodies: JSON objects with typed fields, refused with the field's name.

Owns parsing only.
"""

from typing import Any

from flask import request

from returnflow.errors import InvalidInput


def document() -> dict[str, Any]:
    """The body as a JSON object; an empty body is an empty object."""
    if not request.get_data(cache=True):
        return {}
    if not request.is_json:
        raise InvalidInput("the body must be application/json", field="Content-Type")
    try:
        given = request.get_json(silent=True)
    except RecursionError:
        raise InvalidInput("the body is nested too deeply", field="body") from None
    if not isinstance(given, dict):
        raise InvalidInput("the body must be a JSON object", field="body")
    return given


def flag(given: dict[str, Any], name: str) -> bool:
    """A true or false, false when absent."""
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise InvalidInput(f"{name} must be true or false", field=name)
    return value


def text(given: dict[str, Any], name: str, *, longest: int) -> str:
    """A string that is there and not blank."""
    value = given.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InvalidInput(f"{name} is missing", field=name)
    if len(value) > longest:
        raise InvalidInput(f"{name} has more than {longest} characters", field=name)
    return value.strip()
