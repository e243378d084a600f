"""Learning from whatever is handed in: each file by what it is, and one that cannot be read stops no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from memory.brands import Source
from memory.domain.brand import BrandItem
from memory.files import Files
from tools.brand.apart import read_apart
from tools.brand.logos import learn_logo
from tools.brand.material import Material
from tools.errors import AssetRefused, TakingApartCancelled

OnProgress = Callable[[str, float], None]
TAKEN = "guidelines (PDF, DOCX, MD, HTML), logos (SVG, PNG) and videos (MP4, MOV, WebM)"
SOUNDS = (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf1", b"fLaC", b"OggS", b"FORM")
VIDEOS = (b"ftyp", b"moov", b"wide", b"mdat")


@dataclass(frozen=True)
class VideoLesson:
    """What videos gave. `notes` are sentences for whoever handed them in, `refused` has one for each that cannot be used.

    `watched` are the sha256 of those that were looked at.
    """

    items: tuple[BrandItem, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    watched: frozenset[str] = frozenset()


class LearnVideos(Protocol):
    """Takes videos apart. `keep` puts a clip into the file store and gives its sha256. Raises TakingApartCancelled."""

    def __call__(
        self,
        brand: str,
        videos: Sequence[Material],
        keep: Callable[[Path], str],
        on_progress: OnProgress,
        cancelled: Callable[[], bool],
    ) -> VideoLesson: ...


@dataclass(frozen=True)
class Lesson:
    """What all the material gave. `refused` has one sentence for each file that could not be used."""

    items: tuple[BrandItem, ...] = ()
    sources: tuple[Source, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def study(
    brand: str,
    material: Sequence[Material],
    files: Files,
    videos: LearnVideos | None = None,
    on_progress: OnProgress = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Lesson:
    """Reads everything and gives what was found; nothing is remembered yet. Videos are looked at together, and last.

    Raises TakingApartCancelled.
    """
    items: list[BrandItem] = []
    sources: list[Source] = []
    notes: list[str] = []
    refused: list[str] = []
    films = [one for one in material if kind_of(one) == "video"]
    rest = [one for one in material if one not in films]
    for place, one in enumerate(rest):
        if cancelled():
            raise TakingApartCancelled(f"stopped before {one.name!r} was read")
        on_progress(f"Reading {one.name}", place / len(material))
        try:
            found, told, dated = _read(brand, one, files)
        except AssetRefused as error:
            refused.append(str(error))
            continue
        items += found
        notes += told or ([] if found else [f"{one.name!r} says nothing that I can use for films."])
        sources.append(Source(one.sha256, one.name, dated, notes=tuple(told)))
    if films:
        seen = _films(brand, films, files, videos, on_progress, cancelled)
        items += seen.items
        notes += seen.notes
        refused += seen.refused
        sources += (Source(one.sha256, one.name, one.dated) for one in films if one.sha256 in seen.watched)
    return Lesson(tuple(items), tuple(sources), tuple(notes), tuple(refused))


def kind_of(source: Material) -> str:
    """'picture', 'drawing', 'video', 'sound' or 'document', from the first bytes: names may say anything."""
    with source.path.open("rb") as opened:
        head = opened.read(4096)
    if head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "picture"
    if head[4:12] in (b"ftypM4A ", b"ftypM4B ") or head.startswith(SOUNDS) or (head[:4] == b"RIFF" and head[8:12] == b"WAVE"):
        return "sound"
    if head[4:8] in VIDEOS or head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video"
    if b"<svg" in head.lower() and b"<html" not in head.lower():
        return "drawing"
    return "document"


def _read(brand: str, source: Material, files: Files) -> tuple[list[BrandItem], list[str], date]:
    match kind_of(source):
        case "picture" | "drawing":
            return [learn_logo(brand, source, files)], [], source.dated
        case "sound":
            raise AssetRefused(f"{source.name!r} is sound alone, and I learn a brand from what is seen and said; I take {TAKEN}.")
        case _:
            reading = read_apart(brand, source)
            return list(reading.items), list(reading.notes), reading.dated or source.dated


def _films(
    brand: str,
    films: Sequence[Material],
    files: Files,
    videos: LearnVideos | None,
    on_progress: OnProgress,
    cancelled: Callable[[], bool],
) -> VideoLesson:
    if videos is None:
        why = f"{films[0].name!r} is a video, and videos cannot be taken apart here; hand in guidelines or a logo."
        return VideoLesson(refused=(why,))
    return videos(brand, films, files.put, on_progress, cancelled)
