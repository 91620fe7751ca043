"""Voice to voice at the caller's ear: one simulated call after the other, every turn judged in audio.

Turns that carry a number are told apart: the end of turn waits for a number to be complete, and the recogniser has more to do.
"""

from returnflow.measure.report import Report
from returnflow.measure.site import Site
from returnflow.simulate import ear, scenario
from returnflow.simulate.clip import RATE
from returnflow.simulate.customer import Customer
from returnflow.simulate.ear import Verdict
from returnflow.simulate.place import Placed
from returnflow.simulate.result import CallResult, Turn
from returnflow.simulate.stats import Rate

TURNS = 200
SCENARIOS = ("amazon_headphones", "walmart_return", "several_items", "correction", "amazon_shoes", "refused_window")
NUMBERS = frozenset({"order_number", "phone"})
DIGITS = frozenset({"zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"})


def is_number(turn: Turn) -> bool:
    """Whether the caller said digits: an order number, a ZIP code, a phone number."""
    words = turn.said.lower().replace(",", " ").replace(".", " ").split()
    return turn.expecting in NUMBERS or sum(word in DIGITS for word in words) >= 5


def spoken(results: list[CallResult]) -> list[Turn]:
    """Turns in which the caller said something and that were judged."""
    return [turn for result in results for turn in result.turns if turn.verdict is not None]


def run(site: Site, voice: str = "joe") -> Report:
    """Calls until there are enough turns."""
    wanted, results = site.turns or TURNS, list[CallResult]()
    while (done := len(spoken(results))) < wanted:
        name = SCENARIOS[len(results) % len(SCENARIOS)]
        site.progress(f"latency: {done} of {wanted} turns; {name}")
        results.append(one(site, name, next(site.seeds), voice))
        if len(results) > 5 and not spoken(results):
            break  # the desk does not answer: say so instead of ringing for ever
    return report(results, site, "latency")


def one(site: Site, name: str, seed: int, voice: str = "joe") -> CallResult:
    """One call with an order of its own and wording of its own."""
    customer = Customer(site.renewed(scenario.load(name)), seed)
    return Placed(site.url, site.voices, voice, seed=seed)(customer)


def report(results: list[CallResult], site: Site, name: str, p50: float | None = 550, p95: float = 900) -> Report:
    """The rows: ordinary turns and number turns apart, then what went wrong."""
    turns, found = spoken(results), Report(name)
    plain = [turn for turn in turns if not is_number(turn)]
    numbers = [turn for turn in turns if is_number(turn)]
    found.latency("voice to voice", _latencies(plain), p50=p50, p95=p95)
    found.latency("voice to voice, numbers", _latencies(numbers), p95=1100)
    found.rate("false cut-offs", _count(turns, Verdict.CUT_OFF), most=0.05)
    found.rate("missed turns", _count(turns, Verdict.MISSED), most=0.0)
    found.rate("numbers heard in several turns", Rate(sum(turn.pieces > 1 for turn in numbers), len(numbers)), most=0.0)
    finished = sum(bool(result.outcome) for result in results)
    found.rate("calls that came to an outcome", Rate(finished, len(results)))
    found.latency("pauses inside the callers' lines", _pauses(turns, site))
    found.latency("generator's lag", [lag for result in results for lag in result.lags_ms][::10])
    found.raw["turns"] = [
        turn.to_document() | {name: getattr(turn, name) for name in ("latency_ms", "expecting", "verdict", "pieces")}
        for turn in turns
    ]
    return found


def _latencies(turns: list[Turn]) -> list[float]:
    return [turn.latency_ms for turn in turns if turn.latency_ms is not None]


def _count(turns: list[Turn], verdict: Verdict) -> Rate:
    return Rate(sum(turn.verdict is verdict for turn in turns), len(turns))


def _pauses(turns: list[Turn], site: Site) -> list[float]:
    clips = (site.voices.say(words) for words in {turn.said for turn in turns if turn.said})
    return [1000 * pause for clip in clips for pause in ear.pauses(clip.samples, RATE)]
