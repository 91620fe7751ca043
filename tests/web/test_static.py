"""The page and its files."""

import re
from pathlib import Path

import pytest

from returnflow.web import assets


def test_the_call_page_loads_the_sdk_under_its_documented_address_before_its_own_script(browser):
    html = browser.get("/").text
    assert html.index('src="/static/livekit-client.js"') < html.index('src="/static/assets/call-AAAAAAAA.js"')
    assert '<link rel="stylesheet" href="/static/assets/call-BBBBBBBB.css">' in html


def test_the_page_has_nothing_inline_that_its_policy_forbids(browser):
    html = browser.get("/").text
    assert "<style" not in html
    assert "style=" not in html
    assert "<script>" not in html
    assert " onload=" not in html


def test_the_sdk_is_served_and_may_be_asked_for_again_within_the_hour(browser):
    answer = browser.get("/static/livekit-client.js")
    assert answer.status_code == 200
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_files_with_hashed_names_are_kept_for_good(browser):
    assert "immutable" in browser.get("/static/assets/call-AAAAAAAA.js").headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/static/../../keys.json", "/static/%2e%2e/keys.json", "/static/manifest.json.bak", "/static/"])
def test_nothing_else_is_served(browser, path):
    assert browser.get(path).status_code == 404


def test_the_states_are_shown_only_where_the_setting_allows_it(make_app):
    assert make_app().test_client().get("/ui/states").status_code == 404


def test_pages_that_were_never_built_say_so(make_app, tmp_path, monkeypatch):
    app = make_app()
    app.config["STATIC"] = tmp_path / "nowhere"
    answer = app.test_client().get("/")
    assert answer.status_code == 500
    assert "make setup" in answer.json["fix"]


def test_the_build_names_the_page_that_the_server_asks_for():
    if not (assets.STATIC / assets.MANIFEST).is_file():
        pytest.fail("the front end has not been built: run `make setup`")
    assert assets.entry("call/main.ts").script.startswith("/static/assets/call-")
    assert assets.entry("states/main.ts").script.startswith("/static/assets/states-")


def test_the_colour_around_a_page_is_that_of_its_paper(browser):
    tokens = (Path(__file__).parents[2] / "frontend/styles/tokens.css").read_text()
    light, dark = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", tokens).groups()
    found = re.findall(r'name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"', browser.get("/").text)
    assert found == [(light, "light"), (dark, "dark")]
