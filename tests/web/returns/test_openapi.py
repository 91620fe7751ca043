"""The document describes what the code does: every operation is there, and whatever fits it is answered as it says."""

import io
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from returnflow.notify.webhook.signature import sign
from returnflow.web.security import TRACKING_PATH

from .client import LAMP, SECRET, asked

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance, negative_data_rejection,
]  # fmt: skip
MOST = 15  # examples of good and of bad requests an operation


@pytest.fixture
def document(app):
    return app.test_client().get("/api/openapi.json").json


def test_every_address_of_the_returns_is_described(app, document):
    known = {re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    described = ("/api/returns", "/api/decisions", "/api/verifications", "/api/policies", "/webhooks/tracking")
    ours = {path for path in known if path.startswith(described)}
    assert set(document["paths"]) == ours


def test_every_operation_says_what_it_does_who_may_and_how_it_can_fail(document):
    operations = [each for path in document["paths"].values() for each in path.values()]
    assert len(operations) == len({each["operationId"] for each in operations})
    for each in operations:
        assert each["summary"]
        assert {"400", "429"} <= set(each["responses"])
        assert bool(each["security"]) is ("401" in each["responses"]) is (each["operationId"] != "policies_ask")


def test_every_reference_leads_to_a_schema(document):
    known = set(document["components"]["schemas"])
    assert set(re.findall(r"#/components/schemas/(\w+)", str(document))) <= known


def test_the_document_names_no_place_of_this_machine(document, settings):
    assert str(settings.data) not in str(document)


@pytest.fixture
def operations(app, program, stranger, clock):
    """Every operation, with a return to be about."""
    made = program.make("114-2839407-5561823", LAMP | {"line_no": 2})
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", _signing(app, clock, stranger))
    return made["rma"], [found.ok() for found in schema.get_all_operations()]


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
def test_no_request_however_odd_breaks_it(operations, program, mode):
    rma, found = operations
    asked_of = 0
    for operation in found:
        strategy = operation.as_strategy(generation_mode=mode)

        @settings(max_examples=MOST, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
        @given(case=strategy)
        def holds(case):
            nonlocal asked_of
            if "rma" in case.path_parameters and mode is schemathesis.GenerationMode.POSITIVE:
                case.path_parameters["rma"] = rma
            given_a_cookie = case.path.startswith("/api/verifications")  # so a missing one is not refused, and need not be
            case.call_and_validate(headers=program.headers, checks=CHECKS[:-1] if given_a_cookie else CHECKS)
            asked_of += 1

        holds()
    assert asked_of >= len(found)


def _signing(app, clock, stranger):
    """The application behind something that signs scans and has a browser's cookie: so that what lies behind both is reached."""

    def signed(environ, start_response):
        if environ["PATH_INFO"] == TRACKING_PATH:
            body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ |= {"wsgi.input": io.BytesIO(body), "HTTP_RETURNFLOW_SIGNATURE": sign(body, [SECRET], clock())}
        if environ["PATH_INFO"].startswith("/api/verifications"):
            environ["HTTP_COOKIE"] = f"rf_caller={stranger.client.get_cookie('rf_caller').value}"
        return app.wsgi_app(environ, start_response)

    return signed


def test_the_body_of_the_document_is_what_a_program_can_send(document):
    schema = document["components"]["schemas"]["ReturnAsked"]
    assert set(asked()) <= set(schema["properties"])
    assert schema["additionalProperties"] is False
