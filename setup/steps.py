"""Carries out the steps of set-up: what is done is skipped, what does not depend on each other runs side by side."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from setup import faults, shell
from setup.progress import Progress


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to bring about. `done` is cheap and true when nothing is left to do; `do` may be interrupted anywhere."""

    name: str
    about: str
    done: Callable[[], bool]
    do: Callable[[], None]
    needs: tuple[str, ...] = ()


def carry_out(steps: Sequence[Step], progress: Progress) -> None:
    """Bring all of them about. The first fault ends the others and is the one that is told."""
    names = {step.name for step in steps}
    waiting, finished = list(steps), set[str]()
    running: dict[Future[None], str] = {}
    with ThreadPoolExecutor(max_workers=2) as pool:  # the media server's build beside everything else
        try:
            while waiting or running:
                for step in [s for s in waiting if set(s.needs) & names <= finished]:
                    waiting.remove(step)
                    running[pool.submit(_one, step, progress)] = step.name
                ended, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in ended:
                    finished.add(running.pop(future))
                    future.result()
        except BaseException:
            shell.stop_all()
            pool.shutdown(cancel_futures=True)
            raise


def _one(step: Step, progress: Progress) -> None:
    try:
        if shell.stopped() or step.done():
            return
        with progress.step(step.name, step.about):
            step.do()
    except OSError as error:
        shell.stop_all()
        raise faults.from_os_error(error) from error
    except BaseException:
        shell.stop_all()  # here, not when the first thread hears of it: a waiting step would begin in between
        raise
