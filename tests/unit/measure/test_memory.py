import os

from returnflow.measure import memory


def test_the_memory_of_this_very_process_is_counted():
    assert 10 < memory.pss_mb(os.getpid()) < 5000
