"""CPU of a process tree while something runs, and its memory as somebody beside it sees it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
import time

import numpy as np
import psutil

_EVERY_S = 0.25
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
# Whoever has not ended this long after the program did is ended.
_FAREWELL_S = 5.0


class Meter:
    """Wall seconds, and CPU seconds of this process and everything below it, while it is entered."""

    def __enter__(self) -> Meter:
        self._began, self._cpu = time.perf_counter(), tree_cpu_s()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall_s, self.cpu_s = time.perf_counter() - self._began, tree_cpu_s() - self._cpu


class ProgramMeter(Meter):
    """As Meter, for a program whose processes outlive those that started them, as a browser's do.

    While it is entered this process adopts such orphans (Linux; see prctl(2)), so that their CPU is told when they end.
    """

    def __enter__(self) -> ProgramMeter:
        _adopt_orphans()
        super().__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        wall_s = time.perf_counter() - self._began
        late = psutil.wait_procs(tree()[1:], timeout=_FAREWELL_S)[1]
        for process in late:
            process.kill()
        _reap()
        super().__exit__()
        self.wall_s = wall_s


def _adopt_orphans() -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "orphaned processes cannot be adopted, so their CPU would be missing")


def _reap() -> None:
    """Wait for every child that has ended: only then is its CPU part of this process's account."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0]:
            pass


class Stopwatch:
    """As Meter, for this process alone, and so cheap that a single frame can be timed."""

    def __init__(self) -> None:
        self.wall_s = self.cpu_s = 0.0

    def __enter__(self) -> Stopwatch:
        self._began, self._cpu = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall_s += time.perf_counter() - self._began
        self.cpu_s += time.process_time() - self._cpu


class Watch:
    """Peak memory of a process and everything below it, looked at four times a second until the watch is left.

    Looking costs the kernel time, so it is done from a process that is not measured.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self.peak_rss_mb = self.peak_pss_mb = 0.0

    def __enter__(self) -> Watch:
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_EVERY_S):
            rss, pss = np.sum([(0, 0), *(memory_of(process) for process in tree(self._pid))], axis=0) / 2**20
            self.peak_rss_mb, self.peak_pss_mb = max(self.peak_rss_mb, rss), max(self.peak_pss_mb, pss)


def tree(pid: int | None = None) -> list[psutil.Process]:
    """This process or that of `pid`, and everything below it; empty once it is gone."""
    try:
        own = psutil.Process(pid)
        return [own, *own.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def memory_of(process: psutil.Process) -> tuple[int, int]:
    """Resident bytes, and resident bytes with what processes share (libraries) counted once among them."""
    try:
        found = process.memory_full_info()
    except psutil.Error:  # it has ended, or is ending
        return 0, 0
    return int(found.rss), int(found.pss)


def tree_cpu_s() -> float:
    """User and system seconds of this process, its living children and those already waited for."""
    total = 0.0
    for process in tree():
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total
