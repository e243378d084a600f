"""Uploads: really opened, checked, brought into a form the renderer takes, and stored."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from memory.domain.asset import AssetKind, AssetRecord
from memory.files import Files
from tools.errors import AssetRefused, ScriptUnreadable
from tools.opening import What, open_apart

if TYPE_CHECKING:
    from tools.uploads import Shows

TAKEN = "pictures (PNG, JPEG, WebP), logos (also SVG), clips (MP4, MOV, WebM) and scripts (.md, .docx, .pdf)"
SCRIPT_NAMES = (".md", ".markdown", ".txt", ".docx", ".pdf")
PAGES = (".html", ".htm")
# A document that is called so is a brand's guideline and no script: of any length, and read when it is learned.
GUIDELINE = re.compile(r"brand|guide ?-?_?line|style[-_ ]?guide|(?:^|[-_ ])ci[-_ .]|corporate[-_ ]design", re.I)


@dataclass(frozen=True)
class Accepted:
    """A file that was opened and stored. `text` holds the words of a script, `shows` what a picture or clip is of.

    Sizes are of what was stored, in pixels.
    """

    sha256: str
    name: str
    mime: str
    kind: AssetKind
    bytes: int
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    text: str = ""
    shows: Shows | None = None

    def record(self, project_id: str) -> AssetRecord:
        """As the project's register of uploads keeps it."""
        values = {key: getattr(self, key) for key in AssetRecord.model_fields if key != "project_id"}
        return AssetRecord(project_id=project_id, **values)


def accept(path: Path, name: str, files: Files, limit_mb: int = 400) -> Accepted:
    """Opens an upload by what it is, whatever it is called, and stores it; raises AssetRefused with one sentence.

    Pictures are decoded and written anew (upright, at most 3840 pixels on a side); clips become 1080p30 H.264, BT.709.
    """
    size = path.stat().st_size
    if size == 0:
        raise AssetRefused(f"{name!r} is empty; hand it in again.")
    if size > limit_mb * 1_000_000:
        raise AssetRefused(f"{name!r} has {size / 1e6:.0f} MB and the limit is {limit_mb} MB; hand in a shorter or smaller one.")
    with path.open("rb") as source:
        head = source.read(512)
    if _is_picture(head):
        return _told(_opened("picture", path, name, files), files)
    if head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat") or head.startswith(b"\x1a\x45\xdf\xa3"):
        return _told(_opened("clip", path, name, files), files)
    if b"<svg" in head.lower():
        return _told(_opened("vector", path, name, files), files)
    if name.lower().endswith((*SCRIPT_NAMES, *PAGES)) and GUIDELINE.search(name):
        return Accepted(files.put(path), name, "application/octet-stream", "document", size)
    if name.lower().endswith(SCRIPT_NAMES):
        return _script(path, name, files)
    raise AssetRefused(f"{name!r} {_what_it_is(head, name)}; I take {TAKEN}.")


def _told(accepted: Accepted, files: Files) -> Accepted:
    """With what it shows, told from what was stored."""
    from tools.moderation.pictures import seen
    from tools.uploads import shows

    kind: Literal["image", "video"] = "video" if accepted.kind == "video" else "image"
    found = seen(files.path(accepted.sha256), kind, accepted.name)
    if found and found.action == "refuse":
        raise AssetRefused(f"{accepted.name!r} cannot be used: {found.reason} (rule: {found.rule}) {found.way_out}")
    return replace(accepted, shows=shows(files.path(accepted.sha256), kind, accepted.name))


def _is_picture(head: bytes) -> bool:
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff")) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def _what_it_is(head: bytes, name: str) -> str:
    start = head.lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<script")):
        return "is a web page, whatever its name says"
    kind = Path(name).suffix.lower()
    return f"is no {kind} file that can be opened" if kind else "is of a kind that I cannot use"


def _opened(what: What, path: Path, name: str, files: Files) -> Accepted:
    """What a process of its own made of a picture or clip, stored."""
    kind: AssetKind = "video" if what == "clip" else "image"
    with tempfile.TemporaryDirectory(prefix="agency-upload-") as folder:
        made = Path(folder) / ("clip.mp4" if what == "clip" else "picture")
        opened = open_apart(what, path, name, made)
        sha256, size = files.put(made), made.stat().st_size
    return Accepted(sha256, name, opened.mime, kind, size, opened.width, opened.height, opened.duration_s)


def _script(path: Path, name: str, files: Files) -> Accepted:
    text = open_apart("script", path, name).text
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise ScriptUnreadable(f"{name!r} is a web page, whatever its name says; I take {TAKEN}.")
    data = path.read_bytes()
    mime = {".pdf": "application/pdf", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document"}
    return Accepted(files.put(data), name, mime.get(Path(name).suffix.lower(), "text/markdown"), "document", len(data), text=text)
