"""Debian's Chromium, the states page, and one real installation for the calls. Where something is missing the tests fail."""

import os

import pytest
from playwright.sync_api import sync_playwright

from returnflow import bootstrap
from returnflow.cli.desk_at import own_desk
from returnflow.simulate import speakers
from returnflow.simulate.voices import Voices

from .caller import Desk
from .screens import CHROMIUM, pages

NO_LIMIT = "100000 per minute"


def pytest_collection_modifyitems(items):
    """Pages that need no call come first: they say what is broken within a second."""
    items.sort(key=lambda item: "desk" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def chromium():
    """The browser, as a person's: no flag lets it reach loopback, play sound or use the microphone without asking.

    It has a (fake) microphone, so that a refusal is a refusal and not a missing device.
    """
    with sync_playwright() as playwright:
        flags = ["--use-fake-device-for-media-stream"] + (["--no-sandbox"] if os.geteuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def states():
    """The address of a web process that shows states."""
    with pages() as address:
        yield address


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """Media server, web, worker and jobs on an empty folder, and the voice of a customer."""
    data = tmp_path_factory.mktemp("browser") / "data"
    settings = bootstrap.settings(data=data, token_rate=NO_LIMIT, token_rate_address=NO_LIMIT)
    speakers.ensure(settings, print)
    with Voices(settings) as voices, own_desk(settings, print) as at:
        yield Desk(at.url, at.settings, at.running, voices)


@pytest.fixture
def visit(chromium, request):
    """Opens pages in a browser profile of their own; everything they asked for is in `requests`."""
    opened = []

    def open_page(url, **how):
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"} | how)
        opened.append(context)
        page = context.new_page()
        page.requests, page.faults, page.told = [], [], []
        context.on("console", lambda said: page.told.append(f"{said.type}: {said.text[:300]}"))
        context.on("request", lambda request: page.requests.append(request.url))
        page.on("framenavigated", lambda frame: page.told.append(f"went to {frame.url}"))
        context.on("response", lambda answer: "/api/" in answer.url and page.told.append(f"{answer.status} {answer.url}"))
        page.on("websocket", lambda socket: page.requests.append(socket.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda said: said.type == "error" and page.faults.append(said.text))
        page.goto(url)
        return page

    yield open_page
    for number, context in enumerate(opened):
        _keep_pictures(request, number, context)
        context.close()


def _keep_pictures(request, number, context):
    """What the pages looked like when a test failed."""
    folder = os.environ.get("RETURNFLOW_TEST_PICTURES")
    if folder and getattr(request.node, "failed", False):
        for index, page in enumerate(context.pages):
            print(page.url, getattr(page, "told", []))
            page.screenshot(path=f"{folder}/{request.node.name}-{number}-{index}.png")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    item.failed = getattr(item, "failed", False) or report.failed
    return report
