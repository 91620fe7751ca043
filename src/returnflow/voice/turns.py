"""Whose turn it is: a small machine that is told what is heard and played, and says what to do.

Pure: times come in as numbers, decisions go out as values; no audio, no framework, no dialogue. Pauses are counted in silence
that was heard, not by the clock: on a busy machine sound comes late, and a clock would take the delay for silence. How long a
pause must be is judged from what the dialogue expects (`voice.pauses`), whether words over the agent's voice mean anything by
`voice.overlap`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from returnflow.voice.overlap import Overlap

HALF_WINDOW_S = 0.016  # silence is heard in windows of 32 ms; a pause is over with the nearest one
DEAF_S = 0.6  # seconds by which the clock may run ahead of what is heard (a muted microphone sends nothing) before it decides
LONG_TALK = 2.0  # seconds of uninterrupted speech over the agent's voice that are no back-channel, whatever the words


class Caller(StrEnum):
    """What the caller is doing."""

    QUIET = "quiet"
    TALKING = "talking"
    PAUSED = "paused"


class Voice(StrEnum):
    """What the agent's voice is doing. SPEAKING also covers the moment between a turn and its answer."""

    SILENT = "silent"
    SPEAKING = "speaking"
    HELD = "held"


class Do(StrEnum):
    """What is to be done now."""

    HOLD = "hold"  # stop the voice, keep what it was saying
    RELEASE = "release"  # go on speaking, forget what was heard
    TAKE = "take"  # the caller has the floor: what was being said is over
    FORGET = "forget"  # nothing was said after all
    COMMIT = "commit"  # the caller's turn is over
    CONSIDER = "consider"  # the turn may be over soon: prepare the answer


@dataclass(frozen=True, slots=True)
class Step:
    """One decision. `text` is the turn's words for COMMIT and CONSIDER."""

    do: Do
    text: str = ""


class Floor:
    """One call's floor.

    `wait` gives the seconds of silence that end a turn with these words; `overlap` says what words of that many seconds, spoken
    over the agent's voice, were.
    """

    def __init__(self, wait: Callable[[str], float], overlap: Callable[[str, float], Overlap]) -> None:
        self._wait = wait
        self._overlap = overlap
        self.caller = Caller.QUIET
        self.voice = Voice.SILENT
        self.may_be_held = True
        self.text: str | None = None
        self.paused_at = 0.0
        self.silence = 0.0  # seconds heard since then
        self._pause = 0.0
        self.since = 0.0  # when the caller's current stretch of speech began

    @property
    def deadline(self) -> float | None:
        """When `tick` has something to do, unless something is heard before."""
        if self.voice is Voice.HELD:
            return self.since + LONG_TALK if self.caller is Caller.TALKING else None
        if self.caller is Caller.PAUSED and self.text:
            return self.paused_at + self._pause + DEAF_S
        return None

    @property
    def free(self) -> bool:
        """Whether nobody speaks and nothing is pending."""
        return self.voice is Voice.SILENT and self.caller is Caller.QUIET

    def voice_started(self, *, may_be_held: bool = True) -> None:
        """The agent takes the floor. Closing words may not be held."""
        self.may_be_held = may_be_held
        if self.voice is Voice.SILENT:
            self.voice = Voice.SPEAKING

    def voice_finished(self) -> None:
        """The agent has said what he had to say."""
        self.voice = Voice.SILENT

    def typed(self) -> list[Step]:
        """The caller wrote instead: whatever is being said or heard is over, and the answer follows."""
        cut = [Step(Do.TAKE)] if self.voice is not Voice.SILENT else []
        self.caller, self.voice, self.text = Caller.QUIET, Voice.SPEAKING, None
        return cut

    def speech_started(self, now: float) -> list[Step]:
        """The caller began, or went on, speaking."""
        if self.caller is Caller.QUIET:
            self.since = now
        self.caller = Caller.TALKING
        self.text = None
        if self.voice is Voice.SPEAKING and self.may_be_held:
            self.voice = Voice.HELD
            return [Step(Do.HOLD)]
        return []

    def speech_paused(self, ended_at: float) -> list[Step]:
        """The caller paused; his last sound was at `ended_at`."""
        self.caller = Caller.PAUSED
        self.paused_at = ended_at
        self.silence = 0.0
        return []

    def silent(self, seconds: float) -> list[Step]:
        """This much silence has been heard. By the clock it may be more: then the rest is still on its way, and may be speech."""
        self.silence = seconds
        if self.caller is Caller.PAUSED and self.text and self.voice is not Voice.HELD and self._over():
            return self._commit()
        return []

    def recognised(self, text: str) -> list[Step]:
        """The turn so far has been recognised."""
        if self.caller is not Caller.PAUSED:
            return []
        if self.voice is Voice.SPEAKING:  # over words that may not be held
            self.caller = Caller.QUIET
            return [Step(Do.FORGET)]
        if self.voice is Voice.HELD:
            return self._settle_overlap(text)
        return self._heard(text)

    def tick(self, now: float) -> list[Step]:
        """Time has passed."""
        if self.voice is Voice.HELD and self.caller is Caller.TALKING and now - self.since >= LONG_TALK:
            self.voice = Voice.SILENT
            return [Step(Do.TAKE)]
        deadline = self.deadline
        if self.voice is not Voice.HELD and deadline is not None and now >= deadline:
            return self._commit()
        return []

    def _settle_overlap(self, text: str) -> list[Step]:
        if self._overlap(text, self.paused_at - self.since) is not Overlap.TURN:
            self.voice = Voice.SPEAKING
            self.caller = Caller.QUIET
            return [Step(Do.RELEASE)]
        self.voice = Voice.SILENT
        return [Step(Do.TAKE), *self._heard(text)]

    def _heard(self, text: str) -> list[Step]:
        if not text:
            self.caller = Caller.QUIET
            return [Step(Do.FORGET)]
        self.text = text
        self._pause = self._wait(text)
        return self._commit() if self._over() else [Step(Do.CONSIDER, text)]

    def _over(self) -> bool:
        return self.silence >= self._pause - HALF_WINDOW_S

    def _commit(self) -> list[Step]:
        text = self.text or ""
        self.caller = Caller.QUIET
        self.voice = Voice.SPEAKING
        self.text = None
        return [Step(Do.COMMIT, text)]
