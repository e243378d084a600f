"""The real `agency studio` on a real database: it tells how it is, and a SIGTERM ends it in order."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError, URLError

import pytest

ROOT = Path(__file__).resolve().parents[2]


def ask(url: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def studio(tmp_path: Path, database_url: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {
        "AGENCY_HOME": str(tmp_path / "home"),
        "AGENCY_MODELS_DIR": str(tmp_path / "none"),
        "AGENCY_DATABASE_URL": database_url,
    }
    told = {"AGENCY_PORT": str(port), "AGENCY_LOG": "WARNING", "AGENCY_LOG_FORMAT": "json", "PYTHONPATH": str(ROOT)}
    with (tmp_path / "log").open("wb") as log:
        command = [sys.executable, "-c", "from ui.cli import main; main()", "studio"]
        process = subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **places, **told}, stdout=log, stderr=log)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


def test_a_studio_tells_how_it_is_and_ends_when_it_is_told_to(
    studio: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    address, process = studio
    for _ in range(600):
        try:
            assert ask(f"{address}/healthz") == (200, '{"status":"ok"}')
            break
        except (URLError, ConnectionError):
            assert process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.1)
    status, body = ask(f"{address}/readyz")
    assert (status, json.loads(body)) == (503, {"status": "down", "failing": ["weights"]})
    status, figures = ask(f"{address}/metrics")
    assert status == 200
    assert 'agency_jobs{state="queued"} 0.0' in figures
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) in (0, -signal.SIGTERM), (tmp_path / "log").read_text()
    lines = [line for line in (tmp_path / "log").read_text().splitlines() if line.startswith("{")]
    assert all({"time", "level", "logger", "message"} <= json.loads(line).keys() for line in lines)
