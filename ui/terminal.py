"""A turn on a terminal: words as they come, progress on one line, and nothing of it where the output is not a terminal."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from agent.events import Event, FramesChanged, PreviewStarted, Progress, Said
from ui.present import text_of, to_go


class Terminal:
    """Shows events on stderr; stdout stays free for what a program reads. `quiet` shows nothing."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty() and not quiet
        self._bar: Any = None
        self._growing = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end_line()
        self._stop_bar()

    def show(self, event: Event) -> None:
        """One event."""
        if self._quiet or isinstance(event, (PreviewStarted, FramesChanged)):
            return
        if isinstance(event, Progress):
            self._end_line()
            if self._live:
                self._progress(event)
            return
        self._stop_bar()
        if isinstance(event, Said) and event.delta:
            sys.stderr.write(event.text)
            sys.stderr.flush()
            self._growing = True
            return
        self._end_line()
        text = text_of(event)
        if text:
            sys.stderr.write(f"{text}\n\n")

    def _progress(self, event: Progress) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as Bar

        if self._bar is None:
            columns = (TextColumn("{task.description}"), BarColumn(30), TextColumn("{task.fields[wait]}"))
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._task = self._bar.add_task(event.label, total=1.0, wait="")
            self._bar.start()
        self._bar.update(self._task, description=event.label, completed=event.done, wait=to_go(event.seconds_left))

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _end_line(self) -> None:
        if self._growing:
            sys.stderr.write("\n\n")
            self._growing = False
