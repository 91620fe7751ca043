"""The targets of the Makefile. Each one sets up what it needs and then becomes the program that does the work."""

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from setup import cleaning, faults, locks, long_runs, plan, python_env, shell, testing
from setup.places import Places, alone, locate
from setup.progress import Progress
from setup.steps import carry_out

_ROOT = Path(__file__).resolve().parent.parent
_ROOM_NEEDED = 4 << 30  # bytes: 1 GB of packages, 1.2 GB while the media server is built, 1 GB while the model is converted


def main(words: Sequence[str]) -> int:
    """Carry out one target; its exit code. 3 means: something about this machine must be put right first."""
    name, rest = (words[0] if words else "help"), list(words[1:])
    if name not in _TARGETS:
        print(f"There is no target {name!r}.", file=sys.stderr)
        name = "help"
    places = locate(_ROOT)
    for ended in (signal.SIGTERM, signal.SIGHUP):  # a closed terminal must not leave a build behind
        signal.signal(ended, signal.default_int_handler)
    try:
        return _TARGETS[name][0](places, rest)
    except KeyboardInterrupt:
        shell.stop_all()
        print("\nStopped. The same command goes on where this one was.", file=sys.stderr)
        return 130
    except faults.SetupFault as fault:
        print(f"\n{fault}", file=sys.stderr)
    except OSError as error:
        print(f"\n{faults.from_os_error(error)}", file=sys.stderr)
    return faults.EXIT_SETUP


def prepare(places: Places, *, customer: bool = True, tests: bool = False) -> None:
    """Bring about everything a target needs; under five seconds when it is all there."""
    begun = time.monotonic()
    python_env.check_machine()
    progress = Progress()
    with alone(places, "Another set-up is running here; waiting for it to end ..."):
        steps = plan.steps(places, customer=customer, tests=tests)
        if not all(step.done() for step in steps):
            _check_room(places)
            progress.say("Setting up ReturnFlow")
        carry_out(steps, progress)
    progress.say(f"Set-up is complete ({time.monotonic() - begun:.1f} s)." if progress.worked else "Set-up was complete already.")


def _check_room(places: Places) -> None:
    for folder in {places.root, places.cache}:
        if not os.access(folder, os.W_OK):
            raise PermissionError(13, "not writable", str(folder))
        if shutil.disk_usage(folder).free < _ROOM_NEEDED and not places.livekit_server.exists():
            raise OSError(28, "full", str(folder))


def _setup(places: Places, rest: list[str]) -> int:
    prepare(places)
    return 0


def _returnflow(command: str, *, customer: bool = True) -> Callable[[Places, list[str]], int]:
    """A target that sets up and then becomes a command of the product."""

    def target(places: Places, rest: list[str]) -> int:
        prepare(places, customer=customer)
        program = places.venv / "bin" / "returnflow"
        sys.stdout.flush()
        os.execv(program, [str(program), command, *rest])

    return target


def _test(places: Places, rest: list[str]) -> int:
    prepare(places, tests=True)
    return testing.run_all(places, rest)


def _scenarios(places: Places, rest: list[str]) -> int:
    prepare(places)
    return long_runs.scenarios(places, rest)


def _chaos(places: Places, rest: list[str]) -> int:
    prepare(places, tests=True)
    return long_runs.chaos(places, rest)


def _lock(places: Places, rest: list[str]) -> int:
    locks.compile_all(places)
    return 0


def _simple(do: Callable[[Places], None]) -> Callable[[Places, list[str]], int]:
    def target(places: Places, rest: list[str]) -> int:
        do(places)
        return 0

    return target


def _help(places: Places, rest: list[str]) -> int:
    for name, (_, about) in _TARGETS.items():
        print(f"  make {name:<12} {about}")
    return 0


_TARGETS: dict[str, tuple[Callable[[Places, list[str]], int], str]] = {
    "demo": (_returnflow("demo"), "set up, then watch one spoken return from the first word to the label"),
    "run": (_returnflow("up", customer=False), "set up, then start everything and print the address of the call page"),
    "test": (_test, "set up, then run every check and test"),
    "bench": (_returnflow("bench"), "the measurements (long; not part of `make test`)"),
    "scenarios": (_scenarios, "every written scenario as a spoken call (long)"),
    "chaos": (_chaos, "kill -9 at every step of returns, 200 times an engine, and while calls run (long)"),
    "setup": (_setup, "only set up"),
    "lock": (_lock, "compile requirements/*.in into hashed locks"),
    "clean": (_simple(cleaning.clean), "remove the environment and the built page"),
    "clean-cache": (_simple(cleaning.clean_cache), "remove built tools and converted models"),
    "reset-data": (_simple(cleaning.reset_data), "remove callers' data (CONFIRM=yes)"),
    "help": (_help, "this list"),
}
