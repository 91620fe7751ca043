"""Whole calls in a real browser against the real installation."""

from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image

from returnflow.labels.reading import codes

from .caller import AGENT_LINES, LISTEN, MICROPHONE, TURN_MS, converse, play, ready, said, speak, type_words
from .test_states import faults

TRIES = 45

pytestmark = pytest.mark.browser


@pytest.fixture
def call(visit, desk):
    """Opens the page with the microphone of the test, which the caller must still allow by pressing Start."""

    def begin(microphone=True, start=True, **how):
        page = visit("about:blank", **how)
        if microphone:
            page.context.add_init_script(MICROPHONE)
        page.context.add_init_script(LISTEN)
        page.goto(desk.url)
        page.wait_for_selector("#start")
        if start:
            page.click("#start" if microphone else "text=Type instead")
            page.wait_for_selector(".captions .line-agent", timeout=TURN_MS)
        return page

    return begin


def test_a_return_spoken_in_the_browser_ends_with_a_label_whose_barcode_reads(call, desk, tmp_path):
    page = call()
    ready(page)
    assert "automated" in said(page)[0]
    converse(page, desk.customer(), desk.voices)
    assert page.evaluate("loudest") > 0.2  # it was heard, not only read
    rma = page.inner_text("#rma")
    with page.expect_download() as download:
        page.click("#label")
    download.value.save_as(tmp_path / "label.pdf")
    assert download.value.suggested_filename == f"{rma}.pdf"
    with desk.database().read() as work:
        label = work.labels.get(rma)
    decoded = [each.text for each in codes((tmp_path / "label.pdf").read_bytes())]
    assert any(label.qr in each for each in decoded)
    page.locator(".qr").screenshot(path=tmp_path / "code.png")
    assert [each.text for each in zxingcpp.read_barcodes(Image.open(tmp_path / "code.png"))] == [label.qr]
    assert faults(page) == []
    assert page.faults == []
    hosts = {urlsplit(url).netloc for url in page.requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert hosts <= {urlsplit(desk.url).netloc, urlsplit(desk.running.livekit_url).netloc}


def test_a_caller_without_a_microphone_finishes_by_text(call, desk):
    number, known = desk.order()
    page = call(microphone=False, start=False)
    page.click("#start")
    page.get_by_role("button", name="Go on by typing").click()
    page.wait_for_selector(AGENT_LINES, timeout=TURN_MS)
    type_words(page, f"I want to return my {known.item} from Amazon.")
    page.click("[aria-label=Keypad]")
    for digit in number.replace("-", ""):
        page.click(f"[aria-label='Digit {digit}']")
    page.wait_for_selector("text=17 of 17 digits")
    type_words(page, page.input_value("#draft"))
    type_words(page, known.zip)
    type_words(page, "They are defective.")
    page.get_by_role("button", name="Yes", exact=True).click()
    page.wait_for_selector("#label", timeout=TURN_MS)
    type_words(page, "No, thank you.")
    page.wait_for_selector("text=All done.", timeout=TURN_MS)
    assert page.locator("#label").is_visible()
    page.reload()
    page.wait_for_selector("text=All done.")
    assert page.locator("#rma").is_visible()


def test_a_reload_comes_back_to_the_same_call_with_everything_said(call):
    page = call(microphone=False)
    type_words(page, "I want to return my headphones from Amazon.")
    ready(page)
    before = said(page)
    page.reload()
    page.wait_for_selector(".voice-listening, .voice-speaking", timeout=TURN_MS)
    assert said(page)[: len(before)] == before
    assert "Amazon orders" in page.inner_text(".step-current")
    page.get_by_role("button", name="Hang up").click()
    page.wait_for_selector("text=You hung up.")


def test_a_second_tab_is_offered_the_call_and_the_first_is_told(call, desk):
    first = call(microphone=False)
    ready(first)
    second = first.context.new_page()
    second.goto(desk.url)
    second.wait_for_selector("text=You have a call in progress")
    second.click("text=Bring it here")
    second.wait_for_selector(".stage", timeout=TURN_MS)
    first.wait_for_selector("text=The call moved to another tab", timeout=TURN_MS)
    first.click("text=Bring it back here")
    second.wait_for_selector("text=The call moved to another tab", timeout=TURN_MS)
    first.wait_for_selector(".voice-listening, .voice-speaking", timeout=TURN_MS)
    first.get_by_role("button", name="Hang up").click()
    first.wait_for_selector("text=You hung up.")


def test_who_is_muted_is_not_heard_and_is_told_so_when_he_speaks(call, desk):
    page = call()
    ready(page)
    page.keyboard.press("m")
    page.wait_for_selector(".mic.is-muted")
    play(page, desk.voices, "I want to return something to Walmart.")
    page.wait_for_selector("text=You’re muted: nobody hears you")
    assert page.locator(".line-user").count() == 0
    page.keyboard.down(" ")
    page.wait_for_selector(".mic.is-on")
    page.keyboard.up(" ")
    page.wait_for_selector(".mic.is-muted")
    page.keyboard.press("m")
    page.wait_for_selector(".mic.is-on")
    speak(page, desk.voices, "I want to return something to Walmart.")
    assert "Walmart" in page.inner_text(".step-current")


def test_talk_to_a_person_is_one_press_at_any_time(call):
    page = call(microphone=False)
    ready(page)
    page.get_by_role("button", name="Talk to a person").click()
    page.wait_for_selector(".step-current:has-text('A person')", timeout=TURN_MS)


def test_hanging_up_on_a_half_done_return_is_asked_back(call, desk):
    number, known = desk.order()
    page = call(microphone=False)
    type_words(page, f"I want to return my {known.item} from Amazon.")
    type_words(page, number)
    type_words(page, known.zip)
    page.get_by_role("button", name="Hang up").click()
    page.get_by_role("button", name="Stay on the call").click()
    page.wait_for_selector("dialog", state="detached")
    page.get_by_role("button", name="Hang up").click()
    page.locator("dialog").get_by_role("button", name="Hang up").click()
    page.wait_for_selector("text=You hung up.")


def test_a_worker_that_dies_in_mid_call_is_told_kindly_and_the_next_call_works(call, desk):
    page = call(microphone=False)
    ready(page)
    desk.running.kill("worker")
    page.wait_for_selector("text=The call broke off.", timeout=60_000)
    page.click("text=Start a new call")
    page.click("text=Type instead")
    for _ in range(TRIES):  # while the new worker loads its models every line is busy
        page.wait_for_timeout(2000)
        if page.locator(".trouble").count() == 0:
            break
        page.get_by_role("button", name="Try again").click()
    page.wait_for_selector(".captions :text('automated')", timeout=TURN_MS)
