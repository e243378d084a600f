"""Calls of a farm as pieces of the work that asked for them: begun when they start, ended however they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import Any

import pytest

from memory.happenings import at_work, doing, follow, unfollow
from tools.watched_farm import WatchedFarm

Told = list[tuple[str, str, Mapping[str, Any]]]


class Farm:
    """Starts a call when it is told to, in a thread of its own, as the real one does."""

    workers = 1

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[], None] | None, Future[Any]]] = []

    def submit(self, function: Callable[..., Any], *arguments: object, check: Any = None, **_: object) -> Future[Any]:
        future: Future[Any] = Future()
        self.waiting.append((lambda: function(*arguments), check, future))
        return future

    def work(self) -> None:
        thread = Thread(target=self._work)
        thread.start()
        thread.join()

    def _work(self) -> None:
        for call, check, future in self.waiting:
            if not future.set_running_or_notify_cancel():
                continue
            try:
                if check:
                    check()
                future.set_result(call())
            except ArithmeticError as error:
                future.set_exception(error)


@pytest.fixture
def told() -> Iterator[Told]:
    found: Told = []

    @contextmanager
    def piece(name: str, known: Mapping[str, str | int]) -> Iterator[None]:
        found.append(("begins", name, known))
        try:
            yield
        except ArithmeticError as error:
            found.append((type(error).__name__, name, known))
            raise
        found.append(("ends", name, known))

    follow(piece)
    yield found
    unfollow(piece)


def halved(number: int) -> float:
    return 1 / number


def test_a_call_belongs_to_the_work_that_asked_for_it(told: Told) -> None:
    farm = Farm()
    with at_work(project="p"):
        done = WatchedFarm(farm).submit(halved, 2)
    with at_work(project="another"), doing("render"):
        farm.work()
    assert done.result() == 0.5
    calls = [(what, known["project"], known["task"]) for what, name, known in told if name == "worker"]
    assert calls == [("begins", "p", "halved"), ("ends", "p", "halved")]


def test_what_went_wrong_is_told_and_goes_to_whoever_waits(told: Told) -> None:
    farm = Farm()
    failed = WatchedFarm(farm).submit(halved, 0)
    farm.work()
    assert [what for what, *_ in told] == ["begins", "ZeroDivisionError"]
    with pytest.raises(ZeroDivisionError):
        failed.result()


def test_a_call_that_never_started_is_no_work(told: Told) -> None:
    farm = Farm()

    def refuse() -> None:
        raise ArithmeticError("not now")

    refused, dropped = WatchedFarm(farm).submit(halved, 1, check=refuse), WatchedFarm(farm).submit(halved, 1)
    dropped.cancel()
    farm.work()
    assert told == []
    assert isinstance(refused.exception(), ArithmeticError) and dropped.cancelled()


def test_nobody_following_the_farm_is_asked_as_it_would_be() -> None:
    farm = Farm()
    WatchedFarm(farm).submit(halved, 1)
    assert farm.waiting[0][1] is None
