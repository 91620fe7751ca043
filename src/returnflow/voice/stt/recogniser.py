"""The local recogniser: speech in, words out, and how well given words fit the speech.

One object a process, shared by all its calls: it keeps nothing of a call, starts no thread (so it survives a fork) and every
method may be called from several threads. Blocking; never to be called on an event loop.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from returnflow.errors import SetupError
from returnflow.voice.audio import core
from returnflow.voice.stt import pieces, prepare, scoring
from returnflow.voice.stt.completing import complete
from returnflow.voice.stt.decoding import Cancelled, Decoded, Rule, Rules, decode
from returnflow.voice.stt.graphs import Encoded, Floats, Graphs
from returnflow.voice.stt.tokenizer import Tokenizer

SAMPLE_RATE = 16_000


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said. `encoded` serves `score`; `log_probs` are those of the tokens, the end's last."""

    text: str
    audio_s: float
    encode_ms: float
    decode_ms: float
    tokens: tuple[int, ...]
    log_probs: tuple[float, ...]
    encoded: Encoded


class Recogniser:
    """Moonshine base-en, int8, one thread."""

    sample_rate = SAMPLE_RATE

    def __init__(self, graphs: Graphs, tokenizer: Tokenizer) -> None:
        self._graphs = graphs
        self._tokenizer = tokenizer
        self._rules = Rules.for_vocabulary(tokenizer, graphs.vocabulary)
        self.transcribe(np.zeros(SAMPLE_RATE, np.float32))  # the first run is slower than the others

    @classmethod
    def load(cls, folder: Path) -> "Recogniser":
        """From a folder made by `prepare`; under a second."""
        if found := prepare.problems(folder):
            raise SetupError(f"The speech model can't be used: {found[0]}.", fix="run `make setup`")
        return cls(Graphs(folder), Tokenizer.load(folder / prepare.TOKENIZER))

    def encode(self, audio: Floats) -> Encoded:
        """What decoding and scoring start from. Mono float32 at 16 kHz."""
        return self._graphs.encode(audio)

    def transcribe(
        self,
        audio: Floats,
        *,
        number: bool | Collection[int] = False,
        cancelled: Cancelled | None = None,
        draft: Sequence[int] = (),
    ) -> Transcript | None:
        """The words of one utterance with about 200 ms of silence in front; None when cancelled (noticed between tokens).

        `number` favours digits and forbids an empty answer: only while a number is expected. Best given as the lengths (in
        digits) that the number may have, such as `Expecting.digits`: then one that lacks a digit is looked at twice. `draft`: the
        tokens of a transcript of the beginning of the same speech; the same words come out sooner.
        """
        started = time.perf_counter()
        encoded = self._graphs.encode(audio)
        midway = time.perf_counter()
        seconds = len(audio) / SAMPLE_RATE
        rule = self._rule(number)
        decoded = decode(self._graphs, encoded, seconds, rule, cancelled, draft=draft)
        if decoded is not None and not decoded.tokens:
            encoded, decoded = self._insist(audio, cancelled)
        elif decoded is not None:
            decoded = complete(self._graphs, encoded, rule, decoded, seconds, cancelled)
        if decoded is None:
            return None
        spent = (midway - started) * 1e3, (time.perf_counter() - midway) * 1e3
        return Transcript(self._tokenizer.decode(decoded.tokens), seconds, *spent, decoded.tokens, decoded.log_probs, encoded)

    def in_pieces(self, audio: Floats, lengths: Sequence[int]) -> list[str]:
        """A number said in groups of `lengths` digits, cut at its longest pauses and heard group by group; empty without pauses.

        A second opinion for a number that came out incomplete, 50-100 ms a group.
        """
        parts = pieces.cut(audio, SAMPLE_RATE, len(lengths))
        heard = (self.transcribe(core(part, SAMPLE_RATE), number=tuple(lengths)) for part in parts)
        return [transcript.text if transcript else "" for transcript in heard]

    def score(self, heard: Floats | Encoded | Transcript, texts: Sequence[str]) -> list[float]:
        """Log-probability (nats) of each text given the audio, what was encoded from it, or its transcript."""
        return scoring.score(self._graphs, self._tokenizer, self._encoded(heard), texts)

    def by_position(self, heard: Floats | Encoded | Transcript, text: str) -> list[scoring.Piece]:
        """`score` of one text piece by piece: shows which part of it is in doubt."""
        return scoring.by_position(self._graphs, self._tokenizer, self._encoded(heard), text)

    def _rule(self, number: bool | Collection[int]) -> Rule:
        if isinstance(number, bool):
            return self._rules.number if number else self._rules.words
        return self._rules.expecting(number) if number else self._rules.words

    def _insist(self, audio: Floats, cancelled: Cancelled | None) -> tuple[Encoded, Decoded | None]:
        """Again without the silence around it, the end forbidden: 0.8 s of silence in front made 19 of 60 short answers empty."""
        trimmed = core(audio, SAMPLE_RATE)
        encoded = self._graphs.encode(trimmed)
        return encoded, decode(self._graphs, encoded, len(trimmed) / SAMPLE_RATE, self._rules.insist, cancelled)

    def _encoded(self, heard: Floats | Encoded | Transcript) -> Encoded:
        if isinstance(heard, Transcript):
            return heard.encoded
        return heard if isinstance(heard, Encoded) else self.encode(heard)
