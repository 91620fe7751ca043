"""How much of what is personal redaction finds, whether it loses an order number, and how long it takes for one utterance."""

import time
from collections.abc import Callable
from random import Random

from returnflow.measure.personal import KINDS, Said, order
from returnflow.measure.report import Report
from returnflow.records.redaction import Known, found, redact
from returnflow.simulate.stats import Rate

TRIES = 10_000
RECALL = 0.99
UTTERANCE_P95_MS = 1.0
SEED = 20_261_123
KNOWN = Known(frozenset({"114-2839407-5561823", "RF-7K4M-92XC"}), frozenset({"Maria", "Carter"}), frozenset({"60614"}))
Progress = Callable[[str], None]


def run(tries: int | None = None, progress: Progress = lambda _: None) -> Report:
    """Every kind of made-up personal data, then order numbers; `tries` of each."""
    report, count, took = Report("redaction"), tries or TRIES, list[float]()
    for kind, make in KINDS.items():
        progress(f"redaction: {count:,} of {kind}")
        draw = Random(SEED)
        missed = [said.text for said in (make(draw) for _ in range(count)) if survives(said)]
        report.rate(f"hidden to the last character: {kind}", Rate(count - len(missed), count), least=RECALL)
        report.raw[f"missed: {kind}"] = missed
    progress(f"redaction: {count:,} order numbers")
    draw, lost = Random(SEED), list[str]()
    for said in (order(draw) for _ in range(count)):
        began = time.perf_counter()
        after = redact(said.text, KNOWN)
        took.append((time.perf_counter() - began) * 1_000)
        if after != said.text:
            lost.append(said.text)
    report.rate("order numbers lost", Rate(len(lost), count), most=0.0)
    report.raw["lost"] = lost
    mixed = [make(draw).text for _ in range(max(1, count // 10)) for make in (*KINDS.values(), order)]
    report.milliseconds("one utterance", took + [_ms(text) for text in mixed], p95=UTTERANCE_P95_MS)
    return report


def survives(said: Said) -> bool:
    """Whether a letter or digit of what is personal is left."""
    hidden = {at for piece in found(said.text) for at in range(piece.start, piece.end)}
    return any(said.text[at].isalnum() and at not in hidden for at in range(said.start, said.end))


def _ms(text: str) -> float:
    began = time.perf_counter()
    redact(text, KNOWN)
    return (time.perf_counter() - began) * 1_000
