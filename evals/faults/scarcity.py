"""What a process needs and cannot have for a while: room on the disk, a folder to write to, the time of day, a language model."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.faults.app import Place, Say, ended, start
from evals.faults.endpoint import BREAKAGES, Endpoint, serve
from evals.faults.ground import MOMENTS, Ground, Trials, lost, pause, remaining, undisturbed

DISK_MB = 48
GONE_S = 2.5


@contextmanager
def small_disk(folder: Path, mb: int = DISK_MB) -> Iterator[bool]:
    """A file system of its own under `folder`; False where this machine lets us mount none."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={mb}m,mode=755", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        yield False
        return
    try:
        yield True
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def disk_full(ground: Ground, says: tuple[Say, ...], moments: int = MOMENTS) -> Trials:
    """No byte left at random moments of a render; room again later."""

    def fill(home: Path) -> Callable[[], None]:
        filler = home / "filler"
        with filler.open("wb", buffering=0) as out:
            try:
                while True:
                    out.write(bytes(1 << 16))
            except OSError:
                pass
        return filler.unlink

    return _taken_away(ground, says, moments, "disk full at random moments of a render", fill)


def folder_read_only(ground: Ground, says: tuple[Say, ...], moments: int = MOMENTS) -> Trials:
    """The home folder read-only at random moments of a render; writable again later."""

    def remount(home: Path, how: str) -> bool:
        return subprocess.run(["mount", "-o", f"remount,{how}", str(home)], capture_output=True, check=False).returncode == 0

    def close(home: Path) -> Callable[[], None]:
        # The kernel refuses while a file is open for writing: a moment later there is none.
        until = time.monotonic() + 5
        while not remount(home, "ro") and time.monotonic() < until:
            time.sleep(0.01)
        return lambda: remount(home, "rw") and None

    return _taken_away(ground, says, moments, "home folder read-only at random moments of a render", close)


def _taken_away(
    ground: Ground, says: tuple[Say, ...], moments: int, fault: str, take: Callable[[Path], Callable[[], None]]
) -> Trials:
    expected, trials = undisturbed(ground, says, 2), Trials(fault)
    for _ in range(moments):
        with ground.place(2) as (place, database, out), small_disk(place.home) as mounted:
            if not mounted:
                trials.skipped = "mounting a small disk needs root"
                return trials
            app = start(place, says, out)
            pause(app, ground.chance.uniform(0.05, 0.9) * expected.took_s)
            trials.count(app.is_alive())
            give_back = take(place.home)
            pause(app, GONE_S)
            give_back()
            code = ended(app)
            # A program that was told that there is no room may have gone: the next one goes on.
            if code != 0:
                code = ended(start(place, remaining(says, out), out))
            trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def database_disk_full(ground: Ground, says: tuple[Say, ...], root: Path) -> Trials:
    """No byte left for PostgreSQL in the middle of a conversation; room again later."""
    trials = Trials("the database's disk full during a conversation")
    expected = undisturbed(ground, says)
    root.mkdir()
    with small_disk(root, 160) as mounted, ground.place() as (usual, _, out):
        if not mounted:
            trials.skipped = "mounting a small disk needs root"
            return trials
        place = Place(root / "database", usual.home)
        with ground.opened(place) as database:
            try:
                app = start(place, says, out)
                pause(app, 0.3 * expected.took_s)
                filler = root / "filler"
                with filler.open("wb", buffering=0) as full:
                    try:
                        while True:
                            full.write(bytes(1 << 16))
                    except OSError:
                        pass
                trials.count(app.is_alive())
                pause(app, GONE_S)
                filler.unlink()
                code = ended(app)
                trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
            finally:
                place.server.stop()
    return trials


def model_cut_off(ground: Ground, says: tuple[Say, ...]) -> Trials:
    """The model's endpoint hangs, resets, breaks off, or talks nonsense at every call of a conversation in turn."""
    trials = Trials("network cut to the model's endpoint, at every call, in every way")
    with serve(Endpoint()) as endpoint:
        expected = undisturbed(ground, says, endpoint=endpoint.url)
        calls = endpoint.calls
    for at in range(1, calls + 1):
        for breakage in BREAKAGES:
            with serve(Endpoint(breakage, at)) as endpoint, ground.place(endpoint=endpoint.url) as (place, database, out):
                code = ended(start(place, says, out))
                trials.count(endpoint.calls >= at)
                wrong = lost(expected, database, place)
                trials.note(f"{breakage} at call {at}", [*([] if code == 0 else [f"ended with {code}"]), *wrong])
                if "Something broke on our side" in out.read_text():
                    trials.note(f"{breakage} at call {at}", ["the person was told nothing that helps"])
    return trials
