"""Edits of what a film has once: palette, music, captions, shape, logo, pace."""

from __future__ import annotations

from typing import Any

from memory.domain.edit_values import SceneRef
from memory.domain.edits import ChangeAspectRatio, ChangeCaptions, ChangeColor, ChangeLogo, ChangeMusic, ChangePace, Edit
from memory.domain.looks import HOMES
from memory.domain.rebuild import checked, replaced
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Logo, Storyboard
from memory.errors import CannotApply

_VOLUME_STEP_DB = 4.0
_LOGO_STEP = 1.3
_PACE_STEP = 1.1


def apply_to_film(
    board: Storyboard, edit: ChangeColor | ChangeMusic | ChangeCaptions | ChangeAspectRatio | ChangeLogo | ChangePace
) -> Storyboard:
    """The board with another palette, music, captions, shape, logo or pace. Raises CannotApply and pydantic's ValidationError."""
    match edit:
        case ChangeColor():
            return _color(board, edit)
        case ChangeMusic():
            return _music(board, edit)
        case ChangeCaptions():
            return _captions(board, edit)
        case ChangeAspectRatio():
            return checked(board, aspect=edit.value.aspect)
        case ChangeLogo():
            return _logo(board, edit)
        case ChangePace():
            step = {"faster": _PACE_STEP, "slower": 1 / _PACE_STEP}.get(edit.value.direction or "", 1.0)
            pace = edit.value.pace or board.pace * step
            pace = round(min(1.4, max(0.7, pace)), 3)
            # The words stay, so the film gets as much shorter or longer as they do.
            target_s = round(board.target_s * board.pace / pace, 1) if board.target_s else None
            return checked(board, pace=pace, target_s=target_s)


_OF_THE_FILM = {
    "change_color": ("The palette is", "its background can have a colour of its own"),
    "change_music": ("The music is", "it can be quieter, louder, off or another one everywhere"),
    "change_captions": ("Captions are", "they can be off, boxed or moved everywhere"),
    "change_aspect_ratio": ("The shape is", "make another film for the other shape"),
    "change_language": ("The language is", "its words can be changed by quoting them"),
    "change_logo": ("The logo is", "it can be hidden or another size everywhere"),
    "change_pace": ("The pace is", "a scene can be made longer or shorter instead"),
}


def whole_film(board: Storyboard, edit: Edit) -> Storyboard:
    """The board, if the edit is about all of it: these settings have no value of their own in a scene."""
    if edit.scene not in (None, "all") and len(_ids_without_clock(edit.scene, board)) < len(board.scenes):
        what, nearest = _OF_THE_FILM[edit.op]
        raise CannotApply(f"{what} one for the whole film, not for {_named(edit.scene)} alone; {nearest}.")
    return board


def _named(ref: SceneRef) -> str:
    return f"scene {ref}" if isinstance(ref, int) else f"{ref!r}"


def _ids_without_clock(ref: SceneRef, board: Storyboard) -> tuple[str, ...]:
    """Ids where the reference needs no clock, nothing where it does."""
    try:
        return resolve(ref, board)
    except CannotApply:
        return ()


def _color(board: Storyboard, edit: ChangeColor) -> Storyboard:
    value = edit.value
    wanted: dict[str, Any] = {}
    if value.color is not None:
        wanted["color" if value.role == "brand" else "accent"] = value.color
    if value.dark is not None:
        wanted["dark"] = value.dark
    if value.look is not None:
        wanted["look"] = value.look
        # A film that changes its clothes leaves the old look's colour and ground behind, unless somebody chose them.
        before, after = HOMES[board.theme.look], HOMES[value.look]
        if "color" not in wanted and board.theme.color == before.color:
            wanted["color"] = after.color
        if value.dark is None and before.dark != after.dark:
            wanted["dark"] = after.dark
        if board.background.kind == before.background:
            board = checked(board, background=replaced(board.background, kind=after.background))
        if board.transition == before.transition:
            board = checked(board, transition=after.transition)
    if not wanted:
        raise CannotApply("Which colour is meant is not said; name one, or give its hex value like '#1D4ED8'.")
    return checked(board, theme=replaced(board.theme, **wanted))


def _music(board: Storyboard, edit: ChangeMusic) -> Storyboard:
    value, music = edit.value, board.music
    match value.action:
        case "remove":
            return checked(board, music=replaced(music, on=False))
        case "add":
            return checked(board, music=replaced(music, on=True, mood=value.mood or music.mood))
        case "replace" if value.mood is None or value.mood == music.mood:
            # Another tune in the same mood: the seed is what the composer follows.
            return checked(board, music=replaced(music, on=True, seed=music.seed + 1))
        case "replace":
            return checked(board, music=replaced(music, on=True, mood=value.mood))
        case "volume":
            step = value.gain_db if value.gain_db is not None else _VOLUME_STEP_DB
            step = -abs(step) if value.direction == "down" else abs(step) if value.direction == "up" else step
            return checked(board, music=replaced(music, gain_db=min(12.0, max(-24.0, music.gain_db + step))))


def _captions(board: Storyboard, edit: ChangeCaptions) -> Storyboard:
    value = edit.value
    match value.action:
        case "off":
            return checked(board, captions="off")
        case "on":
            style = value.style or (board.captions if board.captions != "off" else "word")
            return checked(board, captions=style, caption_position=value.position or board.caption_position)
        case "style":
            other = "boxed" if board.captions == "word" else "word"
            return checked(board, captions=value.style or other)
        case "position":
            other = "top" if board.caption_position == "bottom" else "bottom"
            return checked(board, caption_position=value.position or other)


def _logo(board: Storyboard, edit: ChangeLogo) -> Storyboard:
    value = edit.value
    if board.logo is None and value.sha256 is None:
        raise CannotApply("The film has no logo yet; attach its file to the next message.")
    logo = board.logo or Logo(sha256=value.sha256 or "")
    wanted: dict[str, Any] = {"sha256": value.sha256} if value.sha256 else {}
    if value.visible is not None:
        wanted["visible"] = value.visible
    if value.size is not None:
        scale = logo.scale * (_LOGO_STEP if value.size == "bigger" else 1 / _LOGO_STEP)
        wanted["scale"] = round(min(3.9, max(0.25, scale)), 3)
    return checked(board, logo=replaced(logo, **wanted))
