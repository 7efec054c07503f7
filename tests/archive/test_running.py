"""Calls on a pool of processes, of which some die."""

import os
from collections import deque
from concurrent.futures.process import BrokenProcessPool

from panj.archive import executors, running
from panj.archive.running import Call


def test_what_ends_its_process_is_set_apart_and_the_rest_is_done():
    calls = deque([Call(abs, -1), Call(os._exit, 3), *(Call(abs, -n) for n in range(2, 9)), Call(int, "x")])
    found = list(running.run(executors.processes(2), calls))

    assert sorted(outcome.value for outcome in found if outcome.error is None) == list(range(1, 9))
    failed = {outcome.call.function: type(outcome.error) for outcome in found if outcome.error is not None}
    assert failed == {os._exit: BrokenProcessPool, int: ValueError}


def test_calls_may_be_added_meanwhile():
    waiting = deque([Call(abs, -1)])
    seen = []
    for outcome in running.run(executors.processes(1), waiting):
        seen.append(outcome.value)
        if outcome.value < 3:
            waiting.append(Call(abs, -outcome.value - 1))
    assert seen == [1, 2, 3]
