"""Uploads find their places in a film: which scene each belongs to, how it is shown there, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from memory.domain.storyboard import LayoutName, Logo, Media, OnScreen, Scene, Storyboard
from tools.icons import likeness

Shows = Literal["photo", "portrait", "screenshot", "cut_out", "logo", "clip", "recording"]


@dataclass(frozen=True)
class Upload:
    """A picture or clip in the file store, and what it shows."""

    sha256: str
    name: str
    kind: Literal["image", "video"]
    shows: Shows


def uploads_of(files: Sequence[Mapping[str, str]]) -> list[Upload]:
    """The pictures and clips among the files of a message, as the conversation's state keeps them."""
    found = []
    for file in files:
        if file["kind"] in ("image", "video"):
            kind: Literal["image", "video"] = "video" if file["kind"] == "video" else "image"
            shows = cast(Shows, file.get("shows") or ("clip" if kind == "video" else "photo"))
            found.append(Upload(file["sha256"], file["name"], kind, shows))
    return found


@dataclass(frozen=True)
class Placed:
    """The film with the uploads in it, and a sentence that says where each is; '' where there was none."""

    board: Storyboard
    told: str


_PICTURE = r"photos?|pictures?|images?|pics?|bild(?:er)?|fotos?|imagen|imágenes|immagin[ei]|imagem|imagens|shots?"
_CALLED: dict[Shows, str] = {
    "photo": _PICTURE,
    "portrait": rf"portraits?|headshots?|porträts?|retratos?|ritratt[oi]|{_PICTURE}",
    "screenshot": rf"screen ?shots?|screens?|bildschirm\w*|capturas?|captures?|schermat[ae]|{_PICTURE}",
    "cut_out": rf"product|packshots?|cut[- ]?outs?|produkt\w*|producto|produit|prodotto|produto|{_PICTURE}",
    "logo": r"logos?|brand ?mark",
    "clip": r"clips?|videos?|footage|b-?roll|aufnahmen?|vidéos?|vídeos?|filmato",
    "recording": r"screen ?(?:recordings?|casts?)|recordings?|clips?|videos?|demo|bildschirmaufnahme|grabación|enregistrement",
}
_SCENE = re.compile(r"\b(?:scene|szene|escena|scène|scena|cena|slide) #?(\d{1,2})\b", re.I)
_ENDS = (
    (0, re.compile(r"\b(?:first scene|opening|hook|intro|beginning|anfang|al principio|au début|all'inizio|no início)\b", re.I)),
    (-1, re.compile(r"\b(?:last scene|closing|at the end|outro|am ende|al final|à la fin|alla fine|no final)\b", re.I)),
)
_PART = re.compile(
    r"\b(?:from|seconds?|sekunden?|de|von|ab|del?) (?:second |sekunde |0:)?(?P<from>\d{1,3}(?:\.\d+)?)\s?(?:s|sec\w*)?"
    r"\s?(?:to|until|-|–|bis|a|à|até)\s?(?:second |sekunde |0:)?(?P<to>\d{1,3}(?:\.\d+)?)",
    re.I,
)
_PRODUCT = re.compile(r"product|produkt|producto|produit|prodotto|produto|packshot|packaging|verpackung", re.I)
_DATA: frozenset[LayoutName] = frozenset(
    ("bar_chart", "line_chart", "donut_chart", "comparison", "timeline", "agenda", "map", "price", "code", "big_number", "list")
)
_STEM = 5
_MOST_POINTS = 3


def placed(board: Storyboard, uploads: Sequence[Upload], request: str) -> Placed:
    """Every upload in the scene whose words it belongs to, one a scene, never on the last one unless that is asked for."""
    told: list[str] = []
    taken: set[int] = set()
    visual = [upload for upload in uploads if upload.shows != "logo"]
    for upload in uploads:
        if upload.shows == "logo":
            board = board.model_copy(update={"logo": Logo(sha256=upload.sha256)})
            told.append(f"{upload.name} is the logo")
    for number, upload in enumerate(visual):
        clause = clause_of(upload, request, [other for other in visual[:number] if _same_word(other, upload)])
        place = _place(board, upload, clause, taken, len(visual))
        if place is None:
            told.append(f"there was no scene left for {upload.name}")
            continue
        taken.add(place)
        scene = shown_in(board.scenes[place], upload, clause, _layout(board, place, upload, clause))
        board = board.model_copy(update={"scenes": (*board.scenes[:place], scene, *board.scenes[place + 1 :])})
        told.append(f"{upload.name} {_manner(scene.layout, upload)} scene {place + 1}")
    return Placed(board, f"Your files: {'; '.join(told)}." if told else "")


def shown_in(scene: Scene, upload: Upload, clause: str, layout: LayoutName) -> Scene:
    """The scene with the upload in it, under `layout`, and with no more text than goes beside a picture."""
    part = _PART.search(clause) if upload.kind == "video" else None
    begin, end = (float(part["from"]), float(part["to"])) if part else (0.0, 0.0)
    media = Media(
        sha256=upload.sha256,
        kind=upload.kind,
        name=upload.name,
        in_s=begin if end > begin else 0.0,
        out_s=end if end > begin else None,
    )
    if layout.startswith("presenter") or layout == "testimonial":
        return scene.model_copy(update={"media": media, "layout": layout})
    shown = scene.on_screen
    points = () if layout == "picture" else shown.points[:_MOST_POINTS]
    text = OnScreen(headline=shown.headline, body=shown.body if not points else "", points=points)
    return scene.model_copy(update={"media": media, "layout": layout, "on_screen": text, "gestures": ()})


def clause_of(upload: Upload, request: str, before: Sequence[Upload] = ()) -> str:
    """The piece of the message that speaks of this upload: by its name, else by what it is, passing over those `before` it."""
    pieces = [piece for piece in re.split(r"[.;!?\n]+\s|\n", request + " ") if piece.strip()]
    stem = upload.name.rsplit(".", 1)[0]
    for piece in pieces:
        if upload.name.lower() in piece.lower() or (len(stem) > 3 and stem.lower() in piece.lower()):
            return piece
    called = re.compile(rf"\b(?:{_CALLED[upload.shows]})\b", re.I)
    naming = [piece for piece in pieces if called.search(piece)]
    return naming[len(before)] if len(naming) > len(before) else naming[0] if len(naming) == 1 and not before else ""


def _same_word(one: Upload, other: Upload) -> bool:
    return one.kind == other.kind


def scene_said(clause: str, count: int) -> int | None:
    """The scene (from 0) that a piece of a message names by its number or as an end of the film."""
    if (found := _SCENE.search(clause)) and 1 <= int(found[1]) <= count:
        return int(found[1]) - 1
    return next((place % count for place, words in _ENDS if words.search(clause)), None)


def fitting(board: Storyboard, upload: Upload, clause: str, free: Sequence[int]) -> int:
    """Of the scenes `free` (from 0) the one whose words are nearest to those about the upload; the earliest of equals."""
    words = f"{_plain(upload.name)} {clause}"
    return max(free, key=lambda place: (round(_nearness(words, board.scenes[place]) - _cost(board, place), 3), -place))


def _place(board: Storyboard, upload: Upload, clause: str, taken: set[int], count: int) -> int | None:
    last = len(board.scenes) - 1
    asked = scene_said(clause, len(board.scenes))
    if asked is not None and asked not in taken:
        return asked
    # The film opens with a face and closes with what to do, as long as there is room between.
    inner = range(1, last) if last - 1 >= count else range(last)
    free = [place for place in inner if place not in taken]
    return fitting(board, upload, clause, free) if free else None


def _cost(board: Storyboard, place: int) -> float:
    scene = board.scenes[place]
    beside = [board.scenes[at] for at in (place - 1, place + 1) if 0 <= at < len(board.scenes)]
    return 0.5 * (scene.layout in _DATA) + 0.3 * (scene.media is not None) + 0.15 * any(other.media for other in beside)


def _nearness(words: str, scene: Scene) -> float:
    spoken = f"{scene.narration} {' '.join(scene.on_screen.lines())}"
    mine, theirs = _stems(words), _stems(spoken)
    shared = sum(min(len(stem), 8) for stem in mine & theirs) / 8
    return shared + 0.6 * max(0.0, likeness(words, spoken))


def _stems(words: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{4,}", words.lower()) if not re.fullmatch(_COMMON, word)}


_COMMON = (
    r"with|this|that|here|show|shows|film|video|scene|about|from|when|where|picture|photo|image|clip|screenshot|please|make|seconds?|"
    r"nice|your|have|over|into|eine?r?|einem|unser\w*|szene|bitte|über|para|sobre|avec|pour|dans|nella|della"
)


def _plain(name: str) -> str:
    """A file's name as words: 'shopShelf_02.jpg' as 'shop shelf'."""
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rsplit(".", 1)[0])
    return re.sub(r"[\W\d_]+", " ", stem).strip()


def _layout(board: Storyboard, place: int, upload: Upload, clause: str) -> LayoutName:
    scene = board.scenes[place]
    beside = {board.scenes[at].layout for at in (place - 1, place + 1) if 0 <= at < len(board.scenes)}
    match upload.shows:
        case "screenshot" | "recording":
            return "device"
        case "cut_out":
            return "product"
        case "portrait" if scene.layout == "testimonial":
            return "testimonial"
        case "photo" if _PRODUCT.search(f"{clause} {_plain(upload.name)}") and "product" not in beside:
            return "product"
    # Two full pictures in a row are a slide show: the second stands beside whoever speaks.
    if "picture" in beside and scene.layout.startswith("presenter"):
        return scene.layout
    return "picture"


def _manner(layout: LayoutName, upload: Upload) -> str:
    match layout:
        case "device":
            return "is on a screen in"
        case "product":
            return "is the product shot of"
        case "testimonial":
            return "is the portrait in"
        case "picture":
            return "plays across" if upload.kind == "video" else "fills"
    return "is beside the presenter in"
