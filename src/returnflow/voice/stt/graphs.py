"""The model's two graphs as onnxruntime sessions: arrays in, arrays out.

Owns names and shapes of tensors, position tables and the thread settings; knows no text and no rule for choosing a token.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from returnflow.voice.stt.prepare import DECODER, ENCODER

Floats = NDArray[np.float32]
Tokens = NDArray[np.int64]

HEADS, HEAD, TURNED = 8, 52, 32
_PERIOD = 10_000.0  # of the slowest turning pair of dimensions, over 2 pi
_POSITIONS = 1_024  # kept ready: 24 s of audio, 7 MB; longer utterances compute their own
_SHORTEST = 1_600  # samples; below 1,151 the convolutions have nothing to look at


@dataclass(frozen=True, slots=True)
class Encoded:
    """An utterance as the decoder attends to it: 16 tensors, 11 MB for 10 s. Opaque; kept as long as texts may be scored."""

    cross: dict[str, Floats]


@dataclass(frozen=True, slots=True)
class Past:
    """What the decoder remembers of `length` tokens. `of` picks or repeats rows of the batch, `first` forgets the last tokens."""

    tensors: dict[str, Floats]
    length: int

    @classmethod
    def empty(cls, batch: int = 1) -> "Past":
        """Before the first token."""
        key, value = np.zeros((batch, HEADS, HEAD, 0), np.float32), np.zeros((batch, HEADS, 0, HEAD), np.float32)
        layers = range(8)
        return cls({f"past.{n}.key": key for n in layers} | {f"past.{n}.value": value for n in layers}, 0)

    def of(self, rows: Sequence[int]) -> "Past":
        """The same past for these rows of the batch, in this order."""
        return Past({name: tensor[list(rows)] for name, tensor in self.tensors.items()}, self.length)

    def first(self, length: int) -> "Past":
        """As it was after `length` tokens."""
        cut = {
            name: np.ascontiguousarray(tensor[..., :length] if name.endswith("key") else tensor[..., :length, :])
            for name, tensor in self.tensors.items()
        }
        return Past(cut, length)


class Graphs:
    """Loaded once a process; sessions may be run from several threads."""

    def __init__(self, folder: Path) -> None:
        self._encoder, self._decoder = _session(folder / ENCODER), _session(folder / DECODER)
        self._cross_names = [output.name for output in self._encoder.get_outputs()]
        names = [output.name for output in self._decoder.get_outputs()]
        self._past_names = [name.replace("present", "past") for name in names[1:]]
        self._cos, self._sin = _tables(_POSITIONS)

    @property
    def vocabulary(self) -> int:
        """How many logits there are."""
        return int(self._decoder.get_outputs()[0].shape[-1])

    def encode(self, audio: Floats) -> Encoded:
        """Mono audio at 16 kHz. What is too short for the convolutions is filled up with silence."""
        samples = np.pad(audio, (0, max(0, _SHORTEST - len(audio)))).astype(np.float32, copy=False)
        frames1 = (len(samples) - 127) // 64 + 1
        frames2 = (frames1 - 7) // 3 + 1
        frames = (frames2 - 3) // 2 + 1
        given = {
            "input_values": samples[None],
            "windows2": 3 * np.arange(frames2)[:, None] + np.arange(7),
            "windows3": 2 * np.arange(frames)[:, None] + np.arange(3),
            **self._placed(0, frames),
        }
        return Encoded(dict(zip(self._cross_names, self._encoder.run(None, given), strict=True)))

    def decode(self, encoded: Encoded, tokens: Tokens, past: Past) -> tuple[Floats, Past]:
        """Logits [batch, t, vocabulary] after each of `tokens` [batch, t], and the past grown by them."""
        count = tokens.shape[1]
        total = past.length + count
        mask = np.zeros((count, total), np.float32)
        if count > 1:
            mask[:, past.length :] = np.triu(np.full((count, count), -1e9, np.float32), 1)
        given = {"input_ids": tokens, "mask": mask, **self._placed(past.length, total), **encoded.cross, **past.tensors}
        logits, *present = self._decoder.run(None, given)
        return logits, Past(dict(zip(self._past_names, present, strict=True)), total)

    def _placed(self, start: int, end: int) -> dict[str, Floats]:
        cos, sin = (self._cos, self._sin) if end <= _POSITIONS else _tables(end)
        return {"cos": cos[start:end], "sin": sin[start:end]}


def _tables(positions: int) -> tuple[Floats, Floats]:
    """Cosine and sine by position for queries and keys of all heads; dimensions that don't turn have 1 and 0."""
    angles = np.outer(np.arange(positions), _PERIOD ** -(np.arange(0, TURNED, 2) / TURNED)).repeat(2, axis=1)
    cos, sin = np.ones((positions, 2 * HEADS, HEAD), np.float32), np.zeros((positions, 2 * HEADS, HEAD), np.float32)
    cos[:, :, :TURNED], sin[:, :, :TURNED] = np.cos(angles)[:, None], np.sin(angles)[:, None]
    return cos.reshape(positions, -1), sin.reshape(positions, -1)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # calls run side by side; a second thread for one of them would stall the others
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # as fast without; with it every call keeps 10 MB of what its longest turn needed
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
