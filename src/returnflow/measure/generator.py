"""One caller in a process of its own: several in one process would lag, and a lagging generator measures itself.

`python -m returnflow.measure.generator URL CALLS SEED`, the scenarios as JSON on standard input; one JSON line for each turn.
"""

import json
import logging
import sys
from dataclasses import asdict
from typing import Any

from returnflow import bootstrap
from returnflow.simulate import scenario
from returnflow.simulate.customer import Customer
from returnflow.simulate.ear import Verdict
from returnflow.simulate.place import Placed
from returnflow.simulate.result import CallResult, Turn
from returnflow.simulate.voices import Voices

FRAME_MS = 20
"""10 ms frames cost 15 to 25 % of a core a call, 20 ms frames 6 %; what is measured is up to 10 ms longer."""


def to_document(result: CallResult) -> dict[str, Any]:
    """One call for the way between two processes."""
    kept = ("agent", "said", "heard", "reply", "latency_ms", "stages", "expecting", "verdict", "pieces")
    return {
        "call_id": result.call_id,
        "outcome": result.outcome,
        "end_reason": result.end_reason,
        "lags_ms": result.lags_ms[::10],
        "turns": [{name: getattr(turn, name) for name in kept} for turn in result.turns],
    }


def from_document(document: dict[str, Any]) -> CallResult:
    """The same call on the other side."""
    turns = [
        Turn(**{**turn, "verdict": Verdict(turn["verdict"]) if turn["verdict"] else None}) for turn in document.pop("turns")
    ]
    return CallResult(**document, turns=turns)


def scenario_document(known: scenario.Scenario) -> dict[str, Any]:
    """A scenario as its file would say it."""
    document = asdict(known)
    del document["name"]
    return document


def main() -> None:
    """Hold the calls that are given on standard input, one after the other."""
    url, seed = sys.argv[1], int(sys.argv[2])
    logging.getLogger("livekit").setLevel(logging.CRITICAL)
    with Voices(bootstrap.settings()) as voices:
        for index, document in enumerate(json.load(sys.stdin)):
            customer = Customer(scenario.parse(f"given-{index}", document), seed + index)
            result = Placed(url, voices, customer.scenario.voice, seed=seed + index, frame_ms=FRAME_MS)(customer)
            print(json.dumps(to_document(result)), flush=True)


if __name__ == "__main__":
    main()
