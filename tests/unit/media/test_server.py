"""The media server's configuration, held against the real server on free ports."""

import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
import yaml
from livekit import rtc

from returnflow.errors import ReturnFlowError, SetupError
from returnflow.media import server
from returnflow.media.keys import Keys, load_keys
from returnflow.media.ports import free_tcp, free_udp
from returnflow.media.rooms import Rooms
from returnflow.media.tokens import caller_token
from returnflow.settings import Settings


@dataclass(frozen=True)
class RealServer:
    url: str
    keys: Keys
    rooms: Rooms
    process: psutil.Process


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    settings = Settings(data=tmp_path_factory.mktemp("media"))
    keys = load_keys(settings)
    ports = server.MediaPorts(free_tcp(), free_udp())
    config = server.write(settings.data, server.configuration(keys, ports))
    url = f"ws://127.0.0.1:{ports.signal}"
    command = [server.find(settings), "--config", config]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            deadline = time.monotonic() + 20
            while not server.answers(url):
                assert process.poll() is None, "the media server refused its configuration"
                assert time.monotonic() < deadline, "the media server does not answer"
                time.sleep(0.05)
            yield RealServer(url, keys, Rooms(settings, url, keys), psutil.Process(process.pid))
        finally:
            process.terminate()


def test_every_socket_of_the_server_is_on_loopback(real: RealServer) -> None:
    sockets = [one for one in real.process.net_connections("inet") if one.laddr]
    assert sockets
    assert {one.laddr.ip for one in sockets} == {"127.0.0.1"}


async def test_a_valid_token_opens_no_room_that_nobody_made(real: RealServer) -> None:
    token = caller_token(real.keys, room="never-made", identity="caller", ttl_s=60)
    with pytest.raises(rtc.ConnectError, match="404|does not exist"):
        await rtc.Room().connect(real.url, token)
    assert not real.rooms.exists("never-made")


async def test_a_caller_joins_a_room_that_was_made_and_not_once_it_is_deleted(real: RealServer) -> None:
    real.rooms.create("made", {"call_id": "one"})
    token = caller_token(real.keys, room="made", identity="caller", ttl_s=60)
    room = rtc.Room()
    await room.connect(real.url, token)
    assert room.isconnected()
    await room.disconnect()
    real.rooms.delete("made")
    with pytest.raises(rtc.ConnectError):
        await rtc.Room().connect(real.url, token)


def test_a_room_name_beyond_the_limit_is_refused(real: RealServer) -> None:
    with pytest.raises(ReturnFlowError, match="CreateRoom"):
        real.rooms.create("r" * 97, {"call_id": "one"})
    assert not real.rooms.exists("r" * 97)


def test_the_configuration_is_readable_by_us_only_and_holds_our_key(tmp_path: Path) -> None:
    keys = Keys("key", "s" * 40, "w" * 40)
    path = server.write(tmp_path, server.configuration(keys, server.MediaPorts(1, 2)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert yaml.safe_load(path.read_text())["keys"] == {"key": "s" * 40}
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_on_loopback_media_has_one_interface_and_no_tcp() -> None:
    document = server.configuration(Keys("key", "s" * 40, ""), server.MediaPorts(1, 2, 3))
    assert document["rtc"]["tcp_port"] == 0
    assert document["rtc"]["interfaces"] == {"includes": ["lo"]}
    assert document["rtc"]["node_ip"] == "127.0.0.1"
    assert document["room"]["auto_create"] is False


def test_in_the_local_network_media_is_offered_at_that_address_and_signalling_stays_inside() -> None:
    document = server.configuration(Keys("key", "s" * 40, ""), server.MediaPorts(1, 2, 3), address="192.0.2.7")
    assert document["rtc"]["node_ip"] == "192.0.2.7"
    assert document["rtc"]["tcp_port"] == 3
    assert "interfaces" not in document["rtc"]
    assert document["bind_addresses"] == ["127.0.0.1"]


def test_a_program_that_is_not_there_is_named_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as raised:
        server.find(Settings(livekit_server=str(tmp_path / "nothing")))
    assert raised.value.field == "RETURNFLOW_LIVEKIT_SERVER"


def test_without_any_program_the_fix_is_the_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError) as raised:
        server.find(Settings(livekit_server="", cache=tmp_path))
    assert "make setup" in str(raised.value.fix)


def test_the_cache_is_searched_after_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    program = tmp_path / f"livekit-server-{server.VERSION}" / "livekit-server"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    assert server.find(Settings(livekit_server="", cache=tmp_path)) == program
