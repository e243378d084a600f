"""A farm whose calls are pieces of the work that asked for them, for whoever follows: each from its start to its end."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TypeVar

from memory.happenings import doing, is_followed
from renderer.farm import Farm

T = TypeVar("T")


class WatchedFarm:
    """As the farm beneath it. Told is what the server sees: a call begins when it is handed to a worker, whatever became of the
    worker meanwhile, and how long it waited for that is known too. Nobody following, it costs nothing.
    """

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
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
        if not is_followed():
            return self._farm.submit(function, *arguments, group=group, film=film, is_urgent=is_urgent, check=check)
        call = _Call(function.__name__)

        def begin() -> None:
            if check:
                check()
            call.begin()

        future = self._farm.submit(function, *arguments, group=group, film=film, is_urgent=is_urgent, check=begin)
        future.add_done_callback(call.end)
        return future


class _Call:
    """One call as a piece of work. It begins and ends in threads of the farm, but belongs to where it was asked for."""

    def __init__(self, name: str) -> None:
        self._name, self._asked, self._context = name, time.monotonic(), copy_context()
        self._has_begun = False

    def begin(self) -> None:
        waited_ms = int(1000 * (time.monotonic() - self._asked))
        self._piece = doing("worker", task=self._name, waited_ms=waited_ms)
        self._context.run(self._piece.__enter__)
        self._has_begun = True

    def end(self, future: Future[T]) -> None:
        """One that was dropped before it began leaves no trace."""
        if not self._has_begun:
            return
        error = None if future.cancelled() else future.exception()
        # What went wrong goes to whoever waits for the future; here it is only told.
        self._context.run(self._piece.__exit__, type(error) if error else None, error, None)
