"""The end of the server, in order and within seconds: first it says so, then it stops listening, then it lets its work go."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Callable
from types import FrameType

import psutil
import uvicorn

logger = logging.getLogger(__name__)

SAYS_SO_S = 0.7
"""How long it still answers after a signal: that it is not ready, and that turns are for later."""
MOST_S = 4.5


class Server(uvicorn.Server):
    """Serves until SIGINT or SIGTERM; `on_leave` is called then, in the loop. A second signal ends it at once."""

    def __init__(self, config: uvicorn.Config, on_leave: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_leave, self._is_leaving = on_leave, False

    async def serve(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]  # sockets are passed on
        """As its own, with the loop known to the handler of signals."""
        self._loop = asyncio.get_running_loop()
        await super().serve(sockets)  # type: ignore[arg-type]

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """What a signal does."""
        if self._is_leaving:
            super().handle_exit(sig, frame)
            return
        self._is_leaving = True
        end_within(MOST_S)
        self._loop.call_soon_threadsafe(self._leave, sig)

    def _leave(self, sig: int) -> None:
        self._on_leave()
        self._loop.call_later(SAYS_SO_S, super().handle_exit, sig, None)


def end_within(seconds: float) -> None:
    """The process is gone after `seconds`, with its children, whatever still runs: a voice in the middle of a line, or a hang.
    All of it is on record, and the next process goes on with it.
    """

    def end() -> None:
        logger.warning("not everything ended in time; the process goes all the same")
        for child in psutil.Process().children(recursive=True):
            child.kill()
        logging.shutdown()
        os._exit(0)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
