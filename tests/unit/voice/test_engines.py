import os

import pytest

from returnflow.errors import SetupError
from returnflow.settings import Settings
from returnflow.voice import engines


def test_a_process_loads_its_engines_once(speech):
    assert engines.load(Settings()) is speech


def test_the_recogniser_understands_the_voice(speech):
    assert speech.hear_itself("Which item would you like to return?").lower().startswith("which item would you like to return")


def test_engines_work_in_a_forked_process(speech):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, speech.hear_itself("Please wait.").encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    assert "wait" in os.read(reading, 200).decode().lower()


def test_a_machine_without_the_model_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(engines, "_loaded", None)
    with pytest.raises(SetupError, match="make setup"):
        engines.load(Settings(cache=tmp_path))
