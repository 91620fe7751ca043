import shutil

import pytest

from returnflow.errors import SetupError
from returnflow.settings import Settings
from returnflow.voice.stt import prepare


@pytest.fixture
def steps(monkeypatch):
    """Two cheap steps instead of the conversion; tells which ran."""
    ran = []

    def step(name, fails=False):
        def make(out):
            ran.append(name)
            out.write_bytes(b"half" if fails else b"whole")
            if fails:
                raise KeyboardInterrupt

        return make

    def install(fails):
        made = [(name, step(name, fails=name == fails)) for name in prepare.OUTPUTS]
        monkeypatch.setattr(prepare, "_steps", lambda source, making: made)
        return ran

    return install


def test_the_prepared_model_of_this_machine_is_sound():
    assert prepare.problems(prepare.folder(Settings()), thorough=True) == []


def test_the_folder_is_named_after_the_version_of_the_recipe(tmp_path):
    assert prepare.folder(Settings(cache=tmp_path)) == tmp_path / "models" / prepare.MODEL


def test_the_installed_wheel_holds_the_pinned_weights():
    prepare.check_inputs(prepare.shipped())
    assert set(prepare.INPUTS) <= {path.name for path in prepare.shipped().iterdir()}


def test_other_weights_than_the_pinned_ones_are_refused(tmp_path):
    source = tmp_path / "source"
    shutil.copytree(prepare.shipped(), source)
    with (source / "tokenizer.bin").open("ab") as file:
        file.write(b"!")
    with pytest.raises(SetupError, match=r"tokenizer\.bin .* pinned"):
        prepare.prepare(tmp_path / "model", source=source)
    assert not (tmp_path / "model").exists()


def test_a_missing_input_is_refused(tmp_path):
    with pytest.raises(SetupError, match=r"encoder_model\.ort"):
        prepare.check_inputs(tmp_path)


def test_a_prepared_folder_is_left_alone(tmp_path, steps):
    ran = steps(fails=None)
    said = []
    prepare.prepare(tmp_path / "model", say=said.append)
    assert said[-1] == f"speech model: ready ({prepare.MODEL})"
    prepare.prepare(tmp_path / "model", say=said.append)
    assert ran == list(prepare.OUTPUTS)


def test_an_interrupted_run_leaves_no_model_and_goes_on_where_it_stopped(tmp_path, steps):
    last = prepare.OUTPUTS[-1]
    ran = steps(fails=last)
    with pytest.raises(KeyboardInterrupt):
        prepare.prepare(tmp_path / "model")
    assert not (tmp_path / "model").exists()
    ran.clear()
    steps(fails=None)
    prepare.prepare(tmp_path / "model")
    assert ran == [last]
    assert (tmp_path / "model" / last).read_bytes() == b"whole"
    assert prepare.problems(tmp_path / "model", thorough=True) == []


def test_a_damaged_model_is_made_again(tmp_path, steps):
    steps(fails=None)
    prepare.prepare(tmp_path / "model")
    (tmp_path / "model" / prepare.TOKENIZER).write_bytes(b"")
    prepare.prepare(tmp_path / "model")
    assert prepare.problems(tmp_path / "model") == []


def test_a_full_disk_ends_in_one_line_with_the_fix(tmp_path, steps, monkeypatch):
    steps(fails=None)
    monkeypatch.setattr(prepare.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 1})())
    with pytest.raises(SetupError, match=r"No room .* Fix: free 1 GB"):
        prepare.prepare(tmp_path / "model")


def test_a_folder_that_cannot_be_made_ends_in_one_line_with_the_fix(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SetupError, match="RETURNFLOW_CACHE"):
        prepare.prepare(tmp_path / "file" / "model")


def test_the_command_says_what_is_wrong_and_exits_with_3(tmp_path, capsys):
    assert prepare.main(["--check", "--to", str(tmp_path)]) == 3
    assert "manifest.json is missing" in capsys.readouterr().err


def test_the_command_finds_the_prepared_model_good():
    assert prepare.main(["--check"]) == 0
