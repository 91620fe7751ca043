"""Talking while the agent talks: words must silence it, a listener's noises must not.

Everything happens in the greeting, the one long sentence that every call has. An interruption is measured from the caller's first
loud sample to the agent's last audible block before a gap that is longer than its own pauses. A back-channel or a cough may pause
the agent, but it must go on, start no reply, and leave the caller's next turn intact.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import TypeVar

from returnflow.measure.report import Report
from returnflow.measure.site import Site
from returnflow.simulate import ear, noises, scenario
from returnflow.simulate.caller import Caller
from returnflow.simulate.clip import Clip
from returnflow.simulate.customer import Customer
from returnflow.simulate.phone import Phone
from returnflow.simulate.place import Placed
from returnflow.simulate.result import CallResult
from returnflow.simulate.stats import Rate

T = TypeVar("T")

EACH = 20
ECHO_CALLS, ECHO_DB = 3, -20.0
LIKENESS = 0.6
"""Share of a turn's words that must be the agent's, in its order, for the turn to be its echo."""
WORDS = (
    "Wait, sorry, can I say something?",
    "Hello, I want to return something.",
    "Hold on, hold on a second, please.",
    "Excuse me, I have a return for Amazon.",
)
OPENING = "Hi, I would like to return a pair of headphones, please."
INTO_S = 0.8
"""How far into the greeting the caller speaks."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """What a noise did: whether the agent took it for a turn, went on talking, and answered the caller's next words."""

    replied: bool
    went_on: bool
    answered: bool


def run(site: Site) -> Report:
    """Interruptions, back-channels, coughs, echo."""
    return asyncio.run(_run(site))


async def _run(site: Site) -> Report:
    found, each = Report("bargein"), site.turns or EACH
    stops = [await _with_caller(site, f"interruption {n + 1} of {each}", partial(_interrupt, site, n)) for n in range(each)]
    known = [stop for stop in stops if stop is not None]
    found.latency("onset to silence", [1000 * stop for stop in known], p95=400)
    found.rate("interruptions that did not silence the agent", Rate(len(stops) - len(known), len(stops)), most=0.0)
    kinds: dict[str, Callable[[int], Clip]] = {
        "back-channels": lambda n: _back_channel(site, n),
        "coughs": noises.cough,
    }
    for kind, sound in kinds.items():
        noticed = [await _with_caller(site, f"{kind} {n + 1} of {each}", partial(_disturb, site, sound(n))) for n in range(each)]
        for what, bad in (
            ("started a reply", [one.replied for one in noticed]),
            ("lost the next turn", [not one.answered for one in noticed]),
            ("silenced the agent for good", [not one.went_on for one in noticed]),
        ):
            found.rate(f"{kind} that {what}", Rate(sum(bad), len(bad)), most=0.0)
    await _echo(site, found)
    return found


def _back_channel(site: Site, number: int) -> Clip:
    """Every third one is a hum, the others are words."""
    if number % 3 == 0:
        return noises.hum(number)
    return site.voices.say(noises.AGREEING[number % len(noises.AGREEING)], take=number // len(noises.AGREEING))


async def _with_caller(site: Site, what: str, act: Callable[[Caller], Awaitable[T]]) -> T:
    """One call, connected, with the agent just talking; hung up afterwards."""
    site.progress(f"bargein: {what}")
    with Phone(site.url) as phone:
        line = await asyncio.to_thread(partial(phone.line, record=False))
    caller = Caller(line, seed=next(site.seeds))
    try:
        await caller.connect()
        await caller.agent_sound(0.0, 15)
        await asyncio.sleep(INTO_S)
        return await act(caller)
    finally:
        await caller.hang_up()
        await caller.close()


async def _interrupt(site: Site, number: int, caller: Caller) -> float | None:
    """Seconds until silence; None when the agent talked on."""
    clip = await asyncio.to_thread(site.voices.say, WORDS[number % len(WORDS)])
    said = await caller.say(clip)
    await asyncio.sleep(ear.STOPPED_S)
    return ear.stop_time(said.start, [block for block in caller.earpiece.blocks if block.at >= said.start - 0.1])


async def _disturb(site: Site, sound: Clip, caller: Caller) -> Noticed:
    """Make the noise, hear the agent out, then say something real."""
    said = await caller.say(sound)
    await caller.agent_quiet(disturbed=True)
    replied = bool(caller.agent.taken(said.start))
    went_on = caller.earpiece.first_loud(said.end + 0.3) is not None
    opening = await asyncio.to_thread(site.voices.say, OPENING)
    spoken = await caller.say(opening)
    await caller.agent_sound(spoken.end, ear.MISSED_S)
    judged = ear.judge(spoken, caller.earpiece.bursts(spoken.start))
    return Noticed(replied, went_on, judged.verdict is not ear.Verdict.MISSED)


async def _echo(site: Site, found: Report) -> None:
    """Whole calls in which the agent hears itself."""
    done, own, turns = 0, 0, 0
    for number in range(ECHO_CALLS):
        site.progress(f"bargein: echo {number + 1} of {ECHO_CALLS}")
        customer = Customer(site.renewed(scenario.load("amazon_headphones")), number)
        result = await Placed(site.url, site.voices, echo_db=ECHO_DB, seed=number).hold(customer)
        done += result.created
        own += len(own_words(result))
        turns += sum(turn.verdict is not None for turn in result.turns)
    found.rate(f"echo at {ECHO_DB:.0f} dB: calls completed", Rate(done, ECHO_CALLS), least=1.0)
    found.rate("echo: own words taken for the caller's", Rate(own, turns), most=0.0)


def own_words(result: CallResult) -> list[str]:
    """What was taken for the caller's and was the agent's. Callers use our words too: what resembles his line is his."""
    theirs = [turn.heard for turn in result.turns if not repeats(turn.heard, turn.said)]
    return [heard for heard in theirs if any(repeats(heard, turn.reply) for turn in result.turns)]


def repeats(heard: str, ours: str) -> bool:
    """Whether what was heard is a piece of that sentence: four words or more, most of them in its order."""
    words, known = (re.findall(r"[a-z0-9]+", text.lower()) for text in (heard, ours))
    blocks = SequenceMatcher(None, words, known, autojunk=False).get_matching_blocks()
    return len(words) >= 4 and sum(block.size for block in blocks) >= LIKENESS * len(words)
