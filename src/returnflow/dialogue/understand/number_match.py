"""Which number was said: the decoded words, the numbers on record and the recogniser's score together.

Owns the decision and its thresholds in nats. Pure: the records (`exact`, `nearest`) and the recogniser (`score`, `in_pieces`)
come in as functions. Two rules keep a guesser from learning anything: whether a part is asked again depends on the sound alone
(a number complete in form is never asked again, one that isn't always is, whatever is on record), and a number that was corrected
from the records must never be read back before the caller is verified; what may be said aloud is `heard_digits`.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from returnflow.dialogue.understand.digits import spoken_digits
from returnflow.dialogue.understand.in_pieces import InPieces, Said, heard_in_pieces
from returnflow.dialogue.understand.numbers import LENGTHS, grouped
from returnflow.dialogue.understand.spelling import spellings

Score = Callable[[Sequence[str]], list[float]]
"""Log-probability (nats) of each text given the turn's audio: `Ears.score`."""

MAX_CANDIDATES = 4
_AT_LEAST = 2  # scored even when the second lies far off: the margin to it is the guard against numbers that are not on record
_MUCH_FARTHER = 4  # digits: who differs in so many more than the nearest can't have been meant, each costs 4 nats and more
# 480 numbers of 17 digits, 60 of them inexact: the truth lay at most 18.0 nats below what was decoded freely and at least 22.6
# above the second; another number at best 26.5 below and at most 14.7 above its second.
WITHIN, CLEAR = 22.0, 18.0
_OUTSIDE = 4.0  # nats for each digit that differs outside the part that was said again
ZIP_WITHIN = 6.0  # 48 ZIP codes by people: 83 % accepted (exact decoding 67 %), of neighbours one digit off none


@dataclass(frozen=True, slots=True)
class Ranked:
    """A number and how well it fits the sound (nats, spellings added up)."""

    number: str
    nats: float


@dataclass(frozen=True, slots=True)
class NumberHeard:
    """What came of listening for an order number.

    number: canonical, to look up; None when a part must be asked again or no number was said. It need not be on record.
    heard_digits: what the caller was understood to say: the only thing to read back.
    margin: nats between the accepted number and the next best; infinite when decoding alone settled it.
    doubtful: positions [from, to) of the digits to ask for again: one group of the store's form, or the whole number.
    corrected: the number comes from the records and differs from `heard_digits`.
    """

    number: str | None
    heard_digits: str
    margin: float = 0.0
    doubtful: tuple[int, int] | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class ZipHeard:
    """Whether the sound fits the ZIP on record, and by how many nats it lies above (+) or below (-) what was decoded."""

    accepted: bool
    margin: float


def resolve_order_number(
    text: str,
    store_kind: str,
    exact: Callable[[str], bool],
    nearest: Callable[[str], list[str]],
    score: Score | None,
    in_pieces: InPieces | None = None,
) -> NumberHeard:
    """The order number in `text`, a turn in which one was expected.

    store_kind: "amazon" or "walmart". exact: is this canonical number on record. nearest: canonical numbers on record, those
    close to some digits first (MAX_CANDIDATES are looked at). score: None for typed words, which are believed as they are.
    in_pieces: `Ears.in_pieces`, a second opinion on an incomplete number that may complete it or tell which group to ask for.
    """
    digits = spoken_digits(text, homophones=True)
    if len(digits) != LENGTHS[store_kind]:
        said = heard_in_pieces(Said(digits, text), store_kind, in_pieces)
        if len(said.digits) != LENGTHS[store_kind]:
            return NumberHeard(None, said.digits, doubtful=said.doubtful)
        digits = said.digits
    heard = grouped(digits, store_kind)
    if score is None or exact(heard):
        return NumberHeard(heard, digits, margin=math.inf)
    ranked = rank(_worth_scoring(nearest(digits), digits), score, text)
    margin = _margin(ranked)
    if ranked and margin >= CLEAR and ranked[0].nats - score([text])[0] >= -WITHIN:
        return NumberHeard(ranked[0].number, digits, margin, corrected=True)
    return NumberHeard(heard, digits)


def resolve_repair(
    before: NumberHeard,
    text: str,
    store_kind: str,
    nearest: Callable[[str], list[str]],
    score: Score | None,
    in_pieces: InPieces | None = None,
) -> NumberHeard:
    """The second try: `text` is what was said when asked for `before.doubtful` again: that part, or the whole after all."""
    total = LENGTHS[store_kind]
    start, end = before.doubtful or (0, total)
    said = spoken_digits(text, homophones=True)
    if abs(len(said) - total) <= abs(len(said) - (end - start)):
        return resolve_order_number(text, store_kind, _among(nearest), nearest, score, in_pieces)
    if len(said) != end - start:
        return NumberHeard(None, before.heard_digits, doubtful=before.doubtful)
    # Behind the doubtful part it is counted from the end: the part may have had too few or too many digits.
    kept = before.heard_digits
    digits = kept[:start] + said + (kept[-(total - end) :] if end < total else "")
    if len(digits) != total:
        return NumberHeard(None, digits, doubtful=(0, total))
    heard = grouped(digits, store_kind)
    if score is None or _among(nearest)(heard):
        return NumberHeard(heard, digits, margin=math.inf)
    ranked = _rank_part(_worth_scoring(nearest(digits), digits), (start, end), digits, score, text)
    if ranked and _margin(ranked) >= CLEAR and ranked[0].nats >= -WITHIN:
        return NumberHeard(ranked[0].number, digits, _margin(ranked), corrected=True)
    return NumberHeard(heard, digits)


def zip_accepts(expected: str, text: str, score: Score | None) -> ZipHeard:
    """Whether the ZIP on record was said. Typed words (no score) must be equal; spoken ones may lie ZIP_WITHIN nats below."""
    said = spoken_digits(text, homophones=True)
    if said[:5] == expected or score is None or not said:
        return ZipHeard(said[:5] == expected, 0.0)
    nats = {ranked.number: ranked.nats for ranked in rank([expected, said], score, text)}
    margin = nats[expected] - max(score([text])[0], nats[said])
    return ZipHeard(margin >= -ZIP_WITHIN, margin)


def rank(candidates: Iterable[str], score: Score, text: str = "") -> list[Ranked]:
    """`candidates` (canonical or bare digits) as they would stand in `text`, the best first: log-sum-exp over their spellings."""
    numbers = list(dict.fromkeys(candidates))
    texts = [spellings(number, text) for number in numbers]
    nats = iter(score([spelling for several in texts for spelling in several]) if texts else [])
    ranked = [Ranked(number, log_sum([next(nats) for _ in several])) for number, several in zip(numbers, texts, strict=True)]
    return sorted(ranked, key=lambda r: -r.nats)


def log_sum(nats: Sequence[float]) -> float:
    """Log of the sum of probabilities given as logs."""
    top = max(nats)
    return top + math.log(sum(math.exp(n - top) for n in nats)) if top > -math.inf else top


def _rank_part(candidates: Sequence[str], part: tuple[int, int], digits: str, score: Score, text: str) -> list[Ranked]:
    """Candidates by how their part fits the new recording (against what was decoded) and their rest what was heard before."""
    start, end = part
    parts = {number: _digits_only(number)[start:end] for number in candidates}
    nats = {ranked.number: ranked.nats for ranked in rank(parts.values(), score, text)}
    free = score([text])[0]

    def outside(number: str) -> int:
        known = _digits_only(number)
        return Levenshtein.distance(known[:start] + known[end:], digits[:start] + digits[end:])

    ranked = [Ranked(number, nats[part_] - free - _OUTSIDE * outside(number)) for number, part_ in parts.items()]
    return sorted(ranked, key=lambda r: -r.nats)


def _worth_scoring(candidates: Sequence[str], digits: str) -> list[str]:
    """The nearest few: at least two when there are, none that differs in many more digits than the nearest."""
    distances = [(Levenshtein.distance(_digits_only(number), digits), number) for number in candidates[:MAX_CANDIDATES]]
    distances.sort()
    limit = distances[0][0] + _MUCH_FARTHER if distances else 0
    return [number for place, (distance, number) in enumerate(distances) if place < _AT_LEAST or distance <= limit]


def _margin(ranked: Sequence[Ranked]) -> float:
    return ranked[0].nats - ranked[1].nats if len(ranked) > 1 else math.inf


def _among(nearest: Callable[[str], list[str]]) -> Callable[[str], bool]:
    """Whether a number is on record, asked of `nearest`: an equal number is the nearest there is."""
    return lambda number: number in nearest(_digits_only(number))[:1]


def _digits_only(number: str) -> str:
    return number.replace("-", "")
