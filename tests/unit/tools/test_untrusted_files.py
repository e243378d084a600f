"""Files made to do harm: each is refused in one sentence or made harmless, and the process that reads them may do little."""

from __future__ import annotations

import io
import os
import struct
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from memory.files import FolderFiles
from tools.assets import accept
from tools.bounded import Bounds, OutOfBounds, ask, bounded, plain_environment
from tools.documents import word_blocks
from tools.errors import AssetRefused, DocumentUnreadable
from tools.vector_safety import harmless

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">{}</svg>'
BOX = '<rect id="a" width="20" height="10" fill="red"/>'


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


def stored(folder: Path) -> list[Path]:
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def refused(path: Path, name: str, files: FolderFiles) -> str:
    with pytest.raises(AssetRefused) as error:
        accept(path, name, files)
    assert "\n" not in str(error.value) and repr(name) in str(error.value)
    return str(error.value)


def drawing(inner: str) -> etree._Element:
    return etree.fromstring(SVG.format(inner).encode())


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_picture_that_says_it_is_small_and_unpacks_to_gigabytes_ends_only_its_own_process(
    tmp_path: Path, files: FolderFiles
) -> None:
    rows = zlib.compressobj(9)
    packed = b"".join(rows.compress(bytes(1 << 20)) for _ in range(400)) + rows.flush()
    bomb = tmp_path / "bomb.png"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"zTXt", b"x\x00\x00" + packed) + chunk(b"IEND", b""))
    assert "picture" in refused(bomb, "bomb.png", files)
    assert stored(tmp_path) == []


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_unpacked(tmp_path: Path, files: FolderFiles, side: int) -> None:
    bomb = tmp_path / "bomb.png"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b""))
    assert "60 megapixels" in refused(bomb, "bomb.png", files)


@pytest.mark.parametrize(
    "inner",
    [
        '<script>fetch("http://x.example")</script>',
        '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>',
        '<animate attributeName="x" onbegin="alert(1)"/>',
        '<image xlink:href="http://x.example/a.png"/>',
        '<image href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        '<rect width="5" height="5" onclick="alert(1)" style="fill:url(http://x.example/#a)"/>',
        "<style>@import url(http://x.example/a.css);</style>",
        '<a href="javascript:alert(1)"><rect width="5" height="5"/></a>',
        '<image href="data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="/>',
    ],
)
def test_a_drawing_keeps_its_shapes_and_loses_what_acts_or_reaches_outside(inner: str) -> None:
    kept = etree.tostring(harmless(drawing(BOX + inner), "logo.svg")).decode()
    assert 'fill="red"' in kept
    for bad in ("script", "foreignObject", "animate", "onclick", "x.example", "file:", "other.svg", "javascript", "svg+xml"):
        assert bad not in kept


def test_a_drawing_keeps_what_it_is_drawn_with() -> None:
    inner = '<defs><linearGradient id="g"><stop offset="1" stop-color="#fff"/></linearGradient></defs>'
    inner += '<rect width="4" height="4" fill="url(#g)"/><use href="#g"/><image href="data:image/png;base64,iVBORw0KGgo="/>'
    before = drawing(inner)
    assert etree.tostring(harmless(drawing(inner), "logo.svg")) == etree.tostring(before)


def test_a_drawing_that_multiplies_itself_is_refused() -> None:
    doubling = BOX + "".join(
        f'<g id="{chr(ord("a") + n + 1)}">' + f'<use href="#{chr(ord("a") + n)}"/>' * 10 + "</g>" for n in range(8)
    )
    with pytest.raises(AssetRefused, match="repeats its parts too often"):
        harmless(drawing(doubling), "logo.svg")
    with pytest.raises(AssetRefused, match="repeats its parts too often"):
        harmless(drawing('<g id="a"><use href="#a"/></g>'), "logo.svg")


def test_a_drawing_with_entities_is_refused(tmp_path: Path, files: FolderFiles) -> None:
    bomb = tmp_path / "logo.svg"
    bomb.write_text('<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + SVG.format("<text>&a;</text>"))
    assert "entities" in refused(bomb, "logo.svg", files)


def test_a_document_that_unpacks_to_a_hundred_times_its_size_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "script.docx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(20_000_000))
    with pytest.raises(DocumentUnreadable, match="too large once unpacked"):
        word_blocks(bomb, "script.docx")


def test_a_document_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    bomb = tmp_path / "script.docx"
    with zipfile.ZipFile(bomb, "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}", b"")
    with pytest.raises(DocumentUnreadable, match="too large once unpacked"):
        word_blocks(bomb, "script.docx")


def test_an_archive_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path, files: FolderFiles) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(200_000_000))
    data = bytearray(packed.getvalue())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        data[place + at : place + at + 4] = struct.pack("<I", 1000)
    bomb = tmp_path / "script.docx"
    bomb.write_bytes(data)
    assert "script.docx" in refused(bomb, "script.docx", files)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.mp4", "ffconcat version 1.0\nfile '/etc/hostname'\n"),
        ("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n"),
        ("list.mov", "\x00\x00\x00\x18ftypqt  #EXTM3U\nhttp://x.example/a.ts\n"),
        ("clip.webm", "<?xml version='1.0'?><MPD><BaseURL>http://x.example/</BaseURL></MPD>"),
    ],
)
def test_a_playlist_under_any_name_opens_nothing(tmp_path: Path, files: FolderFiles, name: str, text: str) -> None:
    playlist = tmp_path / name
    playlist.write_text(text)
    refused(playlist, name, files)
    assert stored(tmp_path) == []


def test_what_a_file_is_called_decides_nothing(tmp_path: Path, files: FolderFiles) -> None:
    picture = tmp_path / "upload"
    Image.new("RGB", (40, 20), "navy").save(picture, "PNG")
    assert accept(picture, "../../etc/passwd.exe", files).mime == "image/png"


def test_a_bounded_program_cannot_take_more_memory_than_it_is_given() -> None:
    import subprocess

    command = [sys.executable, "-c", "print(len(bytearray(900_000_000)))"]
    done = subprocess.run(bounded(command, Bounds(memory=500_000_000)), capture_output=True, text=True, check=False)
    assert done.returncode != 0 and "MemoryError" in done.stderr


def test_a_program_that_never_ends_is_ended_with_all_that_it_started(tmp_path: Path) -> None:
    module = tmp_path / "endless_reader.py"
    module.write_text(
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(tmp_path / 'pid')!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    sys.path.append(str(tmp_path))
    try:
        with pytest.raises(OutOfBounds) as ended:
            ask("endless_reader", {}, Bounds(), 1.0)
    finally:
        sys.path.remove(str(tmp_path))
    assert ended.value.took_too_long
    pid = int((tmp_path / "pid").read_text())
    for _ in range(50):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().split()[2] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("its child still runs")


def test_a_reader_is_told_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGENCY_LLM_API_KEY", "sk-secret")
    monkeypatch.setenv("AGENCY_DATABASE_URL", "postgresql://user:secret@host/db")
    assert "secret" not in str(plain_environment())
    assert os.environ["AGENCY_LLM_API_KEY"] == "sk-secret"
