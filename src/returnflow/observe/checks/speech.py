"""Hearing and speaking: the voice says a sentence and the recogniser writes it down. Needs no microphone."""

import re
import time
from collections.abc import Callable
from typing import Protocol

from returnflow.observe.checks import Finding, attempt, bad

SAMPLE = "Thank you for calling. Your return is on its way."
ENOUGH = 0.8  # of the sample's words; one homophone is no broken model


class Engines(Protocol):
    """What is needed of the speech engines."""

    def hear_itself(self, text: str) -> str: ...


def recognises(load: Callable[[], Engines]) -> Finding:
    """Load the engines and let them hear their own voice."""
    began = time.monotonic()
    heard: list[str] = []

    def check() -> str:
        heard.append(load().hear_itself(SAMPLE))
        return f"heard {heard[0]!r} in {time.monotonic() - began:.1f} s with loading"

    finding = attempt("speech", check)
    if finding.ok and share(heard[0]) < ENOUGH:
        return bad("speech", f"said {SAMPLE!r} and heard {heard[0]!r}", "prepare the models again: `make setup`")
    return finding


def share(heard: str) -> float:
    """How much of the sample's words are in what was heard."""
    wanted, found = _words(SAMPLE), _words(heard)
    return sum(word in found for word in wanted) / len(wanted)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower())
