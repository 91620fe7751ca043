"""Our own media server: which program, which configuration, and whether it answers.

Owns `<data>/livekit.yaml` (mode 0600: it holds the key). Starts nothing itself: the supervisor runs the command. What is set
and why: rooms are made by us only (`auto_create: false`, so an old token opens nothing); on loopback all media goes over
one UDP port of `lo`, and ICE over TCP stays off, because that port listens on every interface whatever is configured;
`node_ip` is always given, without it the server asks public STUN servers.
"""

import os
import re
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from returnflow.errors import SetupError
from returnflow.media.keys import Keys
from returnflow.media.rooms import DEPARTURE_TIMEOUT_S, EMPTY_TIMEOUT_S, MAX_PARTICIPANTS
from returnflow.settings import Settings

VERSION = "1.13.5"  # from 1.13.6 on it cannot be built from its Go module
PROGRAM = "livekit-server"
CONFIG_NAME = "livekit.yaml"
WEBHOOK_PATH = "/webhooks/livekit"


@dataclass(frozen=True, slots=True)
class MediaPorts:
    """`signal`: TCP, signalling and API. `udp`: all media. `tcp`: media over TCP, 0 for off."""

    signal: int
    udp: int
    tcp: int = 0


def find(settings: Settings) -> Path:
    """The program: the setting, then PATH, then the cache. Raises SetupError when there is none."""
    if settings.livekit_server:
        given = Path(settings.livekit_server)
        if not os.access(given, os.X_OK) or given.is_dir():
            raise SetupError(
                f"{given} is not a program",
                field="RETURNFLOW_LIVEKIT_SERVER",
                fix=f"give the path of {PROGRAM} {VERSION}, or unset it",
            )
        return given
    on_path = shutil.which(PROGRAM)
    cached = settings.cache / f"{PROGRAM}-{VERSION}" / PROGRAM
    if on_path:
        return Path(on_path)
    if os.access(cached, os.X_OK):
        return cached
    raise SetupError(
        f"no media server: {PROGRAM} is neither on PATH nor at {cached}",
        fix="run `make setup`, which builds it, or set RETURNFLOW_LIVEKIT_URL to one that runs elsewhere",
    )


def version(program: Path) -> str:
    """The version that the program says it is; empty when it says nothing we understand."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"(\d+\.\d+\.\d+)", said)
    return found[1] if found else ""


def configuration(
    keys: Keys, ports: MediaPorts, *, webhook: str = "", address: str = "", verbose: bool = False
) -> dict[str, Any]:
    """The server's configuration. `address` is the one callers in the local network reach; empty means loopback only."""
    rtc: dict[str, Any] = {
        "udp_port": ports.udp,
        "tcp_port": ports.tcp if address else 0,
        "node_ip": address or "127.0.0.1",
        "use_external_ip": False,
        "enable_loopback_candidate": not address,
        "data_channel_max_buffered_amount": 1 << 20,  # bytes waiting for a slow reader; 0 would be unlimited
    }
    if not address:
        rtc["interfaces"] = {"includes": ["lo"]}
    document: dict[str, Any] = {
        "port": ports.signal,
        "bind_addresses": ["127.0.0.1"],
        "rtc": rtc,
        "room": {
            "auto_create": False,
            "empty_timeout": EMPTY_TIMEOUT_S,
            "departure_timeout": DEPARTURE_TIMEOUT_S,
            "max_participants": MAX_PARTICIPANTS,
            "enabled_codecs": [{"mime": "audio/opus"}, {"mime": "audio/red"}],  # a voice desk: no video comes in
        },
        "limit": {  # characters or bytes; every one of these is unlimited, or 64 KiB, unless set
            "max_metadata_size": 4096,
            "max_attributes_size": 8192,
            "max_room_name_length": 96,
            "max_participant_identity_length": 96,
            "max_participant_name_length": 64,
        },
        "keys": {keys.api_key: keys.api_secret},
        "logging": {"level": "info" if verbose else "error", "json": False},  # it warns of data channels at the end of every call
    }
    if webhook:
        document["webhook"] = {"urls": [webhook], "api_key": keys.api_key}
    return document


def write(folder: Path, document: dict[str, Any]) -> Path:
    """Put the configuration into `folder`, readable by us only, whole or not at all."""
    target = folder / CONFIG_NAME
    handle, name = tempfile.mkstemp(dir=folder, prefix=".livekit-")  # mkstemp makes it 0600
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yaml.safe_dump(document, file, sort_keys=False)
    os.replace(name, target)
    return target


def answers(url: str, timeout: float = 1.0) -> bool:
    """Whether a media server says OK at this ws(s) or http(s) address."""
    address = url.replace("ws", "http", 1) if url.startswith("ws") else url
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=timeout) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
