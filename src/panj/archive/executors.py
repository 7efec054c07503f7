"""Where batches are read: a pool of processes on this machine, or the workers of a Dask cluster."""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from panj.errors import InputError

PATIENCE = 10
"""Seconds in which the scheduler of a cluster must answer."""
AHEAD = 2
"""Batches that wait beside each that is being read, so that no worker waits."""


@dataclass(frozen=True, slots=True)
class Crew:
    """`start` gives an executor, also in place of one that broke; `ahead` batches are sent at once; `stop` ends one."""

    start: Callable[[], Executor]
    ahead: int
    stop: Callable[[Executor], None]


def processes(workers: int) -> Crew:
    """A pool of so many processes. They end when this process does, however it ends."""
    context = multiprocessing.get_context("spawn")

    def start() -> Executor:
        return ProcessPoolExecutor(workers, mp_context=context, initializer=_enter, initargs=(os.getpid(),))

    def stop(executor: Executor) -> None:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()

    return Crew(start, AHEAD * workers, stop)


def cluster(address: str) -> Crew:
    """The workers of the Dask scheduler at an address such as tcp://10.0.0.5:8786. Raises InputError."""
    if find_spec("distributed") is None:
        raise InputError("--cluster needs a part that is not installed", 'install it: pip install "panj[cluster]"')
    import logging

    from distributed import Client as Untyped

    client_of: Any = Untyped
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = client_of(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        hint = "start one with: dask scheduler; and workers with: dask worker ADDRESS --nthreads 1"
        raise InputError(f"No Dask scheduler answers at {address}", hint) from error
    threads = sum(client.nthreads().values())
    if not threads:
        client.close()
        raise InputError(f"The cluster at {address} has no workers", f"start some: dask worker {address} --nthreads 1")
    return Crew(lambda: client.get_executor(pure=False), AHEAD * threads, lambda _: client.close())


def _enter(parent: int) -> None:
    """What each process of the pool does first: Ctrl-C is its parent's to handle, and it does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
