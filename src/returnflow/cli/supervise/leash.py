"""Run a program that dies with its starter: `python leash.py PID PROGRAM ARGUMENTS…`.

The kernel sends SIGKILL to this process when its parent goes (PR_SET_PDEATHSIG survives exec), so even a killed supervisor
leaves no orphan behind. Done in a process of its own because code between fork and exec of a threaded program may deadlock.
Stands alone: it runs with `python -I -S` and imports nothing of ours.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Put on the leash, then become the program."""
    parent, *command = sys.argv[1:]
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != int(parent):  # it went before the leash was on
        sys.exit(1)
    os.execvp(command[0], command)


if __name__ == "__main__":
    main()
