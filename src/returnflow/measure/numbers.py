"""How often a spoken order number is right after at most one repair, and what listening for it costs.

Uses the product's own parts: the recogniser with the digit rules, 1,000 orders in a database, the matching of
`dialogue.understand.number_match`. When that asks for a part again, the same speaker says that part in another recording.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from returnflow import bootstrap
from returnflow.database import Database
from returnflow.dialogue.understand.number_match import NumberHeard, resolve_order_number, resolve_repair
from returnflow.dialogue.understand.numbers import GROUPS, grouped
from returnflow.measure.number_clips import Speaker, SyntheticSpeaker, real_speakers
from returnflow.measure.report import Report
from returnflow.returns.model import Store
from returnflow.settings import Settings
from returnflow.simulate.stats import Rate
from returnflow.simulate.voices import ESPEAK, JOE, Voices, available
from returnflow.stores.demo import orders as demo_orders
from returnflow.voice.engines import Engines
from returnflow.voice.stt.recogniser import Transcript

Progress = Callable[[str], None]

STORE_SIZE = 1_000
TRIES = 240
GOAL_SYNTHETIC, GOAL_REAL = 0.98, 0.90
GOAL_SCORING_MS = 150.0
_KIND = Store.AMAZON


@dataclass(slots=True)
class Tally:
    """What came of one kind of voice."""

    said: int = 0
    decoded: int = 0
    first: int = 0
    right: int = 0
    wrong: int = 0
    repairs: int = 0
    decode_ms: list[float] = field(default_factory=list)
    scoring_ms: list[float] = field(default_factory=list)
    by_speaker: dict[str, list[int]] = field(default_factory=dict)
    misses: list[dict[str, str]] = field(default_factory=list)


def run(
    settings: Settings, data: Path | None, *, tries: int | None = None, seed: int = 1, progress: Progress = lambda _: None
) -> Report:
    """The report. Real voices are measured only when `data`, a folder of spoken digits, is given."""
    report = Report("numbers")
    wanted = tries or TRIES
    with orders_on_record(settings, Random(seed)) as (database, numbers), Voices(settings) as voices:
        engines = bootstrap.engines(settings)
        bench = Bench(engines, database, numbers)
        speakers: list[Speaker] = [SyntheticSpeaker("hibari", voices, engines.voice)]
        speakers += [SyntheticSpeaker(name, voices) for name in available() if name in (JOE, ESPEAK)]
        _add(report, "synthetic voices", bench.tally(speakers, wanted, Random(seed), progress), GOAL_SYNTHETIC)
        if data is not None:
            _add(report, "real voices", bench.tally(real_speakers(data), wanted, Random(seed), progress), GOAL_REAL)
    return report


@dataclass(frozen=True, slots=True)
class Bench:
    """One store of orders and the engines that listen."""

    engines: Engines
    database: Database
    numbers: Sequence[str]

    def tally(self, speakers: Sequence[Speaker], tries: int, random: Random, progress: Progress) -> Tally:
        """`tries` order numbers, the speakers in turn."""
        tally = Tally()
        for turn in range(tries):
            speaker = speakers[turn % len(speakers)]
            self._say(speaker, random.choice(self.numbers), random, tally)
            progress(f"{turn + 1} of {tries}: {speaker.name}, {tally.right} right, {tally.repairs} repairs")
        return tally

    def _say(self, speaker: Speaker, number: str, random: Random, tally: Tally) -> None:
        tally.said += 1
        digits = number.replace("-", "")
        heard = first = self._listen(speaker, number.split("-"), 0, random, tally, None)
        tally.decoded += heard.heard_digits == digits
        tally.first += heard.number == number
        if heard.number is None:
            tally.repairs += 1
            start, end = heard.doubtful or (0, len(digits))
            heard = self._listen(speaker, groups_between(digits, start, end), 1, random, tally, heard)
        right = heard.number == number
        tally.right += right
        tally.wrong += heard.number is not None and not right
        tally.by_speaker.setdefault(speaker.name, []).append(right)
        if not right:
            heard_as = {"first": first.heard_digits, "heard": heard.heard_digits, "asked": str(first.doubtful)}
            tally.misses.append({"speaker": speaker.name, "said": number, **heard_as})

    def _listen(
        self, speaker: Speaker, groups: Sequence[str], take: int, random: Random, tally: Tally, before: NumberHeard | None
    ) -> NumberHeard:
        lengths = {sum(map(len, groups)), sum(GROUPS[_KIND.value])}
        recogniser, audio = self.engines.recogniser, speaker.say(groups, take, random)
        transcript = recogniser.transcribe(audio, number=lengths)
        assert transcript is not None  # nothing cancels it
        tally.decode_ms.append(transcript.encode_ms + transcript.decode_ms)
        scored = _Timed(self.engines, transcript)
        with self.database.read() as work:

            def nearest(said: str) -> list[str]:
                return list(work.orders.nearest(_KIND, said, limit=4))

            def in_pieces(lengths: Sequence[int]) -> list[str]:
                return recogniser.in_pieces(audio, lengths)

            if before is not None:
                found = resolve_repair(before, transcript.text, _KIND.value, nearest, scored, in_pieces)
            else:
                exact = self.numbers.__contains__
                found = resolve_order_number(transcript.text, _KIND.value, exact, nearest, scored, in_pieces)
        if scored.spent_ms:
            tally.scoring_ms.append(scored.spent_ms)
        return found


class _Timed:
    """The recogniser's score of one turn, and how long it took in all."""

    def __init__(self, engines: Engines, transcript: Transcript) -> None:
        self._engines, self._transcript, self.spent_ms = engines, transcript, 0.0

    def __call__(self, texts: Sequence[str]) -> list[float]:
        started = time.perf_counter()
        scores = self._engines.recogniser.score(self._transcript, texts)
        self.spent_ms += (time.perf_counter() - started) * 1e3
        return scores


@contextmanager
def orders_on_record(settings: Settings, random: Random) -> Iterator[tuple[Database, list[str]]]:
    """A database of its own with STORE_SIZE orders whose digits are all random, which is harder than the few prefixes in use."""
    template = next(order for order in demo_orders(datetime.now(UTC)) if order.store is _KIND)
    length = sum(GROUPS[_KIND.value])
    numbers = [grouped(f"{random.randrange(10**length):0{length}d}", _KIND.value) for _ in range(STORE_SIZE)]
    with tempfile.TemporaryDirectory(prefix="returnflow-numbers-") as folder:
        database = bootstrap.database(settings.model_copy(update={"data": Path(folder), "database_url": ""}))
        database.upgrade()
        with database.begin() as work:
            for number in numbers:
                lines = tuple(replace(line, order_number=number) for line in template.lines)
                work.orders.add(replace(template, number=number, lines=lines))
        yield database, numbers


def groups_between(digits: str, start: int, end: int) -> list[str]:
    """The digits from `start` to `end` as a person reads them: by the store's groups."""
    cuts, at = {start, end}, 0
    for length in GROUPS[_KIND.value]:
        at += length
        cuts |= {at} if start < at < end else set()
    ordered = sorted(cuts)
    return [digits[a:b] for a, b in zip(ordered, ordered[1:], strict=False)]


def _add(report: Report, voices: str, tally: Tally, goal: float) -> None:
    report.rate(f"{voices}: right after at most one repair", Rate(tally.right, tally.said), least=goal)
    report.rate(f"{voices}: right at once", Rate(tally.first, tally.said))
    report.rate(f"{voices}: decoding alone", Rate(tally.decoded, tally.said))
    report.rate(f"{voices}: asked again", Rate(tally.repairs, tally.said))
    report.rate(f"{voices}: another number taken", Rate(tally.wrong, tally.said))
    for name, results in sorted(tally.by_speaker.items()):
        report.rate(f"{voices}: {name}", Rate(sum(results), len(results)))
    report.latency(f"{voices}: recognition", tally.decode_ms)
    if tally.scoring_ms:
        report.latency(f"{voices}: scoring", tally.scoring_ms, p95=GOAL_SCORING_MS)
    report.raw[f"{voices}: misses"] = tally.misses


def main(arguments: list[str] | None = None) -> int:
    """`python -m returnflow.measure.numbers [--data DIR]`: prints the rows; 1 when a goal is missed."""
    parser = argparse.ArgumentParser("python -m returnflow.measure.numbers")
    parser.add_argument("--data", type=Path, help="folder of spoken digits by people")
    parser.add_argument("--tries", type=int, help=f"order numbers of each kind of voice (default {TRIES})")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    report = run(bootstrap.settings(), options.data, tries=options.tries, seed=options.seed)
    for row in report.rows:
        print(f"{row.what:52} {row.measured:44} {row.goal:14} {'' if row.holds is None else 'yes' if row.holds else 'NO'}")
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main())
