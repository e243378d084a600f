"""From files to memory and back out: learned, shown, forgotten; and what cannot be read, in one sentence each."""

# ruff: noqa: E501 (a drawing is read more easily on one line)

from __future__ import annotations

import io
import struct
import zlib
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from evals.brand_guides import Guide, write
from memory.brands import Brands
from memory.db import Database
from memory.domain.brand_words import sentence
from memory.errors import NotFound
from memory.files import FolderFiles
from memory.recall import Recall
from tests.topics import Topics
from tools.brand.apart import read_apart
from tools.brand.keeper import BrandKeeper
from tools.brand.material import material
from tools.errors import AssetRefused

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 80"><style>.a{fill:#1D4ED8}</style><circle class="a" cx="40" cy="40" r="32"/></svg>'
GUIDE = Guide(
    name="Northlight",
    style=1,
    colors=(("primary", "Harbour Blue", "#1D4ED8", "87/64/0/15"), ("accent", "Sky Blue", "#38BDF8", "")),
    fonts=("Circular Std", "Source Serif 4"),
    tone="We sound warm, plain and confident.",
    pairs=(("members", "users"),),
    avoid=("cheap",),
    spoken=("Qoray", "KOR-eye"),
    legal="Northlight GmbH. Terms apply.",
    tagline="Light, simply.",
    rules=("End every film on the logo.",),
    facts=("The Aurora lamp costs €89.",),
)


@pytest.fixture
def files(tmp_path: Path) -> FolderFiles:
    return FolderFiles(tmp_path / "files")


@pytest.fixture
def keeper(database: Database, files: FolderFiles) -> BrandKeeper:
    return BrandKeeper(Brands(database, Topics()), Recall(database, Topics()), files)


def stored(files: FolderFiles, tmp_path: Path) -> list[Path]:
    return [path for path in (tmp_path / "files").rglob("*") if path.is_file()]


def test_a_guideline_and_a_logo_are_learned_once_and_forgotten_whole(
    keeper: BrandKeeper, files: FolderFiles, tmp_path: Path
) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(SVG)
    material_ = [material(write(GUIDE, tmp_path)), material(logo)]
    taught = keeper.learn("Northlight", material_)
    said = {sentence(known.item.value): known.item.evidence[0].place() for known in keeper.items("Northlight")}
    assert said["Primary colour: Harbour Blue, #1D4ED8, CMYK 87 64 0 15"] == "northlight-guidelines.pdf, page 1"
    assert said["Logo for light grounds, 1024 x 341, drawn in #1D4ED8"] == "logo.svg"
    assert "holds an order meant for me" in taught.notes[0]
    again = keeper.learn("northlight", material_)
    assert (again.new, again.known) == (0, taught.new)
    assert len(stored(files, tmp_path)) == 1
    gone = keeper.forget("Northlight")
    assert (gone.items, gone.sources, stored(files, tmp_path)) == (taught.new, 2, [])
    with pytest.raises(NotFound):
        keeper.kit("Northlight")


def test_a_newer_guideline_wins_and_both_places_are_named(keeper: BrandKeeper, tmp_path: Path) -> None:
    for name, day, colour in (("new.md", "1 March 2026", "#1D4ED8"), ("old.md", "1 May 2024", "#0F766E")):
        (tmp_path / name).write_text(f"Version of {day}\n# Colours\nPrimary: {colour}\n")
    keeper.learn("Acme", [material(tmp_path / "new.md")])
    taught = keeper.learn("Acme", [material(tmp_path / "old.md")])
    assert len(taught.conflicts) == 1
    for part in ("old.md, line 3", "2024-05-01", "#0F766E", "new.md, line 3", "2026-03-01", "#1D4ED8", "the newer one holds"):
        assert part in taught.conflicts[0]
    primary = keeper.kit("Acme").color("primary")
    assert primary and primary[1].hex == "#1D4ED8"


def test_one_file_that_cannot_be_read_stops_no_other(keeper: BrandKeeper, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "good.md").write_text("# Colours\nPrimary: #1D4ED8\n")
    taught = keeper.learn("Acme", [material(tmp_path / "broken.pdf"), material(tmp_path / "good.md")])
    assert taught.new == 1 and len(taught.refused) == 1 and "'broken.pdf' is no PDF" in taught.refused[0]


def locked_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb_png() -> bytes:
    """A PNG that says it has 50,000 x 50,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


SCRIPTED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script><rect width="9" height="9"/></svg>'
)
HANDLER = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()"><rect width="9" height="9"/></svg>'
REACHING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="https://x.example/a.png" width="9" height="9"/></svg>'
IMPORTING = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><style>@import "https://x.example/a.css";</style></svg>'
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&a;</text></svg>'
)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("guide.pdf", locked_pdf(), "locked with a password"),
        ("guide.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog", "no PDF that can be opened"),
        ("guide.docx", b"PK\x03\x04 broken", "no Word document"),
        ("guide.md", b"\xff\xfa\x00\x01", "is not text"),
        ("logo.png", bomb_png(), "far more pixels"),
        ("logo.png", b"\x89PNG\r\n\x1a\n broken", "damaged picture"),
        ("logo.svg", SCRIPTED.encode(), "a script"),
        ("logo.svg", HANDLER.encode(), "a script"),
        ("logo.svg", REACHING.encode(), "takes a part from outside, 'https://x.example/a.png'"),
        ("logo.svg", IMPORTING.encode(), "takes a part from outside"),
        ("logo.svg", ENTITIES.encode(), "entities"),
        ("jingle.mp3", b"ID3\x04" + b"\0" * 200, "is sound alone"),
        ("song.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 50, "is sound alone"),
        ("film.mp4", b"\x00\x00\x00\x18ftypmp42" + b"\0" * 50, "cannot be taken apart here"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,
)
def test_what_cannot_be_learned_is_said_in_one_sentence(
    keeper: BrandKeeper, tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    taught = keeper.learn("Acme", [material(path)])
    assert (taught.new, len(taught.refused)) == (0, 1)
    assert says in taught.refused[0] and repr(name) in taught.refused[0] and "\n" not in taught.refused[0]


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.md").touch()
    with pytest.raises(AssetRefused, match=r"'empty\.md' is empty"):
        material(tmp_path / "empty.md")
    with pytest.raises(AssetRefused, match=r"there is no file 'gone\.md'"):
        material(tmp_path / "gone.md")


def test_of_a_very_long_guideline_the_first_pages_are_read_and_that_is_said(tmp_path: Path) -> None:
    guide = pypdf.PdfReader(write(GUIDE, tmp_path))
    writer = pypdf.PdfWriter()
    for page in guide.pages:
        writer.add_page(page)
    for _ in range(10_000 - len(guide.pages)):
        writer.add_blank_page(100, 100)
    path = tmp_path / "long.pdf"
    writer.write(path)
    reading = read_apart("Northlight", material(path, today=date(2026, 11, 1)))
    assert any("10,000 pages and I read the first 400" in note for note in reading.notes)
    assert any(sentence(item.value) == "Accent colour: Sky Blue, #38BDF8" for item in reading.items)


def test_a_document_that_takes_too_long_is_let_go(tmp_path: Path) -> None:
    with pytest.raises(AssetRefused, match="takes longer than"):
        read_apart("Northlight", material(write(GUIDE, tmp_path)), most_seconds=0.05)


def test_a_picture_logo_gives_its_exact_colours_and_its_ground(keeper: BrandKeeper, tmp_path: Path) -> None:
    mark = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    mark.paste((255, 255, 255, 255), (20, 20, 200, 80))
    mark.paste((250, 204, 21, 255), (210, 20, 280, 80))
    mark.save(tmp_path / "mark.png")
    keeper.learn("Acme", [material(tmp_path / "mark.png")])
    found = keeper.kit("Acme").logo(dark=True)
    assert found and found[1].fills == ("#FFFFFF", "#FACC15") and found[1].ground == "dark"
