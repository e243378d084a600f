"""A disk that is really full: a file system of 2 MB, where this machine lets us mount one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.errors import StorageFull
from memory.files import FolderFiles


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting needs root; tests/unit/memory/test_files.py stops a write by other means")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_refuses_the_upload_and_keeps_what_was_there(small_disk: Path) -> None:
    files = FolderFiles(small_disk)
    first = files.put(bytes(1_500_000))
    with pytest.raises(StorageFull, match="no room left in"):
        files.put(bytes(1_000_001))
    assert list((small_disk / "partial").iterdir()) == []
    assert files.path(first).stat().st_size == 1_500_000
    files.delete(first)
    assert files.exists(files.put(bytes(1_000_001)))
