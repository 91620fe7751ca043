"""A turn's ears: the same turn is the same object, whatever arrays it holds."""

from typing import Any, cast

import numpy as np

from returnflow.conversation.hearing import Heard
from returnflow.voice.stt.ears import TurnEars


class Recogniser:
    def score(self, heard: Any, texts: list[str]) -> list[float]:
        return [float(len(heard)) for _ in texts]


def ears(samples: int) -> TurnEars:
    return TurnEars(cast(Any, Recogniser()), np.zeros(samples, np.float32))


def test_the_same_words_of_another_turn_are_not_the_same_heard() -> None:
    one, other = ears(3), ears(4)
    assert Heard("yes", ears=one) == Heard("yes", ears=one)
    assert Heard("yes", ears=one) != Heard("yes", ears=other)
    assert len({Heard("yes", ears=one), Heard("yes", ears=one)}) == 1


def test_texts_are_scored_against_the_turns_audio() -> None:
    assert ears(3).score(["a", "b"]) == [3.0, 3.0]
