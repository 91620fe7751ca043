import fcntl
import os
import threading

from setup.places import alone, dotenv, locate


def test_the_cache_lies_in_the_users_cache_folder_unless_told_otherwise(tmp_path):
    assert locate(tmp_path, {"XDG_CACHE_HOME": "/somewhere"}).cache.as_posix() == "/somewhere/returnflow"
    assert locate(tmp_path, {"RETURNFLOW_CACHE": "/elsewhere"}).cache.as_posix() == "/elsewhere"


def test_a_relative_data_folder_is_taken_from_the_clone(tmp_path):
    assert locate(tmp_path, {"RETURNFLOW_DATA": "here"}).data == tmp_path / "here"


def test_the_environment_wins_over_the_dotenv_file(tmp_path):
    (tmp_path / ".env").write_text("RETURNFLOW_CACHE=/from/file\nRETURNFLOW_DATA=/from/file\n")
    places = locate(tmp_path, {"RETURNFLOW_CACHE": "/from/environment"})
    assert (places.cache.as_posix(), places.data.as_posix()) == ("/from/environment", "/from/file")


def test_a_dotenv_file_may_have_comments_quotes_and_export(tmp_path):
    (tmp_path / ".env").write_text("# A=1\n\nexport B='two'\nC=\"three\"\nnot a pair\n")
    assert dotenv(tmp_path / ".env") == {"B": "two", "C": "three"}


def test_a_second_setup_waits_for_the_first_and_says_so(places, capsys):
    entered = threading.Event()

    def second():
        with alone(places, "waiting"):
            entered.set()

    handle = os.open(places.cache, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    thread = threading.Thread(target=second)
    thread.start()
    assert not entered.wait(0.2)
    os.close(handle)
    thread.join()
    assert entered.is_set()
    assert capsys.readouterr().out == "waiting\n"
