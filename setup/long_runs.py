"""The long runs that are no part of `make test`: every scenario as a spoken call, and the accidents many times over."""

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress

from setup import testing
from setup.places import Places

CHAOS_RUNS = "200"  # `make test` lives 20 lives an engine


def scenarios(places: Places, names: Sequence[str]) -> int:
    """Place one spoken call for each scenario (or those named); every one must end as it says."""
    folder = places.root / "src" / "returnflow" / "simulate" / "scenarios"
    chosen = names or sorted(path.stem for path in folder.glob("*.yaml"))
    program = places.venv / "bin" / "returnflow"
    return _count({name: [str(program), "call", "--scenario", name] for name in chosen}, places)


def chaos(places: Places, words: Sequence[str]) -> int:
    """Kill at every step of returns (CHAOS_RUNS an engine, default 200), then while calls run (ROUNDS times, default 10)."""
    os.environ.setdefault("CHAOS_RUNS", CHAOS_RUNS)
    rounds = int(os.environ.get("ROUNDS", "10"))
    pytest = [str(places.python), "-m", "pytest"]
    calls = {f"round {number}": [*pytest, "-k", "killed", "tests/voice", *words] for number in range(1, rounds + 1)}
    return _count({"every step of a return": [*pytest, "tests/chaos", *words]} | calls, places)


def _count(commands: dict[str, list[str]], places: Places) -> int:
    table, failed = [], 0
    for name, command in commands.items():
        print(f"\n=== {name} ===", flush=True)
        begun = time.monotonic()
        code = _run(command, places)
        failed += code != 0
        table.append(f"  {name:<22} {time.monotonic() - begun:6.1f} s   {'as it should' if code == 0 else f'FAILED ({code})'}")
    print("", *table, "", f"{len(commands) - failed} passed, {failed} failed", sep="\n", flush=True)
    return 1 if failed else 0


def _run(command: list[str], places: Places) -> int:
    child = subprocess.Popen(command, cwd=places.root, env=testing.environment(places), stdin=subprocess.DEVNULL)
    try:
        return child.wait()
    except KeyboardInterrupt:
        with suppress(ProcessLookupError):
            child.send_signal(signal.SIGINT)
        child.wait()
        raise
