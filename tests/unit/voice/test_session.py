"""A conversation with everything around it replaced by something small: the desk answers by rules, the voice makes no sound."""

import asyncio
from dataclasses import replace

import pytest

from returnflow.conversation.hearing import Source
from returnflow.conversation.reply import EndReason
from returnflow.voice import lines, session
from returnflow.voice.brain import Brain
from returnflow.voice.session import MAX_TYPED, Conversation

from ...doubles.rule_desk import GREETING, RuleDeskCall


class Handle:
    def __init__(self):
        self.done = asyncio.Event()

    def interrupt(self, *, force):
        self.done.set()

    async def wait_for_playout(self):
        await self.done.wait()


class Stage:
    def __init__(self):
        self.turns = []

    def reply(self, reply):
        pass

    def heard(self, heard):
        pass

    def said(self, heard, reply, words, times):
        if heard:
            self.turns.append((heard.text, words))


class World:
    """Stands for recogniser, voice, speaker and framework session at once: the conversation asks little of each."""

    played, length, complete = 0.0, 4.0, True

    def __init__(self, desk):
        self.desk = desk
        self.said = []
        self.handles = []
        self.prepared = []
        self.dropped = 0
        self.held = False
        self.live = self
        self.stage = Stage()
        self.spoken = []
        self.conversation = Conversation(Brain(lambda: desk), self, self, self, self.stage, spoken=self.spoken.append)
        self.loop = asyncio.get_running_loop()

    # what the conversation uses
    def on(self, name, handler):
        pass

    def say(self, text, *, allow_interruptions):
        self.said.append(text)
        self.handles.append(Handle())
        return self.handles[-1]

    async def prepare(self, text):
        self.prepared.append(text)

    def pause(self):
        self.held = True

    def resume(self):
        self.held = False

    def ears(self):
        return None

    settle = ears

    def drop(self):
        self.dropped += 1

    # what a test does
    async def greeted(self):
        self.conversation.open(self, self.desk.greet())
        await self.finish_speaking()

    async def until(self, condition):
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110  # the condition is on objects that know no event
                await asyncio.sleep(0.005)

    async def saying(self, count):
        await self.until(lambda: len(self.said) >= count)

    async def finish_speaking(self):
        """The caller hears the utterance to its end, and the desk is told."""
        before = len(self.desk.of("spoken")) + len(self.desk.of("cut"))
        await self.until(lambda: self.handles and not self.handles[-1].done.is_set())
        self.handles[-1].done.set()
        await self.until(lambda: len(self.desk.of("spoken")) + len(self.desk.of("cut")) > before)
        await asyncio.sleep(0.01)

    def hear(self, text, ago=0.2):
        """Words that ended `ago` seconds back and have just been recognised."""
        now = self.loop.time()
        self.conversation.speech_started(now - 1.0)
        self.conversation.speech_paused(now - ago)
        self.conversation.silence(ago)
        self.conversation.recognised(_Recognised(text, now - 0.1, now))
        self.loop.call_later(0.03, self.still_silent, now - ago, self.conversation._floor.paused_at)

    def still_silent(self, since, paused_at):
        """Silence goes on being heard, unless the caller went on."""
        if self.conversation._floor.paused_at == paused_at and not self.conversation.ended.done():
            self.conversation.silence(self.loop.time() - since)
            self.loop.call_later(0.03, self.still_silent, since, paused_at)


class _Recognised:
    def __init__(self, text, started, done):
        self.text, self.started, self.done, self.sure = text, started, done, False


@pytest.fixture
async def world():
    world = World(RuleDeskCall())
    yield world
    world.conversation.close(EndReason.COMPLETED)
    await world.conversation.aclose()


async def test_the_greeting_is_spoken_and_the_desk_learns_that_it_was_heard(world):
    await world.greeted()
    assert world.said == [GREETING]
    assert world.desk.of("spoken") == [GREETING]


async def test_a_turn_is_committed_once_with_the_words_that_were_considered(world):
    await world.greeted()
    world.hear("I want a refund.", ago=0.1)
    await world.saying(2)
    await world.finish_speaking()
    assert world.desk.of("commit") == ["I want a refund."]
    assert world.desk.of("consider") == ["I want a refund."]
    assert world.prepared == [world.said[1]] == ["I can help with that. What is the order number?"]
    assert world.stage.turns == [("I want a refund.", world.said[1])]


async def test_a_dropped_speculation_leaves_nothing_behind(world):
    await world.greeted()
    world.hear("I want a refund,", ago=0.05)
    world.conversation.speech_started(world.loop.time())
    world.conversation.speech_paused(world.loop.time())
    world.conversation.recognised(_Recognised("I want a refund, no, a person.", 0, 0))
    await world.saying(2)
    await world.until(lambda: world.desk.of("commit"))
    assert world.desk.of("commit") == ["I want a refund, no, a person."]
    assert world.said[1] == "Sure. I will get a person for you."


async def test_known_words_are_spoken_while_the_turn_is_being_committed(world):
    await world.greeted()
    slow = asyncio.Event()
    commit = world.desk.commit

    def committed_later(heard):
        asyncio.run_coroutine_threadsafe(slow.wait(), world.loop).result(5)
        return commit(heard)

    world.desk.commit = committed_later
    world.hear("I want a refund.", ago=0.1)
    await world.saying(2)
    assert world.desk.of("commit") == []
    slow.set()
    await world.finish_speaking()
    assert len(world.said) == 2
    assert world.desk.of("commit") == ["I want a refund."]


async def test_a_desk_that_changes_its_mind_is_obeyed(world):
    await world.greeted()
    world.hear("I want a refund.", ago=0.1)
    await world.until(lambda: world.desk.of("consider"))
    commit = world.desk.commit
    world.desk.commit = lambda heard: replace(commit(heard), text="Something else.")
    await world.saying(3)
    assert world.handles[1].done.is_set()
    assert world.said[2] == "Something else."


async def test_an_answer_that_needs_a_write_waits_for_the_commit(world):
    world.desk.considers = False
    await world.greeted()
    world.hear("I want a refund.", ago=0.1)
    await world.saying(2)
    assert world.prepared == []
    assert world.desk.of("commit") == ["I want a refund."]


async def test_a_number_in_groups_is_committed_only_when_it_is_complete(world):
    await world.greeted()
    world.hear("I want a refund.")
    await world.saying(2)
    await world.finish_speaking()
    assert world.conversation.expecting.wants_number
    world.hear("one one four", ago=0.6)
    await asyncio.sleep(0.05)
    assert len(world.desk.of("commit")) == 1
    world.hear("one one four, two eight three nine four zero seven, five five six one eight two three", ago=0.25)
    await world.saying(3)
    assert len(world.desk.of("commit")) == 2


async def test_interrupting_tells_the_desk_how_much_was_heard(world):
    await world.greeted()
    world.hear("I want a refund.")
    await world.saying(2)
    world.played = 2.0
    world.hear("Stop, I want to talk to a person.")
    await world.saying(3)
    await world.until(lambda: world.desk.of("cut"))
    assert world.desk.of("cut") == ["I can help with that."]
    assert world.said[2] == "Sure. I will get a person for you."
    assert not world.held


async def test_a_back_channel_holds_the_voice_for_a_moment_and_starts_nothing(world):
    await world.greeted()
    world.hear("I want a refund.")
    await world.saying(2)
    now = world.loop.time()
    world.conversation.speech_started(now)
    assert world.held
    world.conversation.speech_paused(now + 0.3)
    world.conversation.recognised(_Recognised("Mm-hm.", 0, 0))
    assert not world.held
    await world.finish_speaking()
    assert len(world.said) == 2
    assert world.desk.of("commit") == ["I want a refund."]


async def test_words_before_the_answer_begins_replace_the_answer(world):
    await world.greeted()
    world.hear("I want a refund.", ago=0.6)
    world.hear("No, wait, I want a person.")
    await world.saying(2)
    assert world.said[1] == "Sure. I will get a person for you."
    await world.until(lambda: world.desk.of("cut"))
    assert world.desk.of("cut") == [""]
    assert not world.held


async def test_silence_is_answered_and_in_the_end_closes_the_call(world, monkeypatch):
    monkeypatch.setattr(session, "SILENCE_S", 0.02)
    await world.greeted()
    for count in (2, 3, 4):
        await world.saying(count)
        await world.finish_speaking()
    assert world.said[1] == "Are you still there?"
    assert world.conversation.ended.result() is EndReason.SILENCE


async def test_typed_words_are_a_turn_and_cut_what_is_being_said(world):
    world.conversation.open(world, world.desk.greet())
    await world.saying(1)
    world.conversation.typed("I want a refund", Source.TEXT)
    await world.saying(2)
    assert world.desk.of("commit") == ["I want a refund"]
    assert world.handles[0].done.is_set()


@pytest.mark.parametrize("text", ["", "   ", "\n"])
async def test_an_empty_message_is_nothing(world, text):
    await world.greeted()
    world.conversation.typed(text, Source.TEXT)
    await asyncio.sleep(0.02)
    assert len(world.said) == 1


async def test_a_message_that_is_too_long_is_refused_kindly_and_never_reaches_the_desk(world):
    await world.greeted()
    world.conversation.typed("x" * (MAX_TYPED + 1), Source.TEXT)
    await world.saying(2)
    assert world.said[1] == lines.TOO_LONG_A_TEXT
    assert world.desk.of("commit") == []


async def test_the_last_words_end_the_call_and_are_not_interrupted(world):
    await world.greeted()
    world.hear("Nothing else, bye.")
    await world.saying(2)
    world.hear("Thank you so much.")
    assert not world.held
    await world.finish_speaking()
    assert world.conversation.ended.result() is EndReason.COMPLETED


async def test_a_caller_who_comes_back_hears_the_last_words_again(world):
    await world.greeted()
    world.hear("I want a refund.", ago=0.6)
    await world.saying(2)
    world.conversation.caller_left()
    assert world.handles[1].done.is_set()
    world.conversation.caller_back()
    await world.saying(3)
    assert world.said[2] == world.said[1]
    assert world.desk.of("commit") == ["I want a refund."]


async def test_the_longest_time_ends_with_a_kind_word(world):
    await world.greeted()
    world.conversation.time_is_up()
    await world.saying(2)
    world.handles[-1].done.set()
    assert await asyncio.wait_for(world.conversation.ended, 5) is EndReason.MAX_DURATION
    assert world.said[1] == lines.TIME_IS_UP


async def test_a_desk_that_breaks_is_told_to_the_caller_and_ends_the_call(world):
    def broken(heard):
        raise RuntimeError("out of order")

    await world.greeted()
    world.desk.commit = broken
    world.hear("I want a refund.", ago=0.6)
    await world.saying(2)
    assert world.said[1] == lines.TROUBLE
    world.handles[-1].done.set()
    assert await asyncio.wait_for(world.conversation.ended, 5) is EndReason.ERROR


async def test_each_settled_turn_is_told_with_the_times_between_which_it_was_said(world):
    await world.greeted()
    before = world.loop.time()
    world.hear("I want to return something")
    await world.saying(2)
    (turn,) = world.spoken
    assert turn.text == "I want to return something"
    assert before - 1.1 < turn.began < before
    assert before <= turn.over <= world.loop.time()


async def test_nobody_is_shown_a_card_number(world):
    await world.greeted()
    world.hear("it is 4111 1111 1111 1111")
    await world.saying(2)
    await world.finish_speaking()
    assert [heard for heard, _ in world.stage.turns] == ["it is [card number]"]
