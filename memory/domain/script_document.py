"""The script as a document: a storyboard written as Markdown, and what was edited there read back as edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from memory.domain.apply import apply
from memory.domain.edit_values import NewSceneValue, OrderValue, TextField, TextValue
from memory.domain.edits import AddScene, Edit, EditText, RemoveScene, ReorderScenes
from memory.domain.scene_refs import number_of
from memory.domain.storyboard import MAX_SCENES, Scene, Storyboard
from memory.errors import ScriptUnreadable

LABELS: dict[str, TextField] = {"headline": "headline", "text": "body", "figure": "figure"}
ALIKE = 0.55  # of a scene's words, where a heading has lost its mark
_MARK = re.compile(r"<!--\s*(s[0-9a-z]+)\s*-->")
_ITEM = re.compile(r"[-*+]\s+(?:(?P<label>[A-Za-z]+)\s*:\s*)?(?P<text>.*)")


@dataclass
class _Part:
    """One scene as it stands in the document. `line` is where its heading is, from 1; `mark` the id behind it."""

    line: int
    mark: str = ""
    spoken: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    shown: dict[TextField, str] = field(default_factory=dict)

    def narration(self) -> str:
        return _plain(" ".join(self.spoken))

    def texts(self) -> dict[TextField, str]:
        """Every field of a scene that the document can hold; a point is a line."""
        labelled = {name: self.shown.get(name, "") for name in LABELS.values()}
        return {"narration": self.narration(), **labelled, "points": _lines(self.points), "notes": "\n".join(self.notes)}

    def words(self) -> str:
        return " ".join((self.narration(), *self.shown.values(), *self.points))


def write(board: Storyboard) -> str:
    """The whole script as Markdown: a heading for each scene, what is said, what is shown as a list, notes as quotes."""
    return (
        "\n\n".join([f"# {_plain(board.title)}", *(_written(number, scene) for number, scene in enumerate(board.scenes, 1))])
        + "\n"
    )


def read(document: str, board: Storyboard) -> list[Edit]:
    """The edits that turn `board` into what `document` says, in the order in which they apply; none where they agree.

    A heading whose mark is lost is matched by its words; one that is nobody's, or stands there twice, is a new scene.
    Raises ScriptUnreadable where the document is no script.
    """
    title, parts = _parse(document)
    places = _matched(parts, board)
    work = _Work(board)
    if title is not None and title != _plain(board.title):
        work.do(EditText(scene=None, value=TextValue(to=title, field="title")))
    for place, part in zip(places, parts, strict=True):
        if place is not None:
            work.retell(board.scenes[place], part)
    new = [part for place, part in zip(places, parts, strict=True) if place is None]
    gone = [scene for index, scene in enumerate(board.scenes) if index not in places]
    # A full film has room for a new scene only when an old one is out, and an empty one is no film.
    if len(gone) < len(board.scenes):
        work.remove(gone)
        work.add(new)
    else:
        work.add(new)
        work.remove(gone)
    work.order(places, board)
    return work.edits


def _lines(points: Iterable[str]) -> str:
    """Each on a line that ends: a single one is no list of pieces."""
    return "".join(f"{point}\n" for point in points)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _written(number: int, scene: Scene) -> str:
    shown = scene.on_screen
    lines = [
        f"- {label.capitalize()}: {_plain(text)}" for label, name in LABELS.items() if (text := str(getattr(shown, name)).strip())
    ]
    lines += [f"- Point: {_plain(point)}" for point in shown.points]
    notes = [f"> {line}".rstrip() for line in scene.notes.splitlines()]
    blocks = [f"## Scene {number} <!-- {scene.id} -->", _plain(scene.narration), "\n".join(lines), "\n".join(notes)]
    return "\n\n".join(block for block in blocks if block)


def _parse(document: str) -> tuple[str | None, list[_Part]]:
    """The title, None where there is none, and the scenes."""
    if "\0" in document:
        raise ScriptUnreadable("the script is not text; save it as Markdown and hand it in again")
    title: str | None = None
    parts: list[_Part] = []
    for number, line in enumerate(document.splitlines(), 1):
        text = line.strip()
        if re.match(r"##\s", text) or text == "##":
            mark = _MARK.search(text)
            parts.append(_Part(number, mark.group(1) if mark else ""))
        elif re.match(r"#\s", text) and not parts:
            title = _plain(_MARK.sub("", text[1:]))
        elif text and not parts:
            raise ScriptUnreadable(f"line {number} {text[:40]!r} stands before the first scene; start a scene with '## Scene 1'")
        elif text:
            _take(parts[-1], text, number)
    if not parts:
        raise ScriptUnreadable("the script has no scenes; start each with a line like '## Scene 1'")
    if len(parts) > MAX_SCENES:
        raise ScriptUnreadable(f"the script has {len(parts)} scenes; a film holds at most {MAX_SCENES}")
    if empty := next((part for part in parts if not part.words().strip()), None):
        raise ScriptUnreadable(f"the scene in line {empty.line} says and shows nothing; give it words, or take its heading out")
    return title or None, parts


def _take(part: _Part, text: str, number: int) -> None:
    """One line of a scene."""
    if text.startswith("#"):
        raise ScriptUnreadable(f"line {number} {text[:40]!r} is no scene; start a scene with '## Scene', or take the # away")
    if text.startswith(">"):
        part.notes.append(text[1:].strip())
    elif item := _ITEM.fullmatch(text):
        label, value = (item["label"] or "").lower(), _plain(item["text"])
        if label in LABELS:
            part.shown[LABELS[label]] = value
        elif value:
            part.points.append(value if label in ("", "point", "points") else f"{item['label']}: {value}")
    else:
        part.spoken.append(text)


def _matched(parts: Sequence[_Part], board: Storyboard) -> list[int | None]:
    """For each part the place of its scene in the board, each place once; None for a new scene."""
    ids = {scene.id: place for place, scene in enumerate(board.scenes)}
    places: list[int | None] = []
    for part in parts:
        place = ids.get(part.mark)
        places.append(place if place not in places else None)
    for index, part in enumerate(parts):
        if places[index] is None and not part.mark:
            free = [place for place in ids.values() if place not in places]
            best = max(free, key=lambda place: _likeness(part, board.scenes[place]), default=None)
            if best is not None and _likeness(part, board.scenes[best]) >= ALIKE:
                places[index] = best
    return places


def _likeness(part: _Part, scene: Scene) -> float:
    own = " ".join((scene.narration, *scene.on_screen.lines())).split()
    return SequenceMatcher(None, part.words().split(), own, autojunk=False).ratio()


class _Work:
    """Edits that are made one after the other, each on the board that those before it left."""

    def __init__(self, board: Storyboard) -> None:
        self.board = board
        self.edits: list[Edit] = []
        self._added: list[str] = []

    def do(self, edit: Edit) -> None:
        self.board = apply(self.board, edit).board
        self.edits.append(edit)

    def retell(self, scene: Scene, part: _Part) -> None:
        """What the document says otherwise than the scene, field by field."""
        shown = scene.on_screen
        now: dict[TextField, str] = {
            "narration": _plain(scene.narration),
            "headline": _plain(shown.headline),
            "body": _plain(shown.body),
            "figure": _plain(shown.figure),
            "points": _lines(_plain(point) for point in shown.points),
            "notes": "\n".join(line.strip() for line in scene.notes.splitlines()),
        }
        for name, text in part.texts().items():
            if text != now[name]:
                self.do(EditText(scene=number_of(scene.id, self.board), value=TextValue(to=text, field=name)))

    def remove(self, scenes: Sequence[Scene]) -> None:
        """Scenes that the document no longer has."""
        for scene in scenes:
            self.do(RemoveScene(scene=number_of(scene.id, self.board)))

    def add(self, parts: Sequence[_Part]) -> None:
        """Scenes that only the document has, at the end; their places come with the order."""
        for part in parts:
            texts = part.texts()
            shown = {name: texts[name] for name in LABELS.values()}
            value = NewSceneValue(narration=texts["narration"], points=tuple(part.points), where="after", **shown)
            self.do(AddScene(scene="last", value=value))
            self._added.append(self.board.scenes[-1].id)
            if part.notes:
                self.do(EditText(scene=len(self.board.scenes), value=TextValue(to=texts["notes"], field="notes")))

    def order(self, places: Sequence[int | None], board: Storyboard) -> None:
        """The scenes as they follow each other in the document."""
        added = iter(self._added)
        wanted = [board.scenes[place].id if place is not None else next(added) for place in places]
        order = tuple(number_of(scene_id, self.board) for scene_id in wanted)
        if order != tuple(range(1, len(order) + 1)):
            self.do(ReorderScenes(value=OrderValue(order=order)))
