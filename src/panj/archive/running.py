"""Calls on an executor, a few ahead of the workers, with what breaks a worker set apart."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from panj.archive.executors import Crew
from panj.errors import PanjError

T = TypeVar("T")
STARTS = 3
"""How often a pool is started that breaks before it reads anything."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function of a module and its argument, which travel to a worker."""

    function: Callable[[Any], Any]
    argument: Any


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What a call gave: a value, or what was raised."""

    call: Call
    value: T | None = None
    error: BaseException | None = None


def run(crew: Crew, waiting: "deque[Call]") -> Iterator[Outcome[Any]]:
    """The outcomes of the calls as they come; more may be put in `waiting` meanwhile.

    Where a process of a pool dies, what was being read is read again, one call at a time; a call with which a process
    dies alone has BrokenProcessPool for its outcome. A cluster reads anew by itself what a lost worker had.
    """
    executor = crew.start()
    running: dict[Future[Any], Call] = {}
    idle = 0
    try:
        while waiting or running:
            dead = False
            while waiting and len(running) < crew.ahead and not dead:
                call = waiting.popleft()
                try:
                    running[executor.submit(call.function, call.argument)] = call
                except BrokenProcessPool:
                    waiting.appendleft(call)
                    dead = True
            done = wait(running, return_when=FIRST_COMPLETED).done
            suspects = [running.pop(future) for future in done if _broke(future)]
            for future in done & running.keys():
                yield _outcome(running.pop(future), future)
            if not suspects and not dead:
                continue
            suspects += running.values()
            idle = 0 if suspects else idle + 1
            if idle > STARTS:
                raise PanjError("The processes that read end as soon as they start", "see whether memory is left")
            running.clear()
            crew.stop(executor)
            executor = crew.start()
            for call in suspects:
                outcome, executor = _alone(crew, executor, call)
                yield outcome
    finally:
        crew.stop(executor)


def _alone(crew: Crew, executor: Executor, call: Call) -> tuple[Outcome[Any], Executor]:
    future = executor.submit(call.function, call.argument)
    wait([future])
    if not _broke(future):
        return _outcome(call, future), executor
    crew.stop(executor)
    return _outcome(call, future), crew.start()


def _broke(future: "Future[Any]") -> bool:
    return not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)


def _outcome(call: Call, future: "Future[Any]") -> Outcome[Any]:
    try:
        return Outcome(call, future.result())
    except (Exception, CancelledError) as error:
        return Outcome(call, error=error)
