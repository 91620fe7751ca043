"""A process that has everything imported and forks a child for each run: a fork takes 10 ms where a fresh Python takes a second.

It has no threads and no connections of its own, so a child starts as a fresh process would. Speaks JSON lines: a `Given` in; out
come the child's number at once and, when it is gone, how it went.
"""

import ctypes
import json
import os
import signal
import sys
import traceback
from dataclasses import asdict
from typing import Any, TextIO

from .life import Given, live, warm_up


def main() -> None:
    """Until standard input ends. What else writes to standard output (logs) must not get between the lines."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    warm_up()
    for line in sys.stdin:
        given = Given(**json.loads(line))
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            die_with_parent()
            _be_born(given, writing)
        os.close(writing)
        _say(answers, {"pid": child})
        with os.fdopen(reading) as report:
            crossed = report.read()
        _, status = os.waitpid(child, 0)
        _say(answers, {"killed": os.WIFSIGNALED(status), "code": os.waitstatus_to_exitcode(status), "report": crossed})


def die_with_parent() -> None:
    """Ask the kernel to be killed when the parent goes, however it goes."""
    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL)


def _be_born(given: Given, writing: int) -> None:
    code = 1
    try:
        report: dict[str, Any] = {"crossed": live(given)}
        code = 0
    except BaseException:
        report = {"error": traceback.format_exc(), "given": asdict(given)}
    with os.fdopen(writing, "w") as pipe:
        json.dump(report, pipe)
    os._exit(code)


def _say(to: TextIO, document: dict[str, Any]) -> None:
    print(json.dumps(document), file=to, flush=True)


if __name__ == "__main__":
    main()
