"""Edits of words: exact replacement, and new words that the director wrote."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.domain.edit_values import TextField, WordsValue
from memory.domain.edits import ChangeLanguage, EditText, RewriteTone
from memory.domain.rebuild import checked, over_scenes, replaced
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import CannotApply, NeedsWords


def edit_text(board: Storyboard, edit: EditText, ids: Sequence[str]) -> Storyboard:
    """Replaces `from` wherever it stands in the scenes `ids`, or sets one field of one scene.

    `from` is found in any letter case and with any white space between its words; `to` goes in as it is. Raises
    CannotApply where the text does not occur, with the scene that does hold it.
    """
    old, new, field = edit.value.from_, edit.value.to, edit.value.field
    if old is None:
        return _set(board, edit, ids)
    after = over_scenes(board, ids, lambda scene: _swap(scene, old, new, field))
    if after is board and not any(_contains(scene, old, field) for scene in board.scenes if scene.id in ids):
        raise CannotApply(_not_found(board, old, field, edit.scene is not None))
    return after


def rewrite(board: Storyboard, edit: RewriteTone, ids: Sequence[str]) -> Storyboard:
    """The director's new words in the scenes `ids`. Raises NeedsWords while there are none."""
    spoken = tuple(scene.id for scene in board.scenes if scene.id in ids and scene.narration)
    if not edit.value.narrations and not edit.value.on_screen:
        raise NeedsWords(f"The words in another tone ({edit.value.tone!r}) are not written yet; write them first.", spoken)
    return _with_words(board, edit.value, ids)


def translate(board: Storyboard, edit: ChangeLanguage) -> Storyboard:
    """The whole film in another language. Raises NeedsWords where a scene that speaks has no new words."""
    if edit.value.language == board.language:
        return board
    missing = tuple(scene.id for scene in board.scenes if scene.narration and scene.id not in edit.value.narrations)
    missing += tuple(
        scene.id for scene in board.scenes if scene.on_screen.lines() and scene.id not in (*edit.value.on_screen, *missing)
    )
    if missing:
        count = "One scene has" if len(missing) == 1 else f"{len(missing)} scenes have"
        raise NeedsWords(f"{count} no words in {edit.value.language!r} yet; write them first.", missing)
    words = _with_words(board, edit.value, [scene.id for scene in board.scenes])
    return checked(words, language=edit.value.language, title=edit.value.title or board.title)


def _with_words(board: Storyboard, words: WordsValue, ids: Sequence[str]) -> Storyboard:
    strangers = sorted({*words.narrations, *words.on_screen} - set(ids))
    if strangers:
        raise CannotApply(f"New words came for {', '.join(strangers)}, which were not asked for; give them for {', '.join(ids)}.")

    def retell(scene: Scene) -> Scene:
        spoken = words.narrations.get(scene.id, scene.narration)
        return replaced(scene, narration=spoken, on_screen=words.on_screen.get(scene.id, scene.on_screen))

    return over_scenes(board, ids, retell)


def _set(board: Storyboard, edit: EditText, ids: Sequence[str]) -> Storyboard:
    if edit.value.field == "title":
        return checked(board, title=edit.value.to)
    if edit.scene is None or len(ids) != 1:
        raise CannotApply("Which scene gets the new text is not said; name one scene, or the words to replace.")
    field = "narration" if edit.value.field == "any" else edit.value.field

    def fill(scene: Scene) -> Scene:
        match field:
            case "narration" | "notes":
                return replaced(scene, **{field: edit.value.to})
            case "points":
                # One a line; on a single line they may be told apart by semicolons.
                lines = edit.value.to.splitlines() if "\n" in edit.value.to else edit.value.to.split(";")
                points = tuple(line.strip() for line in lines if line.strip())
                return replaced(scene, on_screen=replaced(scene.on_screen, points=points))
            case _:
                return replaced(scene, on_screen=replaced(scene.on_screen, **{field: edit.value.to}))

    return over_scenes(board, ids, fill)


def _pattern(old: str) -> re.Pattern[str]:
    """Any case, any white space; at the edges of letters or digits only whole words count."""
    words = r"\s+".join(re.escape(word) for word in old.split())
    left = r"(?<!\w)" if old.strip()[:1].isalnum() else ""
    right = r"(?!\w)" if old.strip()[-1:].isalnum() else ""
    return re.compile(left + words + right, re.I)


def _swap(scene: Scene, old: str, new: str, field: TextField) -> Scene:
    if not old.strip():
        raise CannotApply("The words to replace are empty; quote them as they stand in the film.")
    pattern = _pattern(old)

    def swap(part: TextField, text: str) -> str:
        return pattern.sub(lambda _: new, text) if field in ("any", part) else text

    shown = scene.on_screen
    return replaced(
        scene,
        narration=swap("narration", scene.narration),
        on_screen=replaced(
            shown,
            headline=swap("headline", shown.headline),
            body=swap("body", shown.body),
            figure=swap("figure", shown.figure),
            points=tuple(point for point in (swap("points", point) for point in shown.points) if point),
        ),
    )


def _contains(scene: Scene, old: str, field: TextField) -> bool:
    """Whether `old` stands in that field of the scene, or in any."""
    shown = scene.on_screen
    texts = {
        "narration": (scene.narration,),
        "headline": (shown.headline,),
        "body": (shown.body,),
        "figure": (shown.figure,),
        "points": shown.points,
    }
    searched = [text for name, group in texts.items() if field in ("any", name) for text in group]
    return any(_pattern(old).search(text) for text in searched)


def _not_found(board: Storyboard, old: str, field: TextField, one_scene: bool) -> str:
    places = [str(place) for place, scene in enumerate(board.scenes, 1) if _contains(scene, old, "any")]
    where = "there" if one_scene else "in the film"
    what = f"{old!r}" if field == "any" else f"{old!r} as {field}"
    if places:
        return f"{what} does not stand {where}; it is in scene {', '.join(places)}."
    return f"{what} does not stand {where}; quote the words as they are in the script, or name the scene and its new text."
