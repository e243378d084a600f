"""`agency bench`: benchmarks live in the checkout, so they run there as a program of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ui.errors import BenchUnknown

CHECKOUT = Path(__file__).resolve().parents[1]


def run_bench(name: str | None, out: Path | None, minutes: float | None = None) -> None:
    """Runs one benchmark, `soak` for so many minutes, and lets it print. Raises BenchUnknown where there is none or it failed."""
    if not (CHECKOUT / "evals" / "bench" / "__main__.py").is_file():
        raise BenchUnknown("benchmarks come with the source, not with the package; clone the repository and run it there")
    command = [sys.executable, "-m", "evals.bench", *([name] if name else []), *(["--json", str(out.resolve())] if out else [])]
    command += ["--minutes", str(minutes)] if minutes else []
    done = subprocess.run(command, cwd=CHECKOUT, check=False)
    if done.returncode:
        raise BenchUnknown(f"the benchmark {name or ''!r} did not finish; see the lines above")
