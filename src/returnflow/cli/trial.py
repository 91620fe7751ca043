"""The doctor's trial: our own media server on free ports and the platform over a throw-away database, used by a real peer.

Owns what is started and that it is gone afterwards. With a media server that runs elsewhere, that one is tried.
"""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from returnflow import bootstrap
from returnflow.cli.supervise import plans
from returnflow.cli.supervise.supervisor import Supervisor
from returnflow.errors import ReturnFlowError, Unauthorized, UpstreamUnavailable
from returnflow.media import server
from returnflow.media.address import internal_url
from returnflow.media.keys import Keys
from returnflow.media.rooms import Rooms
from returnflow.media.tokens import caller_token
from returnflow.observe.checks import Finding, attempt, bad, peer, platform
from returnflow.settings import Settings

START_S = 15.0
CALLER_KEY = "doctor"
MODULES = {"configuration": "returnflow.settings", "client": "returnflow.bridge.embedded"}


def calls(settings: Settings) -> Iterator[Finding]:
    """The media server with a real peer, then the six set-up checks."""
    with tempfile.TemporaryDirectory(prefix="returnflow-doctor-") as folder:
        trial = settings.model_copy(update={"data": Path(folder), "database_url": ""})
        try:
            with _media(trial) as placed:
                yield attempt("media server", lambda: _connects(placed))
                yield from _six(placed)
        except ReturnFlowError as error:
            yield bad("media server", error.message, error.fix or "read its last lines above")


@contextmanager
def _media(settings: Settings) -> Iterator[Settings]:
    """The settings of a media server that answers."""
    if settings.livekit_url:
        yield settings
        return
    ports = plans.free()
    placed = plans.placed(settings, ports)
    supervisor = Supervisor([plans.media(placed, ports)], lambda name, line: None)
    supervisor.start(START_S)
    try:
        yield placed
    finally:
        supervisor.stop()


def _connects(settings: Settings) -> str:
    """Two peers in a room of ours, a message there and back; then the room is deleted and opens no more."""
    keys, rooms = bootstrap.keys(settings), bootstrap.rooms(settings)
    name = "doctor-room"
    tokens = [caller_token(keys, room=name, identity=identity, ttl_s=60) for identity in ("doctor-caller", "doctor-echo")]
    rooms.create(name, {"purpose": "doctor"})
    try:
        joined, there_and_back = asyncio.run(peer.round_trip(internal_url(settings), tokens))
    finally:
        rooms.delete(name)
        rooms.close()
    return f"a peer joined in {joined * 1000:.0f} ms, a message took {there_and_back * 1000:.0f} ms there and back"


def _six(settings: Settings) -> list[Finding]:
    return platform.six(
        modules=MODULES,
        key=lambda: _key(settings),
        endpoint=lambda: _endpoint(settings),
        connects=lambda: _lists(settings),
        credentials=lambda: _credentials(settings),
    )


def _key(settings: Settings) -> str:
    """Ours is taken and a wrong one is not."""
    keys = bootstrap.keys(settings)
    bootstrap.rooms(settings).list()
    stranger = Rooms(settings, internal_url(settings), Keys(keys.api_key, "w" * len(keys.api_secret), ""))
    try:
        stranger.list()
    except ReturnFlowError:
        return f"{keys.api_key} is taken, a wrong secret is refused"
    raise Unauthorized("the media server takes a wrong secret", fix="do not use this media server")


def _endpoint(settings: Settings) -> str:
    url = internal_url(settings)
    if not server.answers(url):
        raise UpstreamUnavailable("media server", f"{url} does not answer", fix="check RETURNFLOW_LIVEKIT_URL and the network")
    return url


def _lists(settings: Settings) -> str:
    return f"{len(bootstrap.rooms(settings).list())} rooms"


def _credentials(settings: Settings) -> str:
    """As a caller gets them, with a worker pretended in the throw-away database."""
    store, now = bootstrap.database(settings), bootstrap.clock(settings)
    store.upgrade()
    with store.begin() as work:
        work.workers.beat("doctor", 1, now())
    found = bootstrap.platform(settings, store).credentials(CALLER_KEY, record=False)
    bootstrap.rooms(settings).delete(found.room_name)
    store.close()
    return f"{found.room_name} as {found.participant_identity}, valid {found.expires_in} s"
