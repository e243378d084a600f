"""A process killed at the review, or in the middle of a preview: the next one goes on where it was."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from memory.db import Database
from memory.projects import Projects

ROOT = Path(__file__).parents[2]
BRIEF = "A 20 second film about Lumo, a desk lamp that follows the sun."


def start(url: str, folder: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.agent_process", url, str(folder), *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def run(url: str, folder: Path, *words: str) -> tuple[int, list[str]]:
    process = start(url, folder, *words)
    out, _ = process.communicate(timeout=90)
    return process.returncode, out.splitlines()


def test_killed_in_a_preview_it_goes_on_without_writing_the_film_again(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "die").touch()
    code, lines = run(database_url, tmp_path, "say", BRIEF)
    assert code == -9
    assert not any(line.startswith("PreviewReady") for line in lines)
    code, lines = run(database_url, tmp_path, "resume")
    assert code == 0
    assert "PreviewReady 1" in lines
    assert lines[-1] == "CALLS 0"
    with Database(database_url) as database:
        project = Projects(database).by_thread("t1")
        assert project is not None
        assert len(Projects(database).versions(project.id)) == 1


def test_killed_at_the_review_the_next_process_approves(database_url: str, tmp_path: Path) -> None:
    process = start(database_url, tmp_path, "wait", BRIEF)
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("CALLS"):
            break
    process.kill()
    process.communicate()
    _, lines = run(database_url, tmp_path, "resume")
    assert lines == ["CALLS 0"]
    _, lines = run(database_url, tmp_path, "say", "approve")
    assert "Delivered 1" in lines
    assert (tmp_path / "previews.txt").read_text().split() == ["1"]


def test_a_turn_sent_again_after_a_kill_is_the_same_turn(database_url: str, tmp_path: Path) -> None:
    (tmp_path / "die").touch()
    run(database_url, tmp_path, "say", BRIEF)
    _, lines = run(database_url, tmp_path, "say", BRIEF)
    assert "PreviewReady 1" in lines
    assert lines[-1] == "CALLS 0"
