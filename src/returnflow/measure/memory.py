"""Memory of the worker's process tree with no call, one call, and each further one. PSS: shared pages are counted once.

Callers say one line each, so that the recogniser has worked in every job.
"""

import asyncio
from functools import partial

import psutil

from returnflow.measure.report import Report
from returnflow.measure.site import Site
from returnflow.simulate.caller import Caller
from returnflow.simulate.phone import Phone

CALLS = 4
SETTLE_S = 4.0
"""A worker starts a new idle process for each one that is used up: that one belongs to the bill."""


def pss_mb(root: int) -> float:
    """Proportional set size of a process and everything below it, in megabytes."""
    process = psutil.Process(root)
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_full_info().pss
        except psutil.NoSuchProcess:
            continue  # it ended between the list and the look
    return total / 1e6


def run(site: Site) -> Report:
    """Open calls one after the other and look after each."""
    return asyncio.run(_run(site))


async def _run(site: Site) -> Report:
    found, callers = Report("memory"), list[Caller]()
    seen = [pss_mb(site.worker_pid)]
    try:
        for number in range(CALLS):
            site.progress(f"memory: call {number + 1} of {CALLS}")
            callers.append(await _open(site))
            await asyncio.sleep(SETTLE_S)
            seen.append(pss_mb(site.worker_pid))
    finally:
        for caller in callers:
            await caller.hang_up()
            await caller.close()
    found.raw["pss_mb"] = seen
    found.figure("worker with no call", seen[0], "MB")
    found.figure("worker with the first call", seen[1], "MB", most=1000)
    found.figure("each further call", (seen[-1] - seen[1]) / (CALLS - 1), "MB", most=60)
    return found


async def _open(site: Site) -> Caller:
    with Phone(site.url) as phone:
        line = await asyncio.to_thread(partial(phone.line, record=False))
    caller = Caller(line, frame_ms=20)
    await caller.connect()
    await caller.agent_sound(0.0, 15)
    await caller.agent_quiet()
    said = await caller.say(site.voices.say("Hi, I would like to return something."))
    await caller.agent_sound(said.end, 10)
    return caller
