"""What people hand in by mistake is refused in one sentence, and nothing of it is kept."""

from pathlib import Path

import pytest

from memory.db import Database
from memory.files import FolderFiles
from tools.errors import AssetRefused
from ui.studio.turns import intake

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("logo.png", b"<!DOCTYPE html><html><body>logo</body></html>", "'logo.png' is a web page, whatever its name says"),
        ("photo.png", PNG + b"\x00\x00\x00\rIHDR" + b"\x07" * 60, "'photo.png' is a damaged picture; export it again"),
        ("empty.png", b"", "'empty.png' is empty; hand it in again."),
        ("talk.mp4", b"\x00\x00\x00\x18ftypisom" + b"\x00" * 90, "'talk.mp4' is a damaged clip; export it again"),
        ("tool.exe", b"MZ" + b"\x00" * 90, "'tool.exe' is no .exe file that can be opened; I take pictures"),
    ],
)
def test_a_file_that_cannot_be_used(name: str, data: bytes, sentence: str, database: Database, tmp_path: Path) -> None:
    upload = tmp_path / "upload"
    upload.write_bytes(data)
    take = intake(FolderFiles(tmp_path / "files"), database, 400, 40)
    with pytest.raises(AssetRefused) as refused:
        take(upload, name, "thread", "ana")
    assert str(refused.value).startswith(sentence)
    with database.transaction() as db:
        assert db.execute("SELECT count(*) AS n FROM assets").fetchone() == {"n": 0}
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_half_a_gigabyte_is_refused_without_being_read(database: Database, tmp_path: Path) -> None:
    upload = tmp_path / "upload"
    with upload.open("wb") as sparse:
        sparse.truncate(512_000_000)
    with pytest.raises(AssetRefused, match=r"'long.mp4' has 512 MB and the limit is 400 MB; hand in a shorter or smaller one"):
        intake(FolderFiles(tmp_path / "files"), database, 400, 40)(upload, "long.mp4", "thread", "ana")


def test_more_files_than_a_film_takes_are_refused_by_name(database: Database, tmp_path: Path) -> None:
    take = intake(FolderFiles(tmp_path / "files"), database, 400, 0)
    with pytest.raises(AssetRefused, match=r"'logo.png' would be more than 0 files for one film"):
        take(tmp_path / "logo.png", "logo.png", "thread", "ana")
