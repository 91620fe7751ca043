"""The command line as a whole: what it offers, how it fails, how fast its help is."""

import subprocess
import sys

import pytest

from returnflow import __version__
from returnflow.cli import run
from returnflow.cli.errors import exit_code
from returnflow.cli.lazy import COMMANDS, installed
from returnflow.errors import InvalidInput, NotFound, ReturnFlowError, SetupError, UpstreamUnavailable


def test_help_names_every_installed_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in COMMANDS if installed(name))
    assert "3 a precondition" in shown


def test_no_arguments_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 0
    assert "Usage:" in capsys.readouterr().out


def test_help_imports_no_command_and_nothing_heavy() -> None:
    source = (
        "import sys\nfrom returnflow.cli import run\nrun(['--help'])\n"
        "heavy = ('livekit', 'flask', 'sqlalchemy', 'numpy', 'onnxruntime', 'pydantic', 'rich', 'returnflow.cli.up')\n"
        "print('loaded:', [name for name in heavy if name in sys.modules])"
    )
    shown = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout
    assert "loaded: []" in shown


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.strip() == __version__


def test_a_misspelt_command_is_met_with_the_nearest_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["docter"]) == 2
    assert "doctor" in capsys.readouterr().err


def test_a_setting_that_cannot_be_is_one_line_with_field_and_fix(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RETURNFLOW_PORT", "many")
    assert run(["config"]) == 2
    said = capsys.readouterr().err.strip()
    assert "\n" not in said
    assert "port" in said
    assert "RETURNFLOW_PORT" in said


def test_a_group_without_a_command_shows_its_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calls"]) == 2
    assert capsys.readouterr().err.startswith("Usage:")


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (InvalidInput("x"), 2),
        (NotFound("x"), 2),
        (SetupError("x"), 3),
        (UpstreamUnavailable("x", "x"), 3),
        (ReturnFlowError("x"), 1),
    ],
)
def test_each_error_has_its_exit_code(error: ReturnFlowError, code: int) -> None:
    assert exit_code(error) == code


def test_a_failed_driver_exits_with_four() -> None:
    class Broken(ReturnFlowError):
        code = "driver"

    assert exit_code(Broken("x")) == 4
