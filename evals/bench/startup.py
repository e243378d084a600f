"""How long somebody waits before anything can be typed: the command's help, and the studio's second start."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

AGENCY = str(Path(sys.executable).with_name("agency"))


def rows(repeats: int = 5) -> list[dict[str, object]]:
    """One row: median seconds of `agency --help`, and of the studio from its second start to an answering page."""
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        subprocess.run([AGENCY, "--help"], check=True, capture_output=True)
        times.append(time.perf_counter() - began)
    with tempfile.TemporaryDirectory(prefix="agency-bench-") as home:
        _studio_ready_s(home)
        ready = _studio_ready_s(home)
    return [{"help_s": round(sorted(times)[repeats // 2], 3), "studio_ready_s": round(ready, 2)}]


def _studio_ready_s(home: str) -> float:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "AGENCY_HOME": home, "AGENCY_PORT": str(port)}
    began = time.perf_counter()
    with subprocess.Popen([AGENCY, "studio"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as studio:
        try:
            return _first_page_s(f"http://127.0.0.1:{port}/studio", began)
        finally:
            studio.terminate()


def _first_page_s(url: str, began: float) -> float:
    while time.perf_counter() - began < 60:
        try:
            with urllib.request.urlopen(url, timeout=2) as page:
                page.read()
            return time.perf_counter() - began
        except urllib.error.HTTPError:
            return time.perf_counter() - began
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"{url} did not answer within 60 s")
