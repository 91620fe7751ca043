import pytest

from returnflow.cli.drivers import Asked, choose
from returnflow.errors import InvalidInput
from returnflow.simulate.driver import AgentTurn, HangUp, Say

TURN = AgentTurn("initial_router", "How can I help?", "open")


def test_lines_after_say_need_no_option_of_their_own():
    chosen = choose(Asked(say=["one"], more=["two"]))
    driver = chosen.driver()
    assert [driver.answer(TURN) for _ in range(3)] == [Say("one"), Say("two"), HangUp()]
    assert chosen.expected is None


def test_sound_files_are_played_in_order(tmp_path):
    path = tmp_path / "hello.wav"
    path.touch()
    assert choose(Asked(audio=[str(path)])).driver().answer(TURN) == Say("hello.wav", path)


def test_without_any_choice_it_is_the_headphones():
    chosen = choose(Asked())
    assert chosen.expected == "return_created"
    assert "headphones" in chosen.driver().answer(TURN).words


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(say=["a"], driver="b"), "--say and --driver exclude each other"),
        (Asked(more=["stray"]), "nothing to do with 'stray'"),
        (Asked(audio=["no-such-file.wav"]), "there is no file"),
        (Asked(scenario="no_such_scenario"), "there is no scenario"),
    ],
)
def test_contradictions_and_missing_files_are_told(asked, words):
    with pytest.raises(InvalidInput, match=words):
        choose(asked)
