import json

import pytest
import typer

from returnflow.cli import told
from returnflow.cli.errors import DRIVER, exit_code
from returnflow.simulate.driver import DriverFailed
from returnflow.simulate.result import CallResult


def test_a_scenario_that_ends_otherwise_leaves_with_one():
    with pytest.raises(typer.Exit) as left:
        told.judge(CallResult("a", "refused"), "return_created")
    assert left.value.exit_code == 1


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        (CallResult("a", "refused"), "refused"),
        (CallResult("a"), None),
        (CallResult("a", "return_created", rma="R"), "return_created"),
    ],
)
def test_what_was_expected_leaves_quietly(result, expected):
    assert told.judge(result, expected) is None


def test_a_return_without_its_number_was_not_created():
    with pytest.raises(typer.Exit):
        told.judge(CallResult("a", "return_created"), "return_created")


def test_a_failed_driver_leaves_with_four():
    failure = DriverFailed("no answer")
    with pytest.raises(DriverFailed):
        told.judge(CallResult("a", "abandoned", failure=failure), None)
    assert exit_code(failure) == DRIVER == 4


def test_the_json_goes_to_standard_output_and_to_the_file(tmp_path, capsys):
    path = tmp_path / "deep" / "call.json"
    told.tell(CallResult("call-1", "refused"), json=True, out=path, onlooker=None)
    assert json.loads(capsys.readouterr().out) == json.loads(path.read_text())
    assert json.loads(path.read_text())["outcome"] == "refused"
