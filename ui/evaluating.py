"""`agency eval`: cases and runners live in the checkout, so they run there as a program of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ui.errors import EvalFailed

CHECKOUT = Path(__file__).resolve().parents[1]


def run_eval(suite: str, cases: Path | None, director: str, every: int, out: Path | None) -> None:
    """Runs one suite and lets it print; raises EvalFailed where it cannot run, with the sentence it left."""
    if not (CHECKOUT / "evals" / "__main__.py").is_file():
        raise EvalFailed("evals come with the source, not with the package; clone the repository and run them there")
    command = [sys.executable, "-m", "evals", suite, "--director", director, "--every", str(every)]
    command += ["--cases", str(cases.resolve())] if cases else []
    command += ["--json", str(out.resolve())] if out else []
    done = subprocess.run(command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise EvalFailed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"the eval {suite!r} did not finish")
