"""The file store: whole files or none, found by what is in them."""

from __future__ import annotations

import hashlib
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from memory.errors import NotFound
from memory.files import FolderFiles

LAMP = b"a lamp"
LAMP_DIGEST = hashlib.sha256(LAMP).hexdigest()


def stored(root: Path) -> list[Path]:
    return sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())


def test_bytes_are_found_by_their_digest_in_fanned_out_folders(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    assert files.put(LAMP) == LAMP_DIGEST
    assert stored(tmp_path) == [Path(LAMP_DIGEST[:2], LAMP_DIGEST[2:4], LAMP_DIGEST)]
    assert files.path(LAMP_DIGEST).read_bytes() == LAMP
    with files.open(LAMP_DIGEST) as stream:
        assert stream.read() == LAMP


def test_a_file_is_copied_and_the_original_stays(tmp_path: Path) -> None:
    original = tmp_path / "clip.mp4"
    original.write_bytes(os.urandom(3_000_000))
    files = FolderFiles(tmp_path / "store")
    digest = files.put(original)
    assert digest == hashlib.sha256(original.read_bytes()).hexdigest()
    assert files.path(digest).read_bytes() == original.read_bytes()


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    workers = [threading.Thread(target=files.put, args=(LAMP,)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert stored(tmp_path) == [Path(LAMP_DIGEST[:2], LAMP_DIGEST[2:4], LAMP_DIGEST)]


def test_deleted_bytes_are_gone_and_may_be_deleted_again(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path)
    files.put(LAMP)
    files.delete(LAMP_DIGEST)
    files.delete(LAMP_DIGEST)
    assert not files.exists(LAMP_DIGEST)
    with pytest.raises(NotFound, match=LAMP_DIGEST):
        files.path(LAMP_DIGEST)


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, LAMP_DIGEST + "/x"])
def test_only_a_digest_is_a_name(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no sha256"):
        FolderFiles(tmp_path).exists(name)


def test_a_missing_source_leaves_nothing_behind(tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "store")
    with pytest.raises(FileNotFoundError):
        files.put(tmp_path / "no such file")
    assert stored(tmp_path / "store") == []


def test_what_a_killed_process_left_is_swept_after_a_day(tmp_path: Path) -> None:
    FolderFiles(tmp_path)
    old, young = tmp_path / "partial" / "old", tmp_path / "partial" / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * 86400,) * 2)
    FolderFiles(tmp_path)
    assert stored(tmp_path) == [Path("partial", "young")]


FILL = """
import resource, signal, sys
from pathlib import Path
from memory.errors import StorageFull
from memory.files import FolderFiles
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
files = FolderFiles(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, resource.RLIM_INFINITY))
small = files.put(b"fits")
try:
    files.put(bytes(2_000_000))
except StorageFull as error:
    print(error)
assert files.exists(small)
"""


def test_a_write_that_finds_no_room_is_one_sentence_and_leaves_nothing(tmp_path: Path) -> None:
    """A process that may write 1 MB to a file: the kernel stops the write half-way, as a full disk does."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    root = Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", FILL, str(tmp_path)], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == f"no room left in {str(tmp_path)!r}; free some space, then try again\n"
    assert stored(tmp_path) == [Path(*(lambda d: (d[:2], d[2:4], d))(hashlib.sha256(b"fits").hexdigest()))]
