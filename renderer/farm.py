"""Where work runs: a pool of long-lived worker processes on this machine, behind a Protocol that a cluster can also fill."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import os
import pickle
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from typing import Any, Protocol, TypeVar

from renderer import heap
from renderer.errors import TaskFailed, WorkerLost
from renderer.turns import Turns, film_of

logger = logging.getLogger(__name__)

T = TypeVar("T")
NICENESS = 5

# A worker is a fresh interpreter, not a fork: the parent may hold threads, models and locks that must not be copied,
# and its main module need not be importable.
# One worker is one core, for numpy too.
_START = (
    "import json, os, sys; os.environ['OPENBLAS_NUM_THREADS'] = '1'; sys.path[:] = json.loads(sys.argv[2]); "
    "from renderer.farm import serve; serve(int(sys.argv[1]))"
)


class Farm(Protocol):
    """Runs functions somewhere else. Functions and arguments are pickled; tasks of one `group` like to share a worker."""

    workers: int

    def submit(
        self,
        function: Callable[..., T],
        *arguments: object,
        group: str = "",
        film: str = "",
        is_urgent: bool = False,
        check: Callable[[], None] | None = None,
    ) -> Future[T]:
        """Queue a call, urgent ones first; people and brands get even shares of the workers' time, which their films share
        evenly: `film` is a name that `renderer.turns.film_of` gives.

        `check` is called here at the moment the call starts, however long it waited: what it raises becomes the future's
        error, and nothing is started. Cancelling the future before it starts drops it; a call that has begun is finished.
        """
        ...


@dataclass
class _Task:
    function: Callable[..., Any]
    arguments: tuple[object, ...]
    group: str
    film: str
    is_urgent: bool
    check: Callable[[], None] | None = None
    future: Future[Any] = field(default_factory=Future)


class Worker(Protocol):
    """Somebody who works off one call after the other, in a process of its own."""

    pid: int

    def call(self, function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[bool, Any]:
        """(True, result) or (False, TaskFailed); raises EOFError or OSError if the process is gone."""
        ...

    def kill(self) -> None:
        """End it at once, from any thread; a call that is under way raises EOFError or OSError."""
        ...

    def stop(self) -> None:
        """End it and give back all that it held."""
        ...


class _Child:
    """One child process and the pipe to it."""

    def __init__(self) -> None:
        self._pipe, child = Pipe()
        command = [sys.executable, "-c", _START, str(child.fileno()), json.dumps(sys.path)]
        self._process = subprocess.Popen(command, pass_fds=[child.fileno()], stdin=subprocess.DEVNULL)
        self.pid = self._process.pid
        child.close()

    def call(self, function: Callable[..., Any], arguments: tuple[object, ...]) -> tuple[bool, Any]:
        self._pipe.send((function, arguments))
        done: tuple[bool, Any] = self._pipe.recv()
        return done

    def kill(self) -> None:
        self._process.kill()

    def stop(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.wait()


class LocalFarm:
    """`workers` processes that live until `close`. A worker that dies is replaced and its task tried once more.

    `hire` makes a worker: a child process of this one, or somebody on another machine (`renderer/ray_workers.py`).
    """

    def __init__(self, workers: int, hire: Callable[[], Worker] = _Child) -> None:
        self.workers, self._hire = workers, hire
        self._tasks: list[_Task] = []
        self._busy: dict[int, str] = {}
        self._turns, self._running = Turns(), dict[int, str]()
        self._alive: dict[int, Worker] = {}
        self._open = True
        self._change = threading.Condition()
        self._threads = [threading.Thread(target=self._tend, args=(index,), daemon=True) for index in range(workers)]
        for thread in self._threads:
            thread.start()

    def submit(
        self,
        function: Callable[..., T],
        *arguments: object,
        group: str = "",
        film: str = "",
        is_urgent: bool = False,
        check: Callable[[], None] | None = None,
    ) -> Future[T]:
        """Queue a call: urgent ones go first, then the film that has had the least time, then the group just worked for."""
        task = _Task(function, arguments, group, film, is_urgent, check)
        with self._change:
            if not self._open:
                raise RuntimeError("the farm is closed; make a new one")
            self._turns.enter(film)
            self._tasks.append(task)
            self._change.notify_all()
        return task.future

    def warm_up(self) -> Future[None]:
        """Let every worker load what painting needs, so that the first film does not wait; done when all have."""
        waiting = [self.submit(_load, self.workers, group=f"warm-up {index}") for index in range(self.workers)]
        done: Future[None] = Future()

        def note(_: Future[None]) -> None:
            with self._change:
                if all(one.done() for one in waiting) and not done.done():
                    done.set_result(None)

        for one in waiting:
            one.add_done_callback(note)
        return done

    def pids(self) -> list[int]:
        """Process ids of the living workers."""
        return [worker.pid for worker in list(self._alive.values())]

    def close(self) -> None:
        """Drop what is queued and end the workers at once."""
        with self._change:
            self._open = False
            for task in self._tasks:
                task.future.cancel()
            self._tasks.clear()
            self._change.notify_all()
        for worker in list(self._alive.values()):
            worker.kill()
        for thread in self._threads:
            thread.join()

    def __enter__(self) -> LocalFarm:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _tend(self, index: int) -> None:
        """One thread per worker: take a task, send it, hand its result on."""
        while task := self._take(index):
            began = time.monotonic()
            if not task.future.set_running_or_notify_cancel():
                self._note(index, task, 0.0)
                continue
            try:
                if task.check:
                    task.check()
                done, result = self._call(index, task)
            # Whatever the check raises belongs to the caller, as what the call raises does.
            except Exception as error:
                done, result = False, error
            self._note(index, task, time.monotonic() - began)
            if done:
                task.future.set_result(result)
            else:
                task.future.set_exception(result)
        if worker := self._alive.pop(index, None):
            worker.stop()

    def _note(self, index: int, task: _Task, seconds: float) -> None:
        with self._change:
            del self._running[index]
            self._turns.spend(task.film, seconds)
            self._turns.keep([*self._running.values(), *(waiting.film for waiting in self._tasks)])

    def _take(self, index: int) -> _Task | None:
        with self._change:
            while self._open and not self._tasks:
                self._change.wait()
            if not self._open:
                return None
            own, others = self._busy.get(index), {group for who, group in self._busy.items() if who != index}

            def rank(task: _Task) -> tuple[bool, tuple[float, float], bool, bool]:
                return not task.is_urgent, self._turns.had_s(task.film), task.group != own, task.group in others

            task = min(self._tasks, key=rank)
            self._tasks.remove(task)
            self._busy[index], self._running[index] = task.group, task.film
            return task

    def _call(self, index: int, task: _Task) -> tuple[bool, Any]:
        for attempt in itertools.count(1):
            worker = self._alive.get(index) or self._alive.setdefault(index, self._hire())
            try:
                return worker.call(task.function, task.arguments)
            except (EOFError, OSError) as error:
                worker.stop()
                self._alive.pop(index, None)
                name = task.function.__name__
                if attempt == 2 or not self._open:
                    raise WorkerLost(
                        f"worker process ended twice during {name!r}; look for a kill or too little memory"
                    ) from error
                logger.warning("worker process ended; its task is tried again", extra={"task": name, "pid": worker.pid})
        raise AssertionError("unreachable")


class CheckedFarm:
    """A farm whose every call is checked at the moment it starts: it may have waited long for its turn."""

    def __init__(self, farm: Farm, check: Callable[[], None]) -> None:
        self._farm, self._check = farm, check
        self.workers = farm.workers

    def submit(
        self,
        function: Callable[..., T],
        *arguments: object,
        group: str = "",
        film: str = "",
        is_urgent: bool = False,
        check: Callable[[], None] | None = None,
    ) -> Future[T]:
        """As in Farm; a `check` of the caller's own is not taken, because this one may not be left out."""
        if check is not None:
            raise TypeError("a checked farm has its own check")
        return self._farm.submit(function, *arguments, group=group, film=film, is_urgent=is_urgent, check=self._check)


class SharedFarm:
    """A farm as one person and one brand use it: they get their shares of it, however many films they have there."""

    def __init__(self, farm: Farm, person: str, brand: str) -> None:
        self._farm, self._person, self._brand = farm, person, brand
        self.workers = farm.workers

    def submit(
        self,
        function: Callable[..., T],
        *arguments: object,
        group: str = "",
        film: str = "",
        is_urgent: bool = False,
        check: Callable[[], None] | None = None,
    ) -> Future[T]:
        """As in Farm."""
        named = film_of(film, self._person, self._brand)
        return self._farm.submit(function, *arguments, group=group, film=named, is_urgent=is_urgent, check=check)


def step_back() -> None:
    """Let whoever waits for an answer go before this thread, as they go before the workers; Linux has that by thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def _load(workers: int) -> None:
    """Import what painting needs; lasts long enough that each of `workers` gets one of these."""
    from renderer.look import compose  # noqa: F401 - the cost is paid in the worker

    time.sleep(0.1 if workers > 1 else 0.0)


def serve(handle: int) -> None:
    """A worker's life: receive (function, arguments), send (True, result) or (False, TaskFailed), until the parent is gone."""
    pipe = Connection(handle)
    heap.keep_lean()
    # The voice and whoever waits for an answer come first: painting fills what is left of the cores.
    os.nice(NICENESS)
    with contextlib.suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            call = pipe.recv_bytes()
            answer = answered(call)
            pipe.send(answer)
            del call, answer
            heap.trim()


def answered(call: bytes) -> tuple[bool, object]:
    """A pickled (function, arguments) worked off here: (True, result) or (False, TaskFailed)."""
    try:
        function, arguments = pickle.loads(call)
        return True, function(*arguments)
    # Whatever a task raises belongs to the caller. It travels as text: not every exception survives pickling.
    except Exception as error:
        failure = TaskFailed(f"{type(error).__name__}: {error}")
        failure.add_note(traceback.format_exc())
        return False, failure
