"""What happens, told to whoever counts or traces it, and whose work it is, for the log: nothing here knows who listens."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar

Listener = Callable[[str, float, dict[str, str]], None]
Follower = Callable[[str, Mapping[str, str | int]], AbstractContextManager[object]]
_listeners: list[Listener] = []
_followers: list[Follower] = []
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


def follow(follower: Follower) -> None:
    """From now on enter what it gives for every piece of work: its name, and what is known of it (ids and short words)."""
    _followers.append(follower)


def unfollow(follower: Follower) -> None:
    """Leave it alone from now on; raises ValueError where it did not follow."""
    _followers.remove(follower)


def is_followed() -> bool:
    """Whether anybody wants to know when pieces of work begin and end."""
    return bool(_followers)


@contextmanager
def doing(piece: str, /, **known: str | int) -> Iterator[None]:
    """A piece of work, from here to the end of the block; pieces inside it, in its tasks and threads too, are parts of it.

    What is `known` are ids, counts and words of a short list, never what a person said.
    """
    with ExitStack() as stack:
        for follower in tuple(_followers):
            stack.enter_context(follower(piece, {**work_now(), **known}))
        yield


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
