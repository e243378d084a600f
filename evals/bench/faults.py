"""Everything that may die, dies: how often each fault was tried, and what was lost by it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from evals.faults import killing, scarcity
from evals.faults.app import CONVERSATION, FILM, Place, turns
from evals.faults.ground import Ground, Trials


def rows() -> list[dict[str, object]]:
    """One row a fault: how often it was tried, how often something was at work, and what was lost (0 of everything)."""
    # Open to the account that the database runs as under root.
    with tempfile.TemporaryDirectory(prefix="agency-faults-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        root.chmod(0o755)
        try:
            return [_row(trial) for trial in _trials(Ground(root), root)]
        finally:
            Place(root / "database", root).server.stop()


def _trials(ground: Ground, root: Path) -> list[Callable[[], Trials]]:
    talk, film = turns(CONVERSATION), turns(FILM)
    return [
        partial(killing.app_killed_at_steps, ground, talk, every=5),
        partial(killing.app_killed_in_render, ground, film),
        partial(killing.workers_killed, ground, film, moments=8),
        partial(killing.database_killed, ground, talk, moments=8),
        partial(killing.database_killed, ground, film, workers=2, moments=5),
        partial(killing.poisoned, ground, film),
        partial(killing.everything_twice, ground, talk),
        partial(scarcity.disk_full, ground, film, moments=4),
        partial(scarcity.folder_read_only, ground, film, moments=4),
        partial(scarcity.database_disk_full, ground, talk, root / "small"),
        partial(scarcity.model_cut_off, ground, talk[:5]),
    ]


def _row(trial: Callable[[], Trials]) -> dict[str, object]:
    row = trial().row()
    print(row, file=sys.stderr, flush=True)
    return row
