import os
import threading

from returnflow.voice.threads import YIELDS, thinking


def niceness():
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_a_thread_that_thinks_gives_way_and_nobody_else_does():
    before = niceness()
    with thinking("recognise") as pool:
        assert pool.submit(niceness).result() == max(before, YIELDS)
        assert pool.submit(lambda: threading.current_thread().name).result().startswith("recognise")
    assert niceness() == before
