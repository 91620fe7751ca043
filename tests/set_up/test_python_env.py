import runpy

import pytest

from setup import python_env


def test_the_command_runs_nothing_when_another_process_imports_it(tmp_path, monkeypatch):
    """multiprocessing imports a program's main file again in each process it makes."""
    command = tmp_path / "returnflow"
    command.write_text(python_env._COMMAND.format(python="/usr/bin/python3"))
    began = []
    monkeypatch.setattr("returnflow.cli.main", lambda: began.append(True) or 0)
    runpy.run_path(str(command), run_name="__mp_main__")
    assert began == []
    with pytest.raises(SystemExit):
        runpy.run_path(str(command), run_name="__main__")
    assert began == [True]
