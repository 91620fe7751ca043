"""Several calls at once, each caller in a process of his own. Callers listen as much as they talk: they hear the agent out."""

import json
import subprocess
import sys
import time

from returnflow.errors import UpstreamUnavailable
from returnflow.measure import latency
from returnflow.measure.generator import from_document, scenario_document
from returnflow.measure.report import Report
from returnflow.measure.site import Site
from returnflow.simulate import scenario
from returnflow.simulate.result import CallResult

AT_ONCE = 4
CALLS_EACH = 3
APART_S = 4.0
"""Callers ring one after the other: begun in the same instant, all of them would say the same line at once, which nobody's do."""
PATIENCE_S = 1200


def run(site: Site, at_once: int = AT_ONCE) -> Report:
    """Start the generators together and gather what they heard."""
    each = max(1, round(site.turns / at_once / 10)) if site.turns else CALLS_EACH
    site.progress(f"calls: {at_once} at once, {each} calls each")
    generators = []
    for index in range(at_once):
        generators.append(_start(site, index, each))
        time.sleep(APART_S)
    results = [result for generator in generators for result in _gather(generator)]
    found = latency.report(results, site, "calls", p50=None, p95=1000)
    found.raw["at_once"] = at_once
    return found


def _start(site: Site, index: int, each: int) -> "subprocess.Popen[str]":
    names = [latency.SCENARIOS[(index + turn) % len(latency.SCENARIOS)] for turn in range(each)]
    documents = [scenario_document(site.renewed(scenario.load(name))) for name in names]
    command = [sys.executable, "-m", "returnflow.measure.generator", site.url, str(1000 * (index + 1))]
    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert started.stdin is not None
    started.stdin.write(json.dumps(documents))
    started.stdin.close()
    started.stdin = None  # communicate() would flush it again
    return started


def _gather(generator: "subprocess.Popen[str]") -> list[CallResult]:
    try:
        told, complaints = generator.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        generator.kill()
        generator.communicate()
        raise
    if generator.returncode != 0:
        last = complaints.strip().splitlines()[-1:] or ["it said nothing"]
        raise UpstreamUnavailable("generator", f"a caller failed: {last[0]}")
    return [from_document(json.loads(line)) for line in told.splitlines()]
