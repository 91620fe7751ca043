"""What is run, where, with which settings."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from returnflow.cli.supervise import plans
from returnflow.cli.supervise.installation import RUN_FILE
from returnflow.settings import Settings


def test_free_ports_are_all_different() -> None:
    ports = plans.free()
    numbers = [ports.web, ports.media.signal, ports.media.udp, ports.worker]
    assert all(numbers)
    assert len({ports.web, ports.media.signal, ports.worker}) == 3
    assert ports.media.tcp == 0


def test_a_port_that_is_set_is_kept_and_a_zero_is_replaced() -> None:
    ports = plans.fixed(Settings(port=8123, livekit_port=0, livekit_udp_port=7999, worker_port=0))
    assert (ports.web, ports.media.udp) == (8123, 7999)
    assert ports.media.signal
    assert ports.worker


def test_only_the_local_network_needs_the_ports_of_tls() -> None:
    assert (plans.fixed(Settings()).tls, plans.fixed(Settings()).https) == (0, 0)
    assert plans.fixed(Settings(lan=True, livekit_tls_port=7443)).tls == 7443


def test_a_child_gets_every_setting_as_it_is_also_where_the_outer_environment_differs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = Settings(data=tmp_path, places=3, livekit_api_secret=SecretStr("s" * 40), lan=False)
    for name, value in plans.environment(given).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    assert Settings() == given


def test_placed_settings_name_absolute_folders_and_the_media_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ports = plans.free()
    placed = plans.placed(Settings(data=Path("data"), livekit_url=""), ports)
    assert placed.data == tmp_path / "data"
    assert placed.livekit_url == f"ws://127.0.0.1:{ports.media.signal}"


def test_a_media_server_elsewhere_is_not_started(tmp_path: Path) -> None:
    ports = plans.free()
    placed = plans.placed(Settings(data=tmp_path, livekit_url="wss://media.example"), ports)
    names = [plan.name for plan in plans.plans(placed, ports, own_media=False)]
    assert names == ["worker", "jobs", "web"]
    assert placed.livekit_url == "wss://media.example"
    assert not (tmp_path / RUN_FILE).exists()
