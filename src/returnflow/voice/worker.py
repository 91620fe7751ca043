"""The worker: takes calls from the media server, one process a call, the speech models loaded once for all of them.

Owns processes, load and the worker's own beat. The main process never touches a model (`preload`).
"""

import asyncio
import os
import signal
import socket
from typing import TYPE_CHECKING

from returnflow import bootstrap
from returnflow.media.address import internal_url
from returnflow.settings import Settings
from returnflow.voice.memory import ARENAS

if TYPE_CHECKING:
    from livekit.agents import AgentServer, JobContext

PRELOAD = "returnflow.voice.preload"
WARM = 2  # processes kept ready; one that is idle costs 11 MB
SHUTDOWN_S = 8.0
WORKER_ID = "RETURNFLOW_WORKER_ID"  # told to the processes of the calls, who write it beside their heartbeat


async def entry(context: "JobContext") -> None:
    """One call, in its own process: only there are models and desk imported."""
    from returnflow.voice import call

    await call.run(context, os.environ[WORKER_ID])


async def serve(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT, then let running calls end for a short while."""
    # read by the framework when it is imported: its end-of-turn model would take 244 MB and is not used
    os.environ["LIVEKIT_AGENTS_PRELOAD_LOCAL_INFERENCE"] = "0"
    os.environ.setdefault(*ARENAS)
    from returnflow.voice.books import WORKER_BEAT_S, Beat

    worker_id = os.environ.setdefault(WORKER_ID, f"{socket.gethostname()}-{os.getpid()}")
    server = _server(settings)
    database, clock = bootstrap.database(settings), bootstrap.clock(settings)

    def alive() -> None:
        with database.begin() as work:
            work.workers.beat(worker_id, settings.places, clock())

    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    beats: list[Beat] = []

    def registered(*_: object) -> None:  # places exist from now on: what is dispatched earlier reaches nobody
        if not beats:
            beats.append(Beat(alive, WORKER_BEAT_S, "worker-beat"))

    server.on("worker_registered", registered)
    running = asyncio.create_task(server.run())
    await asyncio.wait([running, asyncio.create_task(stop.wait())], return_when=asyncio.FIRST_COMPLETED)
    for beat in beats:
        beat.stop()
    with database.begin() as work:
        work.workers.remove(worker_id)
    if running.done():
        running.result()
    await server.aclose()


def _server(settings: Settings) -> "AgentServer":
    from livekit.agents import AgentServer

    keys = bootstrap.keys(settings)
    server = AgentServer(
        ws_url=internal_url(settings), api_key=keys.api_key, api_secret=keys.api_secret,
        host="127.0.0.1", port=settings.worker_port,
        preload_modules=[PRELOAD], num_idle_processes=min(WARM, settings.places), initialize_process_timeout=60,
        load_fnc=lambda worker: min(1.0, len(worker.active_jobs) / settings.places), load_threshold=0.999,
        shutdown_process_timeout=SHUTDOWN_S,
    )
    server.rtc_session(entry, agent_name=settings.agent_name)
    return server
