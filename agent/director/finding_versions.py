"""The version that a description means: 'the one with Theo', 'the version before I changed the music'."""

# ruff: noqa: E501, SIM905 (a pattern and a list of words are read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.director.read_colors import hex_of, same_hue
from agent.director.read_versions import NOUN, part_named
from memory.domain.brief import LANGUAGE_NAMES
from memory.domain.changes import Change, changes_between
from memory.domain.edit_values import Part
from memory.domain.frozen import Frozen
from memory.domain.storyboard import Storyboard

_ONE = rf"(?P<noun>{NOUN}|one|ones)"
_WITH = r"(?:with|having|in which|where|when|that (?:has|had|have|shows|showed|says|said|uses|used|was|is)|which (?:has|had|was)|mit(?: (?:der|dem|den))?|con|avec|com|met)"
_WITHOUT = r"(?:without|with no|that (?:has|had) no|ohne|sin|sans|senza|sem|zonder)"
_BEFORE = r"(?:(?:from )?(?:right |just )?before|bevor|vor|antes de(?: que)?|avant(?: que| de)?|prima (?:di|che))"
_AFTER = r"(?:(?:from )?(?:right |just )?after|nachdem|nach|después de(?: que)?|après(?: que)?|dopo)"
_SHAPE = re.compile(
    rf"{_ONE}(?: right| just)?,? (?:(?P<without>{_WITHOUT})|(?P<before>{_BEFORE})|(?P<after>{_AFTER})|(?P<with>{_WITH})) (?P<what>.{{2,80}})",
    re.I,
)
_MOMENT = re.compile(rf"(?P<before>{_BEFORE}) (?P<what>(?:i|we|you|ich|wir)\b .{{2,80}})", re.I)
# 'the one with Theo should be shorter' is a wish about something else.
_WISH = re.compile(
    r"[,;:!?]|\b(?:should|must|needs?|could|can|please|instead|but|is too|and (?:make|add|put|turn|change|remove|use|give|cut))\b",
    re.I,
)
# Words that say nothing about what a version is like.
_EMPTY = frozenset(
    "a an the my our your its it i we you he she was were is are be been had has have did do does that this there so still just all"
    " changed change changes changing edited made make making set put added add adding removed remove turned turn switched switch"
    " swapped swap replaced replace took take dropped moved move rewrote gave asked for to into in on of at with from by and as"
    " said says saying word line phrase mentions presents presented presenting speaks spoke speaking"
    " der die das den dem des ein eine ich wir habe haben geändert gemacht la el los las lo un una que cambié cambiar le les du de changé changer je"
    " scene scenes film video version one".split()
)  # fmt: skip
_ENDINGS = re.compile(r"(?:'s|en|er|es|em|e)$")
_SHAPES = {"16:9": "landscape wide horizontal", "9:16": "vertical portrait upright", "1:1": "square", "4:5": "portrait"}
_NUMBERED = re.compile(r"\bscene (\d{1,2})\b")
_LEFT_OUT = re.compile(r"\b(?:removed|dropped|deleted|cut|took out|lost) (?:\w+ )?scenes?\b")
_ADDED = re.compile(r"\badded (?:\w+ )?scenes?\b")
# What is called by which part of a film, in the words of memory.domain.changes.
_TOUCHES: dict[Part, str] = {
    "music": "music|tune", "voice": "voice", "presenter": "presenter", "background": "background", "colors": "colour|look|dark ground",
    "captions": "caption", "transitions": "transition", "logo": "logo", "title": "title", "shape": "shape", "length": "length|pace",
    "language": "language", "words": "narration|headline|^text|figure|points", "on_screen": "headline|^text|figure|points",
    "pictures": "picture", "order": "order",
}  # fmt: skip


class Description(Frozen):
    """What a version is like ('with', 'without'), or what was changed right after it ('before') or to get to it ('after')."""

    way: Literal["with", "without", "before", "after"]
    what: str


@dataclass(frozen=True)
class Told:
    """A version as it can be described: its storyboard, and the one that it was made from (None: none)."""

    number: int
    parent: int | None
    board: Storyboard


def described(phrase: str, *, bare: bool) -> Description | None:
    """What a whole phrase says a version is like. `bare` False takes 'the one with' only where it says 'version'."""
    text = re.sub(
        r"^(?:the|that|die|der|la|el|le|il|a) ", "", " ".join(phrase.lower().replace("’", "'").split()).strip(" .,;:!?")
    )
    found = _SHAPE.fullmatch(text) or _MOMENT.fullmatch(text)
    if not found or _WISH.search(found["what"]) or (not bare and found.groupdict().get("noun") in ("one", "ones")):
        return None
    way = next(name for name in ("without", "before", "after", "with") if found.groupdict().get(name))
    is_told = _telling(found["what"]) or _NUMBERED.search(found["what"]) or _LEFT_OUT.search(found["what"])
    return Description.model_validate({"way": way, "what": found["what"]}) if is_told else None


def meant(wanted: Description, versions: Sequence[Told]) -> tuple[int, ...]:
    """Numbers of the versions that a description fits, in order."""
    boards = {version.number: version.board for version in versions}
    match wanted.way:
        case "with":
            return _best({number: _fits(wanted.what, board) for number, board in boards.items()})
        case "without":
            having = set(_best({number: _fits(wanted.what, board) for number, board in boards.items()}))
            return tuple(number for number in boards if number not in having)
        case "before" | "after":
            made = [one for one in versions if one.parent in boards]
            fit = {one.number: _changed(wanted.what, boards[one.parent or 0], one.board) for one in made}
            parents = {one.number: one.parent or 0 for one in made}
            numbers = _best(fit)
            return tuple(sorted({parents[number] for number in numbers})) if wanted.way == "before" else numbers


def _best(fits: Mapping[int, int]) -> tuple[int, ...]:
    best = max(fits.values(), default=0)
    return tuple(number for number, fit in fits.items() if fit == best) if best else ()


def _telling(what: str) -> list[str]:
    """The words that say something."""
    words = re.findall(r"#[0-9a-f]{3,6}\b|\d+:\d+|[^\W_]+(?:['-][^\W_]+)*", what.lower())
    return [word for word in words if word not in _EMPTY]


def _fits(what: str, board: Storyboard) -> int:
    """How well a film fits: 0 not at all, 1 where a colour is only of the same kind, 2 where all is as it is said."""
    words = _telling(what)
    named = [(word, part_named(word)) for word in words]
    parts = [part for _, part in named if part]
    kinds = [word for word, part in named if not part]
    values = _values(board)
    wanted = (
        [value for part in parts for value in values.get(part, ())]
        if parts
        else [one for found in values.values() for one in found]
    )
    if not kinds:
        return 2 if parts and all(_is_there(part, board) for part in parts) else 0
    said = "" if parts and parts[0] not in ("words", "on_screen", "title") else _spoken(board)
    return min(_matches(kind, wanted, said) for kind in kinds)


def _matches(word: str, values: Iterable[str], said: str) -> int:
    spellings = {word, _ENDINGS.sub("", word)}
    values = list(values)
    if spellings & set(values) or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said):
        return 2
    color = next((found for one in sorted(spellings, key=len, reverse=True) if (found := hex_of(one))), None)
    colors = [value for value in values if value.startswith("#")]
    if color and color.lower() in colors:
        return 2
    return 1 if color and any(same_hue(color, one) for one in colors) else 0


def _values(board: Storyboard) -> dict[Part, tuple[str, ...]]:
    """What a film's parts are, in lower case; a colour that is the theme's own is no colour of the ground."""
    grounds = [board.background, *(scene.background for scene in board.scenes if scene.background)]
    own = [scene.presenter or board.presenter for scene in board.scenes]
    found: dict[Part, Iterable[str | None]] = {
        "presenter": own,
        "voice": (board.voice, *(scene.voice for scene in board.scenes)),
        "background": (one for ground in grounds for one in (ground.color, ground.kind)),
        "colors": (board.theme.color, board.theme.accent, board.theme.look, "dark" if board.theme.dark else "light"),
        "music": (board.music.mood, "on") if board.music.on else ("off",),
        "captions": (board.captions, board.caption_position),
        "shape": (board.aspect, *_SHAPES[board.aspect].split()),
        "language": (board.language, LANGUAGE_NAMES.get(board.language.split("-")[0], "")),
        "transitions": (board.transition, *(scene.transition for scene in board.scenes)),
        "pictures": (scene.media.name if scene.media else None for scene in board.scenes),
    }
    return {part: tuple(value.lower() for value in values if value) for part, values in found.items()}


def _is_there(part: Part, board: Storyboard) -> bool:
    match part:
        case "music":
            return board.music.on
        case "captions":
            return board.captions != "off"
        case "logo":
            return board.logo is not None and board.logo.visible
        case "pictures":
            return any(scene.media for scene in board.scenes)
        case _:
            return False


def _spoken(board: Storyboard) -> str:
    texts = [board.title, *(text for scene in board.scenes for text in (scene.narration, *scene.on_screen.lines()))]
    return " ".join(texts).lower()


def _changed(what: str, old: Storyboard, new: Storyboard) -> int:
    """How well the step from `old` to `new` fits 'I changed the music' or 'we made it blue'."""
    changes: Sequence[Change] = changes_between(old, new)
    if numbered := _NUMBERED.search(what):
        place = int(numbered[1]) - 1
        ids = {board.scenes[place].id for board in (old, new) if 0 <= place < len(board.scenes)}
        changes, what = [change for change in changes if change.scene in ids], what.replace(numbered[1], "")
    if _LEFT_OUT.search(what):
        changes = [change for change in changes if change.what == "scene" and not change.after]
    elif _ADDED.search(what):
        changes = [change for change in changes if change.what == "scene" and not change.before]
    fits = [_in_change(word, changes) for word in _telling(what)]
    return min(fits, default=2) if changes else 0


def _in_change(word: str, changes: Sequence[Change]) -> int:
    if part := part_named(word):
        return 2 if any(re.search(_TOUCHES[part], change.what) for change in changes) else 0
    texts = [text.lower() for change in changes for text in (change.before, change.after)]
    return _matches(word, texts, " ".join((*texts, *(_SHAPES.get(text, "") for text in texts))))
