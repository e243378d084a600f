"""Uploads are taken for what they are, not for what they are called."""

import io
from pathlib import Path

import pytest
from PIL import Image

from memory.files import FolderFiles
from tools.assets import accept
from tools.errors import AssetRefused


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


def picture(form: str, mode: str = "RGB", size: tuple[int, int] = (80, 40), **options: object) -> bytes:
    target = io.BytesIO()
    noise = Image.merge("RGB", [Image.effect_noise(size, 90) for _ in "rgb"])
    noise.convert(mode).save(target, form, **options)
    return target.getvalue()


def test_a_photograph_is_stored_as_jpeg_with_its_size(tmp_path: Path, files: FolderFiles) -> None:
    accepted = accept(written(tmp_path, picture("JPEG", size=(300, 200))), "team.jpg", files)
    assert (accepted.kind, accepted.mime, accepted.width, accepted.height) == ("image", "image/jpeg", 300, 200)
    with Image.open(files.path(accepted.sha256)) as stored:
        assert stored.size == (300, 200)


def test_a_transparent_logo_keeps_its_transparency(tmp_path: Path, files: FolderFiles) -> None:
    target = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(target, "PNG")
    accepted = accept(written(tmp_path, target.getvalue()), "logo.png", files)
    with Image.open(files.path(accepted.sha256)) as stored:
        assert stored.mode == "RGBA" and stored.getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_picture_turned_by_its_camera_is_set_upright(tmp_path: Path, files: FolderFiles) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    accepted = accept(written(tmp_path, picture("JPEG", exif=exif)), "turned.jpg", files)
    assert (accepted.width, accepted.height) == (40, 80)


def test_what_a_camera_wrote_beside_the_pixels_is_dropped(tmp_path: Path, files: FolderFiles) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    accepted = accept(written(tmp_path, picture("JPEG", exif=exif)), "home.jpg", files)
    assert b"taken at home" not in files.path(accepted.sha256).read_bytes()


def test_an_svg_logo_becomes_pixels(tmp_path: Path, files: FolderFiles) -> None:
    pytest.importorskip("skia", exc_type=ImportError)
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="red"/></svg>'
    accepted = accept(written(tmp_path, drawing), "logo.svg", files)
    assert (accepted.mime, accepted.width, accepted.height) == ("image/png", 1024, 512)


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "logo.png", "is empty"),
        (b"<!DOCTYPE html><html><body>hi</body></html>", "logo.png", "is a web page"),
        (picture("PNG")[:200], "logo.png", "is a damaged picture"),
        (b"MZ\x90\x00" + bytes(600), "setup.exe", "is no .exe file that can be opened"),
        (b"<svg></svg><!-- nothing in it -->", "logo.svg", "cannot be drawn"),
        (b"<html><p>not a script</p></html>", "script.md", "is a web page"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_sentence(
    tmp_path: Path, files: FolderFiles, data: bytes, name: str, says: str
) -> None:
    with pytest.raises(AssetRefused) as refused:
        accept(written(tmp_path, data), name, files)
    assert says in str(refused.value) and repr(name) in str(refused.value) and "\n" not in str(refused.value)


def test_a_file_over_the_limit_is_refused_unread(tmp_path: Path, files: FolderFiles) -> None:
    large = tmp_path / "film.mp4"
    with large.open("wb") as target:
        target.truncate(500_000_001)
    with pytest.raises(AssetRefused, match=r"500 MB and the limit is 400 MB"):
        accept(large, "film.mp4", files, limit_mb=400)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(tmp_path: Path, files: FolderFiles) -> None:
    target = io.BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    with pytest.raises(AssetRefused, match=r"9000 x 9000 pixels"):
        accept(written(tmp_path, target.getvalue()), "huge.png", files)
