"""The page before any call: what it asks of the browser, what it needs of the keyboard, what it says when things are missing."""

import re
from urllib.parse import urlsplit

from returnflow.media.ports import free_tcp

GROUND = "getComputedStyle(document.documentElement).backgroundColor"


def test_everything_the_page_loads_is_our_own(visit, states):
    page = visit(states)
    page.wait_for_selector("#start")
    assert page.requests
    assert {urlsplit(url).netloc for url in page.requests} == {urlsplit(states).netloc}
    assert page.faults == []


def test_the_sdk_is_served_by_us_under_its_documented_name(visit, states):
    page = visit(states)
    page.wait_for_selector("#start")
    assert f"{states}/static/livekit-client.js" in page.requests
    assert page.evaluate("typeof window.LivekitClient.Room") == "function"


def test_files_with_hashed_names_are_kept_for_good_and_travel_compressed(visit, states):
    page = visit(states)
    with page.expect_response(re.compile(r"/static/assets/.*\.css")) as awaited:
        page.reload()
    headers = awaited.value.all_headers()
    assert "immutable" in headers["cache-control"]
    assert headers["content-encoding"] in ("br", "gzip")


def test_start_is_reached_and_pressed_by_keyboard_alone(visit, states):
    page = visit(states)
    page.wait_for_selector("#start")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "start":
            break
    page.keyboard.press("Enter")
    page.wait_for_selector(".trouble")
    assert page.evaluate("document.activeElement.tagName") == "H1"


def test_a_refused_microphone_is_told_with_a_way_on(visit, states):
    page = visit(states)
    page.click("#start")
    page.wait_for_selector("text=The microphone is blocked")
    assert page.get_by_role("button", name="Go on by typing").is_visible()


def test_without_a_worker_the_line_is_busy_and_a_number_can_be_left(visit, states):
    page = visit(states)
    page.click("text=Type instead")
    page.wait_for_selector("text=All lines are busy")
    page.fill("#phone", "no number")
    page.click("text=Call me back")
    page.wait_for_selector("text=That doesn’t look like a phone number")
    page.fill("#phone", "+1 555 010 0199")
    page.click("text=Call me back")
    page.wait_for_selector("text=We’ll call you back.")


def test_an_address_without_https_says_so_before_anybody_presses_start(chromium, states):
    context = chromium.new_context()
    context.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page = context.new_page()
    page.goto(states)
    page.wait_for_selector("text=The microphone needs a secure address")
    assert page.locator("#start").count() == 0
    context.close()


def test_the_choice_of_colours_is_kept(visit, states):
    page = visit(states, color_scheme="light")
    page.wait_for_selector("#start")
    light = page.evaluate(GROUND)
    page.locator(".theme select").select_option("dark")
    page.reload()
    page.wait_for_selector("#start")
    assert page.evaluate(GROUND) != light


def test_a_server_that_went_away_is_told_in_plain_words(visit, states):
    page = visit(states)
    page.wait_for_selector("#start")
    page.route("**/api/voice-token", lambda route: route.abort())
    page.click("text=Type instead")
    page.wait_for_selector("text=We can’t be reached")


def test_a_media_server_that_cannot_be_reached_is_told_in_plain_words(visit, states):
    page = visit(states)
    page.wait_for_selector("#start")
    nowhere = {"livekit_url": f"ws://127.0.0.1:{free_tcp()}", "token": "t", "call_id": "c"}
    page.route("**/api/voice-token", lambda route: route.fulfill(json=nowhere))
    page.click("text=Type instead")
    page.wait_for_selector("text=The line couldn’t be opened", timeout=60_000)
