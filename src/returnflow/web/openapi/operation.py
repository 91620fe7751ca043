"""`@operation`: a view whose query and body are read by pydantic models, and which the OpenAPI document describes.

Owns how a mistake in a request is told: the first one, with the field as it was written. Must not know any operation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from returnflow.errors import InvalidInput
from returnflow.web.api.body import document

MARK = "__operation__"
View = Callable[..., Any]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class File:
    """An answer that is a file of one of these types."""

    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """What the document says of one view. `answers`: model or file by status; `problems`: statuses of problem documents."""

    summary: str
    tag: str
    answers: Mapping[int, type[BaseModel] | File]
    problems: tuple[int, ...]
    query: type[BaseModel] | None = None
    body: type[BaseModel] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    security: tuple[str, ...] = ("key", "session")


def operation(
    tag: str,
    answers: Mapping[int, type[BaseModel] | File],
    *,
    problems: tuple[int, ...] = (),
    query: type[BaseModel] | None = None,
    body: type[BaseModel] | None = None,
    headers: Mapping[str, str] | None = None,
    security: tuple[str, ...] = ("key", "session"),
) -> Callable[[View], View]:
    """Hand the view `query=` and `body=` as it declares them; the first line of its docstring is its summary."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(**given: Any) -> Any:
            if query is not None:
                given["query"] = checked_by(query, _single(request.args))
            if body is not None:
                given["body"] = checked_by(body, document())
            return view(**given)

        summary = (view.__doc__ or "").strip().partition("\n")[0]
        setattr(checked, MARK, Operation(summary, tag, answers, problems, query, body, headers or {}, security))
        return checked

    return decorate


def operation_of(view: View | None) -> Operation | None:
    """What the document says of a view; None for one that it does not describe."""
    found: Operation | None = getattr(view, MARK, None)
    return found


def checked_by(model: type[Model], given: Mapping[str, Any]) -> Model:
    """The model of what was given. Raises InvalidInput with the first mistake and its field."""
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        ours = first.get("ctx", {}).get("error")  # raised by a validator of ours: pydantic would put its own words in front
        raise InvalidInput(_told(first["type"], str(ours or first["msg"]), where), field=where) from None


def _told(kind: str, message: str, where: str) -> str:
    if kind == "missing":
        return f"{where} is missing"
    if kind == "extra_forbidden":
        return f"there is no field {where}"
    return f"{where}: {message[:1].lower()}{message[1:]}"


def _single(given: MultiDict[str, str]) -> dict[str, str]:
    """Parameters by name. Raises InvalidInput for one that is there twice: which one is meant cannot be known."""
    for name, values in given.lists():
        if len(values) > 1:
            raise InvalidInput(f"{name} is there twice", field=name)
    return given.to_dict()


def answer(model: BaseModel, status: int = 200, **headers: str) -> Response:
    """A JSON answer of a model. Fields that are not set are there as null, so that every answer has the same shape."""
    response = Response(model.model_dump_json(), status, content_type="application/json")
    response.headers.update(headers)
    return response
