import pytest

from setup import system_packages
from setup.faults import SetupFault
from setup.system_packages import SystemPackage


@pytest.fixture
def nothing_installed(monkeypatch):
    wanted = SystemPackage("no-such-package", "no-such-program", "nothing")
    monkeypatch.setattr(system_packages, "NEEDED", (wanted,))
    return wanted


def test_a_program_that_is_there_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(system_packages, "NEEDED", (SystemPackage("coreutils", "ls", "listing"),))
    assert system_packages.missing() == []


def test_without_root_the_line_to_type_is_told(places, nothing_installed, monkeypatch):
    monkeypatch.setattr(system_packages, "_become_root", lambda: None)
    with pytest.raises(SetupFault, match="no-such-package \\(nothing\\)") as told:
        system_packages.install(places)
    assert "sudo apt-get install --no-install-recommends no-such-package" in told.value.fix


def test_with_root_it_is_installed_and_looked_for_again(places, nothing_installed, monkeypatch):
    ran = []
    monkeypatch.setattr(system_packages, "_become_root", lambda: ["sudo", "-n"])
    monkeypatch.setattr(system_packages.shutil, "which", lambda name, path=None: name if name == "apt-get" else None)
    monkeypatch.setattr(system_packages.shell, "run", lambda places, log, doing, command, env: ran.append(command))
    with pytest.raises(SetupFault, match="is not to be found"):
        system_packages.install(places)
    assert [command[:4] for command in ran] == [["sudo", "-n", "apt-get", "update"], ["sudo", "-n", "apt-get", "install"]]
    assert ran[1][-1] == "no-such-package"
