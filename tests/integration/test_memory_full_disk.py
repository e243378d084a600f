"""A disk that is really full: a file system of 2 MB, where this machine lets us mount one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from memory.errors import ServerFailed, StorageFull
from memory.files import FolderFiles
from memory.server import THROWAWAY, EmbeddedServer


@pytest.fixture
def small_disk(open_root: Path) -> Iterator[Path]:
    folder = open_root / "disk"
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


def test_a_database_that_finds_no_room_says_so(small_disk: Path) -> None:
    server = EmbeddedServer(small_disk / "agency", THROWAWAY)
    with pytest.raises(ServerFailed, match=r"no database could be made in .*No space left on device"):
        server.ensure()
    assert not (small_disk / "agency" / "pgdata").exists()
