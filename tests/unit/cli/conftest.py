"""The command line as somebody at a terminal meets it."""

import pytest

from returnflow.cli import run


@pytest.fixture
def at_terminal(tmp_path, monkeypatch, capsys):
    """For a command, such as `orders`: what runs it with data of its own. Words in; exit code, output and complaints out."""
    monkeypatch.setenv("RETURNFLOW_DATA", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)

    def command(name):
        def call(*words):
            code = run([name, *words])
            said = capsys.readouterr()
            return code, said.out, said.err

        return call

    return command
