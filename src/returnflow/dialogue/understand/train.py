"""`python -m returnflow.dialogue.understand.train`: the classifier's linear layer from our own examples (about two minutes).

The same examples give the same bytes on the same machine. Its result is committed: 200 kB of numbers made from sentences of ours, so
that every installation decides alike and set-up needs no training. A test says when examples and result no longer belong together.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from returnflow.dialogue.understand.cues import cues_in
from returnflow.dialogue.understand.labels import MEANINGS
from returnflow.dialogue.understand.learned import examples as own
from returnflow.dialogue.understand.learned import fit, head
from returnflow.dialogue.understand.learned.encoder import Encoder, MiniLm, Vector
from returnflow.dialogue.understand.learned.examples import Example
from returnflow.dialogue.understand.learned.features import features
from returnflow.errors import SetupError

Say = Callable[[str], None]


def train(examples: Sequence[Example], encoder: Encoder, say: Say = lambda _: None) -> head.Head:
    """The head that these examples teach."""
    names = tuple(sorted({example.label for example in examples}))
    unknown = set(names) - MEANINGS.keys()
    if unknown:
        raise SetupError(f"No label is called {', '.join(sorted(unknown))}.", fix="see labels.MEANINGS")
    say(f"{len(examples)} examples of {len(names)} labels: embedding")
    rows: Vector = np.stack([features(cues_in(example.text), encoder) for example in examples])
    labels = np.array([names.index(example.label) for example in examples], np.int64)
    say(f"fitting {fit.FOLDS} times without a fold, for temperature and threshold")
    held_out = fit.hold_out(examples, rows, labels, names)
    say(f"held out: {held_out.right:.1%} right, temperature {held_out.temperature}, out of scope from {held_out.outside}")
    layer = fit.fit(rows, labels, len(names))
    about = {"examples": digest(examples), "count": len(examples), "held_out_right": held_out.right}
    return head.Head(names, layer.weights, layer.bias, held_out.temperature, held_out.outside, about)


def digest(examples: Sequence[Example]) -> str:
    """What the examples are, in one word."""
    told = "\n".join(f"{example.label}\t{example.text}" for example in examples)
    return hashlib.sha256(told.encode()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Command line. Exit code 0 when the head was written, 3 when the model is not installed."""
    parser = argparse.ArgumentParser("python -m returnflow.dialogue.understand.train", description="Train the classifier.")
    parser.add_argument("--to", type=Path, default=head.FILE, help="file to write (default: the one that is used)")
    options = parser.parse_args(arguments)
    try:
        made = train(own.read(), MiniLm.load(), lambda line: print(line, flush=True))
    except SetupError as error:
        print(error, file=sys.stderr)
        return 3
    head.save(made, options.to)
    print(f"{options.to.name}: {options.to.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
