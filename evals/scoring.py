"""Edits compared by what they mean on the neutral film: same operation, same scenes, same value by rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from memory.domain.apply import apply
from memory.domain.edits import (
    AddScene,
    ChangeBackground,
    ChangeColor,
    ChangeCta,
    ChangeDuration,
    ChangeLanguage,
    ChangeMusic,
    ChangePace,
    ChangePresenter,
    ChangeVoice,
    Edit,
    EditText,
    ReorderScenes,
    ReplaceMedia,
    RewriteTone,
    Undo,
)
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Storyboard
from memory.errors import CannotApply, NoSuchScene
from renderer.presenters.cast import PRESENTERS

Scenes = tuple[str, ...]
FILM: Scenes = ("film",)
COLOR_DISTANCE = 100.0  # of 441: 'green' may be any green, but not a blue
ROUGHLY = 0.12
_OF_FILM = frozenset(
    """change_color change_music change_captions change_aspect_ratio change_language change_cta change_logo reorder_scenes
    undo""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Meant:
    """One edit on the neutral film. `scenes` are ids in film order, or FILM; a new scene has ('@', place)."""

    op: str
    scenes: Scenes
    edit: Edit


@dataclass(frozen=True)
class Neutral:
    """The film that every case is about; `starts_s` ends with its length in seconds."""

    board: Storyboard
    starts_s: tuple[float, ...]

    def meant(self, edits: Iterable[Edit]) -> tuple[Meant, ...]:
        """Edits with their scenes found; the same wish for several scenes in several edits is one."""
        found: list[Meant] = []
        for edit in edits:
            scenes = self._scenes(edit)
            twin = next((old for old in found if scenes != FILM and old.op == edit.op and _same(old.edit, edit)), None)
            if twin and "@" not in scenes:
                found[found.index(twin)] = Meant(twin.op, _ordered({*twin.scenes, *scenes}), twin.edit)
            else:
                found.append(Meant(edit.op, scenes, edit))
        return tuple(found)

    def _scenes(self, edit: Edit) -> Scenes:
        ids = [scene.id for scene in self.board.scenes]
        if edit.op in _OF_FILM or (isinstance(edit, ChangeDuration) and edit.scene is None):
            return FILM
        try:
            scenes = resolve(edit.scene, self.board, self.starts_s)
        except NoSuchScene:
            return ("?", str(edit.scene))
        if isinstance(edit, AddScene):
            return ("@", str(self._place(edit, scenes)))
        if isinstance(edit, EditText):
            return self._holding(edit, scenes)
        return FILM if len(scenes) == len(ids) and not (isinstance(edit, ChangeDuration) and edit.value.each) else scenes

    def _place(self, edit: AddScene, scenes: Scenes) -> int:
        ids = [scene.id for scene in self.board.scenes]
        if edit.scene is None:
            return len(ids) - 1
        before = edit.value.where == "before" or (isinstance(edit.scene, str) and edit.scene.startswith("before "))
        return ids.index(scenes[0]) if before else ids.index(scenes[-1]) + 1

    def _holding(self, edit: EditText, scenes: Scenes) -> Scenes:
        """Only the scenes whose words the edit changes."""
        try:
            after = apply(self.board, edit, self.starts_s).board
        except CannotApply:
            return scenes
        return tuple(new.id for old, new in zip(self.board.scenes, after.scenes, strict=True) if old != new) or scenes

    def agree(self, label: Edit, found: Edit) -> bool:
        """Whether two edits of the same operation ask for the same, so far as a rule can tell.

        Tones and what a new scene is about are free words, which no rule compares.
        """
        match label, found:
            case ChangeDuration(), ChangeDuration():
                return self._same_length(label, found)
            case EditText(), EditText():
                return self._same_words(label, found)
            case ReorderScenes(), ReorderScenes():
                return bool(self._order(label) == self._order(found))
            case _:
                return _same(label, found)

    def _same_length(self, label: ChangeDuration, found: ChangeDuration) -> bool:
        now = self._length(label)
        wanted, got = _target(label, now), _target(found, now)
        if wanted is None:
            direction = label.value.relative
            return found.value.relative == direction or (got is not None and (got < now) == (direction == "shorter"))
        exact = label.value.factor is None and label.value.by_s is None
        return got is not None and abs(got - wanted) <= (0.5 if exact else ROUGHLY * wanted)

    def _length(self, edit: ChangeDuration) -> float:
        if edit.scene is None:
            return self.board.target_s or self.starts_s[-1]
        ids = [scene.id for scene in self.board.scenes]
        places = [ids.index(scene_id) for scene_id in resolve(edit.scene, self.board, self.starts_s)]
        return sum(self.starts_s[place + 1] - self.starts_s[place] for place in places) / len(places)

    def _same_words(self, label: EditText, found: EditText) -> bool:
        after = [self._words_after(edit) for edit in (label, found)]
        return bool(after[0] == after[1])

    def _words_after(self, edit: EditText) -> Any:
        try:
            board = apply(self.board, edit, self.starts_s).board
        except CannotApply:
            return _plain(edit.value.to)
        return [[_plain(text) for text in (scene.narration, *scene.on_screen.lines())] for scene in board.scenes]

    def _order(self, edit: ReorderScenes) -> Any:
        try:
            return [scene.id for scene in apply(self.board, edit, self.starts_s).board.scenes]
        except CannotApply:
            return edit.value


@dataclass(frozen=True)
class Comparison:
    """One prediction beside one reading. `values` are (right, compared) over the edits whose operation and scenes agree."""

    exact: bool
    hits: int
    wanted: int
    found: int
    values: tuple[int, int]


def compare(label: Sequence[Meant], found: Sequence[Meant], agree: Callable[[Edit, Edit], bool]) -> Comparison:
    """Pairs every wanted edit with at most one that was found, those with the right value first."""
    left = list(found)
    hits = right = 0
    for wanted in label:
        same = [other for other in left if (other.op, other.scenes) == (wanted.op, wanted.scenes)]
        if not same:
            continue
        best = next((other for other in same if agree(wanted.edit, other.edit)), None)
        left.remove(best or same[0])
        hits, right = hits + 1, right + (best is not None)
    exact = right == len(label) == len(found)
    return Comparison(exact, hits, len(label), len(found), (right, hits))


def best_of(comparisons: Iterable[Comparison]) -> Comparison:
    """The reading that the prediction fits best; an earlier one wins a tie."""
    return max(comparisons, key=lambda one: (one.exact, one.values[0], one.hits, -abs(one.wanted - one.found)))


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest-rank percentile; 0.0 of nothing."""
    ranked = sorted(values)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0


def f1(hits: int, wanted: int, found: int) -> dict[str, float]:
    """Precision, recall and their harmonic mean, 1.0 where nothing was wanted and nothing found."""
    precision = hits / found if found else 1.0 if not wanted else 0.0
    recall = hits / wanted if wanted else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(both, 4)}


def _ordered(scenes: Iterable[str]) -> Scenes:
    return tuple(sorted(scenes))


def _target(edit: ChangeDuration, now: float) -> float | None:
    value = edit.value
    if value.target_s is not None:
        return value.target_s
    if value.factor is not None:
        return now * value.factor
    return now + value.by_s if value.by_s is not None else None


def _same(label: Edit, found: Edit) -> bool:
    match label, found:
        case (RewriteTone(), RewriteTone()) | (AddScene(), AddScene()):
            return True
        case ChangeVoice(), ChangeVoice():
            wanted, got = label.value.name, found.value.name
            return _fits(wanted, _sort_of_voice(got)) if wanted.startswith("~") else _voice(wanted) == _voice(got)
        case ChangePresenter(), ChangePresenter() if (label.value.name or "").startswith("~"):
            info = PRESENTERS.get(found.value.name or "")
            return info is not None and _fits(label.value.name or "", {info.gender})
        case ChangeBackground(), ChangeBackground():
            kind = label.value.kind in (None, found.value.kind)
            return kind and _near(label.value.color, found.value.color)
        case ChangeColor(), ChangeColor():
            want, got = label.value, found.value
            role = want.color is None or want.role == got.role
            return role and _near(want.color, got.color) and (want.dark, want.look) == (got.dark, got.look)
        case ChangeMusic(), ChangeMusic():
            return _music(label) == _music(found)
        case ChangeLanguage(), ChangeLanguage():
            want_tag, got_tag = label.value.language.lower(), found.value.language.lower()
            return want_tag == got_tag or want_tag.split("-")[0] == got_tag
        case ChangePace(), ChangePace():
            return bool(_pace(label) == _pace(found))
        case ReplaceMedia(), ReplaceMedia():
            return bool(label.value.action == found.value.action)
        case ChangeCta(), ChangeCta():
            return _plain(label.value.text) == _plain(found.value.text)
        case Undo(), Undo():
            want_back, got_back = label.value, found.value
            return (want_back.version or -want_back.steps) == (got_back.version or -got_back.steps)
        case _:
            return bool(label.value == found.value)


def _voice(name: str) -> str:
    return name.lower().split("_")[-1]


def _sort_of_voice(name: str) -> set[str]:
    """What is known of a voice by its name: 'bf_emma' is British and female."""
    accents, genders = {"a": "american", "b": "british"}, {"f": "female", "m": "male"}
    if not re.match(r"[ab][fm]_", name):
        return {"male" if name.endswith("_low") else "female"}
    return {accents[name[0]], genders[name[1]]}


def _fits(described: str, sorts: set[str]) -> bool:
    """Whether somebody who is only described, as '~male' or '~any', may be one of these sorts."""
    return described == "~any" or described.lstrip("~") in sorts


def _music(edit: ChangeMusic) -> tuple[Any, ...]:
    value = edit.value
    action = "replace" if value.action == "add" and value.mood else value.action
    louder = value.gain_db > 0 if value.gain_db is not None else value.direction == "up"
    return action, value.mood, louder if action == "volume" else None


def _pace(edit: ChangePace) -> Any:
    if edit.value.pace is not None:
        return edit.value.pace
    return edit.value.direction


def _near(wanted: str | None, got: str | None) -> bool:
    if wanted is None or got is None:
        return wanted == got
    parts = [[int(color[at : at + 2], 16) for at in (1, 3, 5)] for color in (wanted, got)]
    return sum((one - other) ** 2 for one, other in zip(*parts, strict=True)) ** 0.5 <= COLOR_DISTANCE


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w$€£%/. ]+", " ", text.lower()).strip(" .").split())
