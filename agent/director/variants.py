"""Several ways to say the same, to choose from: what was asked for, the lines, and which one was taken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from agent.director.checking import is_cut_off, worn
from agent.director.contract import Director, Rewrite, ScenePlan, SceneText
from agent.director.mending import tidy
from agent.director.read_scene import place
from memory.domain.edit_values import TextValue
from memory.domain.edits import Edit, EditText
from memory.domain.storyboard import Scene, Storyboard

Field = Literal["narration", "headline"]
MOST = 5
SLACK_WORDS = 4
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "a couple of": 2, "a few": 3, "some": 3, "several": 3}
_COUNT = r"(?P<count>\d|two|three|four|five|a couple of|a few|some|several)"
_WHAT = r"(?P<what>openings?|hooks?|first lines?|intros?|endings?|closings?|last lines?|headlines?|titles?|lines?|wordings?)"
_KIND = r"(?:(?:more|other|new|different|alternative|possible|better)\s+)*"
_WISH = re.compile(rf"\b{_COUNT}\s+{_KIND}{_WHAT}\b", re.I)
_IDEAS = re.compile(
    rf"\b{_WHAT}\b.*?\b{_COUNT}\s+{_KIND}(?:ideas?|options?|variants?|suggestions?|alternatives?|choices)\b", re.I
)
_VARIANTS = re.compile(
    rf"\b{_COUNT}\s+{_KIND}(?:ideas?|options?|variants?|suggestions?|alternatives?|choices)\b.*?\b{_WHAT}\b", re.I
)
_ASKING = re.compile(
    r"\b(?:give|show|write|offer|suggest|propose|want|need|see|have|try|make|another|ideas?|options?|variants?)\b", re.I
)
_SCENE = re.compile(r"\bscene\s+(\w+)|\b(first|second|third|fourth|fifth|last)\s+scene\b", re.I)
_FIGURE = re.compile(r"(?<!\w)\d+(?:[.,]\d+)*")
_FIRST = re.compile(r"opening|hook|first line|intro", re.I)
_LAST = re.compile(r"ending|closing|last line", re.I)
_PICK = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|great|"
    r"i(?:'d| would|'ll)? (?:take|like|prefer|choose)|take|use|pick|choose|go with|let's (?:take|use))"
    r"\W+)*"
    r"(?:the\s+)?(?:(?:number|option|variant|idea|no\.?|#)\s*)?(?P<place>\d|one|two|three|four|five|first|second|third|fourth|fifth|last)"
    r"(?:\s+(?:one|option|variant|idea|opening|hook|ending|closing|headline|title|line))?(?:,?\s+please)?\W*",
    re.I,
)


@dataclass(frozen=True)
class Wish:
    """How many lines are wanted for which field of which scene."""

    scene_id: str
    place: int
    field: Field
    count: int


def variants_wish(message: str, board: Storyboard) -> Wish | None:
    """The wish for several openings, endings, headlines or lines of one scene; None where the message is no such wish."""
    found = _IDEAS.search(message) or _VARIANTS.search(message) or _WISH.search(message)
    if not found or not _ASKING.search(message):
        return None
    said = found.group("count").lower()
    count = min(MOST, int(said) if said.isdigit() else _NUMBERS[said])
    number = _place(message, found.group("what"), len(board.scenes))
    if count < 2 or number is None:
        return None
    field: Field = "headline" if re.match(r"headline|title", found.group("what"), re.I) else "narration"
    return Wish(board.scenes[number - 1].id, number, field, count)


def picked(message: str, count: int) -> int:
    """The number of the line that was taken, from 1; 0 where the message takes none of them."""
    found = _PICK.fullmatch(message)
    if not found:
        return 0
    word = found.group("place").lower()
    number = count if word == "last" else int(word) if word.isdigit() else place(word) or _NUMBERS.get(word, int(word == "one"))
    return number if 1 <= number <= count else 0


async def variants(director: Director, board: Storyboard, wish: Wish) -> tuple[str, ...]:
    """Up to `wish.count` different lines, whole and with every figure of the scene. Raises DirectorUnreachable, DraftUnusable."""
    scene = board.scenes[wish.place - 1]
    words = len(scene.narration.split())
    plan = ScenePlan("", max(3, words - SLACK_WORDS), words + SLACK_WORDS, about=scene.narration)
    keys = [f"v{number}" for number in range(1, wish.count + 1)]
    what = "headline" if wish.field == "headline" else "opening" if wish.place == 1 else "wording"
    task = Rewrite(
        f"{wish.count} {what}s to choose from, each with another idea",
        board.language,
        dict.fromkeys(keys, plan),
        shown=wish.field == "headline",
    )
    fresh = await director.rewrite(task, board)
    lines: list[str] = []
    for key in keys:
        line = _line(fresh[key], wish.field) if key in fresh else ""
        if line and line not in (*lines, scene.narration, scene.on_screen.headline) and _holds(line, scene, wish.field):
            lines.append(line)
    return tuple(lines)


def taken(wish: Wish, line: str) -> Edit:
    """The edit that puts a line in its place, byte for byte."""
    return EditText(scene=wish.scene_id, value=TextValue.model_validate({"to": line, "field": wish.field}))


def offer(lines: tuple[str, ...], wish: Wish) -> str:
    """The lines as a numbered list, and how one is taken."""
    what = "headline" if wish.field == "headline" else "line"
    listed = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))
    return f"For the {what} of scene {wish.place}:\n\n{listed}\n\nSay “take the first”, or tell me what to do differently."


def _place(message: str, what: str, scenes: int) -> int | None:
    """The number of the scene that is meant; None where none is named and the words name none either."""
    if named := _SCENE.search(message):
        word = (named.group(1) or named.group(2)).lower()
        number = scenes if word == "last" else int(word) if word.isdigit() else place(word) or _NUMBERS.get(word)
        return number if number and 1 <= number <= scenes else None
    return 1 if _FIRST.search(what) else scenes if _LAST.search(what) else None


def _line(text: SceneText, field: Field) -> str:
    return tidy(text.headline if field == "headline" else text.narration)


def _holds(line: str, scene: Scene, field: Field) -> bool:
    if field == "headline":
        return True
    figures = set(_FIGURE.findall(scene.narration))
    return not is_cut_off(line) and not worn(SceneText(line)) and figures == set(_FIGURE.findall(line))
