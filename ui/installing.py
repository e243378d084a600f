"""Weights onto this machine, with a bar while they come."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from tools.models import ModelStore


def install(store: ModelStore, names: Sequence[str]) -> None:
    """Installs the named models, or all that are missing. Raises ModelUnavailable or UnknownModel."""
    wanted = list(names) or [model.name for model in store.models() if not store.installed(model.name)]
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not sys.stderr.isatty()) as bars:
        for name in wanted:
            task = bars.add_task(name, total=None)

            def report(done: int, total: int, task: object = task) -> None:
                bars.update(task, completed=done, total=total)  # type: ignore[arg-type]

            store.install(name, report)
            console.print(f"{name} is installed")
    if not wanted:
        console.print("every model is installed")
