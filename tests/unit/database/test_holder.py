import os
import subprocess
import sys

from returnflow.database import holder


def started():
    """Another process, and how it names itself."""
    program = "from returnflow.database import holder; print(holder.here(), flush=True); input()"
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().strip()


def test_a_process_is_here_until_it_dies():
    process, name = started()
    assert not holder.is_gone(name)
    process.kill()
    process.wait()
    process.stdin.close()
    process.stdout.close()
    assert holder.is_gone(name)


def test_one_that_was_killed_and_not_buried_yet_is_gone_too():
    process, name = started()
    process.kill()
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    assert holder.is_gone(name)
    process.communicate()


def test_this_process_is_here_and_the_next_one_of_its_number_is_not_it():
    host, pid, began = holder.here().split()
    assert not holder.is_gone(f"{host} {pid} {began}")
    assert holder.is_gone(f"{host} {pid} {int(began) - 1}")


def test_of_another_machine_and_of_nobody_nothing_is_said():
    _, pid, _ = holder.here().split()
    for name in (f"elsewhere/pid:[1] {pid} 1", "", "elsewhere", "  "):
        assert not holder.is_gone(name)
