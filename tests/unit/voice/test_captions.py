import asyncio
from dataclasses import dataclass

import pytest

from returnflow.voice import captions
from returnflow.voice.captions import paced, share_heard, words_heard


@dataclass
class Head:
    played: float
    length: float
    complete: bool = True


def test_the_share_heard_is_that_of_the_whole_utterance():
    assert share_heard(Head(1.0, 4.0), "some words") == pytest.approx(0.25)


def test_an_utterance_still_being_made_is_judged_by_its_text():
    text = "x" * 100
    assert share_heard(Head(1.0, 1.5, complete=False), text) == pytest.approx(1.0 / (100 * captions.PER_CHARACTER_S))


def test_nothing_is_heard_before_the_first_sound():
    assert share_heard(Head(0.0, 4.0), "words") == 0.0
    assert words_heard(Head(0.0, 4.0), "two words") == ""


def test_the_words_heard_are_a_beginning():
    assert words_heard(Head(2.0, 4.0), "one two three four") == "one two"
    assert words_heard(Head(9.0, 4.0), "one two three four") == "one two three four"


async def test_captions_follow_the_voice_and_end_with_the_whole_text(monkeypatch):
    monkeypatch.setattr(captions, "POLL_S", 0)
    head = Head(0.0, 4.0)

    async def collect():
        found = []
        async for piece in paced(head, "spoken words", "You get $59.99 back."):
            found.append(piece)
            head.played = min(4.0, head.played + 1.0)
        return found

    async def play():
        await asyncio.sleep(0.01)
        head.played = 0.5

    found, _ = await asyncio.gather(collect(), play())
    assert "".join(found) == "You get $59.99 back."
    assert len(found) > 1
