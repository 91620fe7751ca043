"""Every response forbids what the page does not need; every write comes from our own page."""

import pytest


def test_pages_may_reach_only_us_and_the_media_server(browser):
    policy = dict(part.split(" ", 1) for part in browser.get("/").headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["connect-src"] == "'self' ws://127.0.0.1:7880 http://127.0.0.1:7880"
    assert policy["frame-ancestors"] == "'none'"


def test_a_strange_host_name_is_not_repeated_in_the_policy(make_app):
    answer = make_app(lan=True).test_client().get("/healthz", headers={"Host": "evil.example; script-src *"})
    assert "evil" not in answer.headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("address", ["/", "/healthz", "/api/calls/current", "/nowhere"])
def test_every_answer_carries_the_headers(browser, address):
    headers = browser.get(address).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Permissions-Policy"].startswith("microphone=(self)")
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_writes_from_other_sites_are_refused(browser, headers, status):
    assert browser.post("/api/voice-token", json={}, headers=headers).status_code == status


def test_reading_from_another_site_changes_nothing_and_is_not_refused(browser):
    assert browser.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(browser):
    cookie = browser.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_and_the_site_stay_on_https(app):
    answer = app.test_client().get("/", base_url="https://localhost")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_forged_cookie_is_a_stranger(app):
    client = app.test_client()
    client.set_cookie("rf_caller", "eyJrZXkiOiJ4IiwiY2FsbCI6IiJ9.aaaa.bbbb")
    assert client.get("/api/calls/current").json == {"call": None}
