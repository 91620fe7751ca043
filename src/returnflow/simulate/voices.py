"""The customer's voices: separate programs that turn a line into sound, and a cache of what they said.

`joe` (piper, a man; the agent's voice is a woman's) lives in the environment of `speakers`; `espeak` is Debian's program when it
is there. Knows no room.
"""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np

from returnflow.errors import InvalidInput, SetupError, UpstreamUnavailable
from returnflow.settings import Settings
from returnflow.simulate import clip, speakers

JOE = "joe"
ESPEAK = "espeak"
SET_UP = "run `python -m returnflow.simulate.speakers`"


def available() -> tuple[str, ...]:
    """The voices this machine has, the better one first."""
    return (JOE, ESPEAK) if shutil.which("espeak-ng") else (JOE,)


class Voices:
    """Speaks lines. Safe for several threads; one joe program, started at the first line that is not in the cache."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._folder = settings.cache / "clips" / speakers.folder(settings).name
        self._joe: subprocess.Popen[str] | None = None
        self._lock = Lock()

    def say(self, words: str, voice: str = JOE, *, take: int = 0, speed: float = 1.0) -> clip.Clip:
        """The line as a clip: same words, voice, take and speed, same sound. Another take is another reading."""
        if voice not in (JOE, ESPEAK):
            raise InvalidInput(f"there is no voice {voice!r}", field="voice", fix=f"use {JOE} or {ESPEAK}")
        path = self._path(words, voice, take, speed)
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._make(words, voice, take, speed, path)
        return clip.Clip(words, np.load(path))

    def close(self) -> None:
        """End the speaking program."""
        with self._lock:
            if self._joe is None:
                return
            assert self._joe.stdin is not None
            self._joe.stdin.close()
            try:
                self._joe.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._joe.kill()
                self._joe.wait()
            self._joe = None

    def __enter__(self) -> "Voices":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _path(self, words: str, voice: str, take: int, speed: float) -> Path:
        key = hashlib.sha256(f"{voice}|{take}|{speed:.3f}|{words}".encode()).hexdigest()
        return self._folder / voice / f"{key[:32]}.npy"

    def _make(self, words: str, voice: str, take: int, speed: float, path: Path) -> None:
        """Speak, and keep the sound as it will be sent: reading it back takes a millisecond, resampling it took twenty."""
        sound = path.with_suffix(f".{os.getpid()}.wav")
        with self._lock:
            (self._speak_joe if voice == JOE else self._speak_espeak)(words, take, speed, sound)
        making = path.with_suffix(f".{os.getpid()}.making.npy")
        np.save(making, clip.at_level(clip.trimmed(clip.read(sound))))
        making.replace(path)
        sound.unlink()

    def _speak_joe(self, words: str, take: int, speed: float, out: Path) -> None:
        answer = self._ask_joe({"text": words, "speed": speed, "seed": take + 1, "out": str(out)})
        if "seconds" not in answer:
            raise UpstreamUnavailable("piper", f"the customer's voice could not say {words!r}: {answer.get('error')}")

    def _ask_joe(self, order: dict[str, Any]) -> dict[str, Any]:
        if self._joe is None or self._joe.poll() is not None:
            self._joe = self._start_joe()
        assert self._joe.stdin is not None
        assert self._joe.stdout is not None
        self._joe.stdin.write(json.dumps(order) + "\n")
        self._joe.stdin.flush()
        line = self._joe.stdout.readline()
        if not line:
            raise UpstreamUnavailable("piper", "the customer's voice ended unexpectedly", fix=SET_UP)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _start_joe(self) -> subprocess.Popen[str]:
        if not speakers.is_ready(self._settings):
            raise SetupError("the customer's voice is not set up", fix=SET_UP)
        program = Path(__file__).with_name("speaker.py")
        # -I: the program sees nothing of ours, neither PYTHONPATH nor this folder.
        command = [str(speakers.python(self._settings)), "-I", str(program)]
        started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert started.stdout is not None
        if not started.stdout.readline():
            raise SetupError("the customer's voice does not start", fix=f"remove its folder in the cache and {SET_UP}")
        return started

    def _speak_espeak(self, words: str, take: int, speed: float, out: Path) -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            raise SetupError("the voice espeak needs espeak-ng", fix="apt-get install espeak-ng, or use the voice joe")
        pitch = 50 + 7 * (take % 5)
        command = [program, "-v", "en-us", "-s", str(round(155 * speed)), "-p", str(pitch), "-w", str(out), "--", words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise UpstreamUnavailable("espeak-ng", f"cannot say {words!r}: {done.stderr.strip()}")
