"""Where the time of one turn went: stages measured inside the worker, all counted from the caller's last sound.

They leave out the network and the caller's own device; the truth about those is measured at the caller's ear.
"""

from dataclasses import dataclass


@dataclass(slots=True)
class TurnTimes:
    """Loop times of one turn as they become known; 0 means not yet. `*_s` are durations."""

    ended: float = 0.0  # the caller's last sound
    decode_started: float = 0.0
    decoded: float = 0.0
    considered_s: float | None = None  # None: the answer could not be known before the commit
    prepared_s: float | None = None
    over: float = 0.0  # the turn was judged to be over
    committed_s: float = 0.0
    first_frame: float = 0.0

    def stages(self) -> dict[str, float | bool]:
        """Milliseconds by stage, for the record and the page."""
        values: dict[str, float | bool] = {"preflight": self.considered_s is not None}
        spans = {
            "decode_start_ms": (self.ended, self.decode_started),
            "decode_ms": (self.decode_started, self.decoded),
            "end_of_turn_ms": (self.ended, self.over),
            "first_frame_ms": (self.ended, self.first_frame),
        }
        values |= {name: _ms(end - start) for name, (start, end) in spans.items() if start and end}
        values["brain_ms"] = _ms(self.committed_s)
        if self.considered_s is not None:
            values["consider_ms"] = _ms(self.considered_s)
        if self.prepared_s is not None:
            values["tts_ms"] = _ms(self.prepared_s)
        return values


def _ms(seconds: float) -> float:
    return round(seconds * 1e3, 1)
