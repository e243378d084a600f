"""What happens, told to whoever counts it, and whose work it is, for the log: nothing here knows who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Listener = Callable[[str, float, dict[str, str]], None]
_listeners: list[Listener] = []
_work: ContextVar[dict[str, str] | None] = ContextVar("work", default=None)


def listen(listener: Listener) -> None:
    """Call it from now on with every happening: its kind, how much (seconds or a count), and its labels."""
    _listeners.append(listener)


def unlisten(listener: Listener) -> None:
    """Leave it alone from now on; raises ValueError where it did not listen."""
    _listeners.remove(listener)


def tell(kind: str, amount: float = 1.0, /, **labels: str) -> None:
    """Something happened. Labels take words of a short list, never a name of a person or a project."""
    for listener in tuple(_listeners):
        listener(kind, amount, labels)


@contextmanager
def at_work(**ids: str) -> Iterator[None]:
    """Until the block ends, lines of the log carry these (conversation, project, job) beside those around it."""
    token = _work.set({**work_now(), **ids})
    try:
        yield
    finally:
        _work.reset(token)


def work_now() -> dict[str, str]:
    """Whose work this is: the ids that `at_work` named around it."""
    return _work.get() or {}
