"""Programs that read what strangers made run with bounds they cannot lift: memory, processor time, and what they may write."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Bounds:
    """`memory` bytes of address space, the program's own among them; seconds of one processor; bytes of one written file.

    On systems that do not hold programs to an address space only the other two bind.
    """

    memory: int = 1_500_000_000
    cpu_s: int = 120
    written: int = 1_000_000_000


class OutOfBounds(Exception):
    """The program was ended, or ended itself, without an answer; `took_too_long` tells of time, else it was memory or a crash."""

    def __init__(self, *, took_too_long: bool, words: str = "") -> None:
        super().__init__(words)
        self.took_too_long = took_too_long
        self.words = words


def bounded(command: Sequence[str], bounds: Bounds) -> list[str]:
    """The command as it runs within bounds; what it starts inherits them."""
    return [sys.executable, "-I", "-S", __file__, json.dumps(asdict(bounds)), *command]


def plain_environment() -> dict[str, str]:
    """What such a program is told of ours: where its code lies and where to write for a while; no key, no address."""
    from tempfile import gettempdir  # not needed by the launcher, which is started often

    places = {"PATH": os.defpath, "TMPDIR": gettempdir()}
    code = os.pathsep.join(entry for entry in sys.path if entry)
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**places, **one_thread, "PYTHONPATH": code, "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def ask(module: str, asked: Mapping[str, Any], bounds: Bounds, most_s: float, refused: int = 3) -> tuple[bool, str]:
    """Runs `python -m module` with a JSON object on its standard input; (whether it answered, what it wrote).

    With the exit status `refused` it declines in words. Raises OutOfBounds. Whatever it started ends with it.
    """
    command = bounded([sys.executable, "-P", "-m", module], bounds)
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=plain_environment(),
        start_new_session=True,
    ) as running:
        try:
            answer, words = running.communicate(json.dumps(asked), timeout=most_s)
        except subprocess.TimeoutExpired as error:
            raise OutOfBounds(took_too_long=True) from error
        finally:
            with suppress(ProcessLookupError):  # it has ended, and all that it started
                os.killpg(running.pid, signal.SIGKILL)
    if running.returncode in (0, refused):
        return running.returncode == 0, answer
    raise OutOfBounds(took_too_long=running.returncode == -signal.SIGXCPU, words=words[-2000:])


def main(limits: str, command: Sequence[str]) -> None:
    """Becomes the command, with the limits on itself."""
    import resource

    bounds = Bounds(**json.loads(limits))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.cpu_s, bounds.cpu_s + 2))
    resource.setrlimit(resource.RLIMIT_FSIZE, (bounds.written, bounds.written))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.execv(command[0], [*command])


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
