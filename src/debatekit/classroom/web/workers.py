"""Several processes that answer on one line: the system gives each request to one of them, and one that dies is replaced."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable

_AT_LEAST_SECONDS = 1.0
_ENDS = (signal.SIGINT, signal.SIGTERM)


def run_workers(count: int, work: Callable[[], None]) -> None:
    """Do `work` in `count` processes until this one is asked to end; with one, in this process itself."""
    if count == 1:
        work()
        return
    alive, told_to_end = os.pipe()
    running: set[int] = set()
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for each in running:
            # One may have ended a moment ago, and not be taken off the list yet.
            with contextlib.suppress(ProcessLookupError):
                os.kill(each, signal.SIGTERM)

    before = {number: signal.signal(number, stop) for number in _ENDS}
    try:
        while running or not stopping:
            while not stopping and len(running) < count:
                # Nothing may end this process while it has a child of which it does not know.
                signal.pthread_sigmask(signal.SIG_BLOCK, _ENDS)
                # A signal that came just before has been heard by now; whoever starts after it would never hear of it.
                if not stopping:
                    running.add(_started(work, alive, told_to_end))
                signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
            if not running:
                break
            began = time.monotonic()
            gone, _ = os.wait()
            running.discard(gone)
            if not stopping and time.monotonic() - began < _AT_LEAST_SECONDS:
                # What cannot start is not started again a thousand times.
                time.sleep(_AT_LEAST_SECONDS)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        os.close(alive)
        os.close(told_to_end)


def _started(work: Callable[[], None], alive: int, told_to_end: int) -> int:
    # Before any thread has begun here: a process with threads cannot be copied safely.
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        for number in _ENDS:
            signal.signal(number, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDS)
        os.close(told_to_end)
        threading.Thread(target=_end_with_parent, args=(alive,), daemon=True).start()
        work()
        code = 0
    except KeyboardInterrupt:
        code = 0
    except BaseException as error:  # noqa: BLE001, a copy of the program must not go on where the first one goes on
        print(error, file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def _end_with_parent(alive: int) -> None:
    # Nobody writes: the read ends when the parent is gone, however it went.
    os.read(alive, 1)
    os.kill(os.getpid(), signal.SIGTERM)
