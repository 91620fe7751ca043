"""A caller at the page: presses what a person presses, speaks into the page's microphone, reads and hears what comes back."""

import base64
import io
from dataclasses import dataclass, replace

import numpy as np
import soundfile
from playwright.sync_api import Page

from returnflow import bootstrap
from returnflow.cli.fresh import fresh_orders
from returnflow.cli.supervise import Running
from returnflow.settings import Settings
from returnflow.simulate import clip, scenario
from returnflow.simulate.customer import Customer
from returnflow.simulate.driver import AgentTurn, Say
from returnflow.simulate.voices import Voices
from returnflow.stores import demo

TURN_MS = 45_000
TURNS = 16
SILENCE_S = 0.4

# A microphone whose sound is whatever the test plays into it. Nothing of the page is replaced but the device.
MICROPHONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = new AudioContext();
  window.mouth = {context, out: context.createMediaStreamDestination()};
  return window.mouth.out.stream;
};
window.speak = async (wav) => {
  const bytes = Uint8Array.from(atob(wav), (each) => each.charCodeAt(0));
  const source = mouth.context.createBufferSource();
  source.buffer = await mouth.context.decodeAudioData(bytes.buffer);
  source.connect(mouth.out);
  const over = new Promise((done) => { source.onended = done; });
  source.start();
  await over;
};
"""

# The loudest that the page's own meter has shown of the agent.
LISTEN = """
window.loudest = 0;
setInterval(() => {
  const level = getComputedStyle(document.documentElement).getPropertyValue('--agent-level');
  window.loudest = Math.max(window.loudest, Number(level));
}, 50);
"""

AGENT_LINES = ".captions .line-agent:not(.partial)"


@dataclass
class Desk:
    """The running installation."""

    url: str
    settings: Settings
    running: Running
    voices: Voices

    def order(self, item="headphones"):
        """An order of the demo store that nobody has returned, in the window."""
        known = next(each for each in demo.worth_trying() if each.item == item)
        number = fresh_orders(self.settings)(known.number)
        return number, known

    def customer(self, name="amazon_headphones"):
        """A scenario's customer with an order of his own."""
        read = scenario.load(name)
        number = fresh_orders(self.settings)(read.facts.order_number)
        return Customer(replace(read, facts=replace(read.facts, order_number=number)))

    def database(self):
        """The record."""
        return bootstrap.database(self.settings)


def ready(page: Page) -> None:
    """Until the agent has finished speaking and listens."""
    page.wait_for_selector(".voice-listening", timeout=TURN_MS)


def said(page: Page) -> list[str]:
    """What the agent has said so far, a turn each."""
    return [line.split("\n", 1)[-1] for line in page.locator(AGENT_LINES).all_inner_texts()]


def wait_for_more(page: Page, before: int) -> None:
    """Until the agent has said something further to its end, or the call is over."""
    script = "([css, n]) => document.querySelectorAll(css).length > n || document.querySelector('.over')"
    page.wait_for_function(script, arg=[AGENT_LINES, before], timeout=TURN_MS, polling=100)


def type_words(page: Page, words: str) -> None:
    """Type and send; returns when the agent has answered."""
    ready(page)
    before = len(said(page))
    page.fill("#draft", words)
    page.press("#draft", "Enter")
    wait_for_more(page, before)


def speak(page: Page, voices: Voices, words: str) -> None:
    """Say it into the page's microphone; returns when the agent has answered."""
    ready(page)
    before = len(said(page))
    play(page, voices, words)
    wait_for_more(page, before)


def play(page: Page, voices: Voices, words: str) -> None:
    """Let the microphone hear it; returns when it is over."""
    samples = voices.say(words).samples
    quiet = np.zeros(int(clip.RATE * SILENCE_S), dtype=np.float32)
    file = io.BytesIO()
    soundfile.write(file, np.concatenate([quiet, samples, quiet]), clip.RATE, format="WAV", subtype="PCM_16")
    page.evaluate("wav => speak(wav)", base64.b64encode(file.getvalue()).decode())


def converse(page: Page, customer: Customer, voices: Voices) -> None:
    """Speak with the agent as this customer until the page shows a label or the call is over."""
    for _ in range(TURNS):
        if page.locator("#label, .over").count():
            return
        expecting = page.locator(".stage").get_attribute("data-expecting") or "open"
        answer = customer.answer(AgentTurn("", said(page)[-1], expecting))
        assert isinstance(answer, Say), f"the customer gave up after {said(page)[-1]!r}"
        speak(page, voices, answer.words)
    raise AssertionError(f"no label after {TURNS} turns: {said(page)}")
