"""Everything that may die, dies: how often each fault was tried, and what was lost by it."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from evals.faults import keeping, killing, scarcity, stopping
from evals.faults.app import CONVERSATION, FILM, Place, turns
from evals.faults.bucket import bucket_cut
from evals.faults.ground import Ground, Trials


def rows() -> Iterator[dict[str, object]]:
    """One row a fault: how often it was tried, how often something was at work, and what was lost (0 of everything)."""
    # Open to the account that the database runs as under root.
    with tempfile.TemporaryDirectory(prefix="agency-faults-", ignore_cleanup_errors=True) as name:
        root = Path(name)
        root.chmod(0o755)
        try:
            for trial in _trials(Ground(root), root):
                row = trial().row()
                print(row, file=sys.stderr, flush=True)
                yield row
        finally:
            Place(root / "database", root).server.stop()


def _trials(ground: Ground, root: Path) -> list[Callable[[], Trials]]:
    talk, film = turns(CONVERSATION), turns(FILM)
    return [
        partial(stopping.studio_stopped, ground, times=3),
        partial(killing.app_killed_in_render, ground, film, moments=20),
        partial(stopping.clock_jumps, ground, film, moments=4),
        partial(killing.poisoned, ground, film),
        partial(bucket_cut, ground, moments=5),
        partial(killing.everything_twice, ground, talk),
        partial(keeping.backup_killed, ground, moments=10),
        partial(keeping.restore_killed, ground, moments=10),
        partial(scarcity.database_disk_full, ground, talk, root / "small"),
        partial(killing.database_killed, ground, talk, moments=6),
        partial(scarcity.disk_full, ground, film, moments=3),
        partial(scarcity.folder_read_only, ground, film, moments=3),
        partial(killing.workers_killed, ground, film, moments=6),
        partial(killing.database_killed, ground, film, workers=2, moments=4),
        partial(killing.app_killed_at_steps, ground, talk, every=8),
        partial(killing.database_killed_at_steps, ground, talk[:6], every=8),
        partial(scarcity.model_cut_off, ground, talk[:5]),
    ]
