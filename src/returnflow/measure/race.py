"""Many processes that create the same return at the same moment: what each of them is answered."""

import multiprocessing
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from threading import BrokenBarrierError
from typing import Any

from returnflow.database import Database, DatabaseWork
from returnflow.database.sealing import KeyRing, SealingKeys
from returnflow.returns import deciding, filing, service
from returnflow.returns.model import Order, Reason, Return, Store

PROCESSES = 20
PATIENCE_S = 120.0
FIRST = deciding.Asked(1, 1, Reason.DEFECTIVE)


@dataclass(frozen=True, slots=True)
class Asked:
    """The return that all of them want: one of the first line of an order. Goes to other processes, so it holds keys, no ring."""

    url: str
    keys: SealingKeys | None
    book: deciding.Book
    store: Store
    number: str
    now: datetime


def open_one(database: Database, asked: Asked) -> Return:
    """Look the order up, decide, weigh the risk, create: one transaction, as every door does it."""
    with database.begin() as work:
        return opened(work, asked)


def opened(work: DatabaseWork, asked: Asked) -> Return:
    """The same within a transaction."""
    return filing.file_return(work, order_of(work, asked), [FIRST], asked.book, asked.now, code_given=True)


def order_of(work: DatabaseWork, asked: Asked) -> Order:
    """The order it is about."""
    order = service.find_order(work, asked.store, asked.number)
    assert order is not None
    return order


def run(asked: Asked, processes: int = PROCESSES) -> list[str]:
    """The RMA number that each process was given, or what went wrong instead."""
    context = multiprocessing.get_context("forkserver")  # a plain fork would share this process's connections
    context.set_forkserver_preload([__name__])
    barrier = context.Barrier(processes + 1)
    pipes, started = [], []
    for _ in range(processes):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_one, args=(asked, barrier, theirs), daemon=True)
        process.start()
        theirs.close()
        pipes.append(ours)
        started.append(process)
    with suppress(BrokenBarrierError):  # one of them did not come to the start: each one's answer says what went wrong
        barrier.wait(PATIENCE_S)
    answers = [_answer(pipe) for pipe in pipes]
    for process in started:
        process.join(PATIENCE_S)
    return answers


def _answer(pipe: "Connection[Any, Any]") -> str:
    try:
        return str(pipe.recv()) if pipe.poll(PATIENCE_S) else "no answer"
    except EOFError:
        return "died"


def _one(asked: Asked, barrier: Barrier, pipe: "Connection[Any, Any]") -> None:
    database = Database(asked.url, sealer=KeyRing(asked.keys) if asked.keys else None)
    try:
        _connect(database, asked, barrier)
        barrier.wait(PATIENCE_S)
        pipe.send(open_one(database, asked).rma)
    except Exception as error:  # the process's boundary: whatever it is, it is the answer
        pipe.send(f"{type(error).__name__}: {error}")
        raise
    finally:
        database.close()


def _connect(database: Database, asked: Asked, barrier: Barrier) -> None:
    """Before the start; who can't keeps the others from waiting for him."""
    try:
        with database.read() as work:
            work.orders.get(asked.store, asked.number)
    except BaseException:
        barrier.abort()
        raise


def returns_of(database: Database, asked: Asked) -> list[str]:
    """The RMA numbers of all returns of that order."""
    with database.read() as work:
        return [made.rma for made in work.returns.for_order(asked.store, asked.number)]
