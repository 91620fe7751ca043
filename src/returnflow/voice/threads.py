"""Threads in which a call's models run. They give way to the threads that carry sound, which need little and need it at once."""

import contextlib
import os
import threading
from concurrent.futures import ThreadPoolExecutor

YIELDS = 5
"""Niceness of a thread that thinks: beside one that carries sound it gets a quarter of a contended core."""


def thinking(name: str) -> ThreadPoolExecutor:
    """One thread of that name. Where the system allows no niceness it is a thread like any other."""
    return ThreadPoolExecutor(1, thread_name_prefix=name, initializer=_give_way)


def _give_way() -> None:
    me = threading.get_native_id()
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, me, max(os.getpriority(os.PRIO_PROCESS, me), YIELDS))
