"""Errors are problem documents, whatever went wrong, and tell nothing they should not."""

import pytest

from returnflow.errors import ReturnFlowError
from returnflow.returns.model import NotEligible
from returnflow.web.problems import STATUSES


def family(kind):
    return {kind} | {deeper for child in kind.__subclasses__() for deeper in family(child)}


def test_the_table_knows_every_error_that_edges_share_and_what_the_rules_refuse():
    from returnflow import errors

    shared = {kind for kind in family(ReturnFlowError) if kind.__module__ == errors.__name__} - {ReturnFlowError}
    assert shared | {NotEligible} == set(STATUSES)


@pytest.mark.parametrize(
    ("method", "address", "status"), [("GET", "/nowhere", 404), ("GET", "/api/voice-token", 405), ("POST", "/", 405)]
)
def test_what_does_not_exist_is_a_problem_document(browser, method, address, status):
    answer = browser.open(address, method=method, json={} if method == "POST" else None)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status


def test_a_fault_of_ours_is_told_without_its_cause(make_app):
    app = make_app()
    app.testing = False
    app.add_url_rule("/fault", view_func=lambda: 1 / 0)
    answer = app.test_client().get("/fault")
    assert answer.status_code == 500
    assert answer.json["code"] == "internal"
    assert "division" not in answer.text
