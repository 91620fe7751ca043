"""The OpenAPI 3.1 document, made from the routes of the application and the models of its operations.

Owns the document's form. There is no second description to keep in step: what a view checks is what is published.
"""

import re
from typing import Any

from flask import Flask
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from returnflow import __version__
from returnflow.web.openapi.operation import File, Operation, operation_of
from returnflow.web.openapi.problem import Problem

_REF = "#/components/schemas/{model}"
_VARIABLE = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")
_PATH_TYPES: dict[str, dict[str, Any]] = {
    "rma": {"type": "string", "pattern": r"^RF-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$", "examples": ["RF-7K4M-92XC"]},
    "dispute_id": {"type": "string", "pattern": r"^[0-9a-f-]{36}$"},
    "kind": {"type": "string", "enum": ["pdf", "png", "txt"]},
}
_SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key of the merchant's own programs (RETURNFLOW_API_KEYS)."},
    "session": {"type": "apiKey", "in": "cookie", "name": "rf_caller",
                "description": "A browser that verified the order within the hour, in a call or by POST /api/verifications."},
    "signature": {"type": "apiKey", "in": "header", "name": "Returnflow-Signature",
                  "description": "t=<seconds>,v1=<hex of HMAC-SHA256 over '<seconds>.<body>'>, at most five minutes old."},
}  # fmt: skip
_TITLES = {
    400: "Something in the request is not right; `field` names it", 401: "No credentials, or wrong ones", 403: "Not allowed",
    404: "Not found, or not this caller's", 409: "It does not fit what is known", 413: "The body is too large",
    415: "The body is not JSON", 429: "Too many requests", 503: "A part we need is not answering",
}  # fmt: skip
EVERYWHERE = (400, 429)


def document(app: Flask) -> dict[str, Any]:
    """Everything that the application offers under an `@operation`."""
    found = sorted(_operations(app), key=lambda each: (each[0].rule, each[1]))
    models = {model for _, _, each in found for model in _models(each)} | {Problem}
    ordered = sorted(models, key=lambda model: model.__name__)
    modes = [(model, "serialization" if _answered(model, found) else "validation") for model in ordered]
    _, schemas = models_json_schema(modes, ref_template=_REF)  # type: ignore[arg-type]
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, each in found:
        paths.setdefault(_VARIABLE.sub(r"{\1}", rule.rule), {})[method.lower()] = _operation(rule, method, each)
    return {
        "openapi": "3.1.0",
        "info": {"title": "ReturnFlow", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": schemas.get("$defs", {}), "securitySchemes": _SCHEMES},
    }


def _operations(app: Flask) -> list[tuple[Rule, str, Operation]]:
    return [
        (rule, method, each)
        for rule in app.url_map.iter_rules()
        if (each := operation_of(app.view_functions[rule.endpoint])) is not None
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def _models(each: Operation) -> list[type[BaseModel]]:
    answers = [model for model in each.answers.values() if not isinstance(model, File)]
    return answers + [model for model in (each.body,) if model is not None]


def _answered(model: type[BaseModel], found: list[tuple[Rule, str, Operation]]) -> bool:
    return model is Problem or any(model in each.answers.values() for _, _, each in found)


def _operation(rule: Rule, method: str, each: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "summary": each.summary,
        "tags": [each.tag],
        "parameters": _parameters(rule, each),
        "responses": {str(status): _answer(status, each) for status in _statuses(method, each)},
        "security": [{scheme: []} for scheme in each.security],
    }
    if each.body is not None:
        schema = {"$ref": _REF.format(model=each.body.__name__)}
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return described


def _statuses(method: str, each: Operation) -> list[int]:
    of_body = (413,) if method == "POST" else ()
    of_access = (401,) if each.security else ()
    return sorted({*each.answers, *each.problems, *EVERYWHERE, *of_body, *of_access})


def _parameters(rule: Rule, each: Operation) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": _PATH_TYPES.get(name, {"type": "string"})}
        for name in _VARIABLE.findall(rule.rule)
    ]
    if each.query is not None:
        schema = each.query.model_json_schema(ref_template=_REF)
        known = schema.get("$defs", {})
        needed = schema.get("required", [])
        for name, field in schema["properties"].items():
            shape = _inlined(field, known)
            named.append({"name": name, "in": "query", "required": name in needed, "schema": shape})
    for name, description in each.headers.items():
        shape = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}
        named.append({"name": name, "in": "header", "required": False, "description": description, "schema": shape})
    return named


def _inlined(field: Any, known: dict[str, Any]) -> Any:
    """A parameter's schema without references, and without the null that only says that it may be left out."""
    if isinstance(field, list):
        return [_inlined(each, known) for each in field]
    if not isinstance(field, dict):
        return field
    if "$ref" in field:
        return known[field["$ref"].rpartition("/")[2]]
    options = [each for each in field.get("anyOf", []) if each != {"type": "null"}]
    if len(options) == 1:
        rest = {name: value for name, value in field.items() if name not in ("anyOf", "default")}
        return rest | _inlined(options[0], known)
    return {name: _inlined(value, known) for name, value in field.items()}


def _answer(status: int, each: Operation) -> dict[str, Any]:
    given = each.answers.get(status)
    if given is None:
        schema = {"$ref": _REF.format(model=Problem.__name__)}
        return {"description": _TITLES[status], "content": {"application/problem+json": {"schema": schema}}}
    if isinstance(given, File):
        return {"description": "The file", "content": {name: {"schema": {"type": "string"}} for name in given.types}}
    schema = {"$ref": _REF.format(model=given.__name__)}
    return {"description": "Done" if status == 200 else "Made", "content": {"application/json": {"schema": schema}}}
