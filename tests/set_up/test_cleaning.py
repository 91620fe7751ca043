import pytest

from setup import cleaning
from setup.faults import SetupFault


@pytest.fixture
def calls(places):
    (places.data / "returnflow.db").touch()
    return places.data / "returnflow.db"


def test_callers_data_stays_unless_it_is_confirmed(places, calls, monkeypatch):
    monkeypatch.delenv("CONFIRM", raising=False)
    with pytest.raises(SetupFault, match="deletes every call"):
        cleaning.reset_data(places)
    assert calls.exists()


def test_confirmed_callers_data_goes(places, calls, monkeypatch):
    monkeypatch.setenv("CONFIRM", "yes")
    cleaning.reset_data(places)
    assert not places.data.exists()


def test_callers_data_stays_while_the_product_runs(places, calls, monkeypatch):
    monkeypatch.setenv("CONFIRM", "yes")
    (places.data / "run.json").write_text("{}")
    with pytest.raises(SetupFault, match="running"):
        cleaning.reset_data(places)
    assert calls.exists()


def test_a_data_folder_that_is_the_clone_itself_is_never_removed(places, monkeypatch):
    monkeypatch.setenv("CONFIRM", "yes")
    wrong = type(places)(places.root, places.cache, places.root)
    with pytest.raises(SetupFault, match="not a folder of run-time data"):
        cleaning.reset_data(wrong)
    assert places.root.exists()


def test_a_cache_folder_that_is_somebody_elses_is_left_alone(places):
    (places.cache / "holiday.jpg").touch()
    with pytest.raises(SetupFault, match="left alone"):
        cleaning.clean_cache(places)
    assert (places.cache / "holiday.jpg").exists()


def test_cleaning_keeps_the_data_and_the_cache(places, calls):
    places.venv.mkdir()
    cleaning.clean(places)
    assert not places.venv.exists()
    assert calls.exists()
    assert places.cache.exists()
