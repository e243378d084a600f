"""What a language model made of a message, held against the words of the message: edits that no word bears are dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.cues import cued
from agent.director.read_colors import COLOR, hex_of, same_hue
from agent.director.read_numbers import lengths
from agent.director.read_scene import place, scene_ref
from agent.director.read_values import aspects, languages
from memory.domain.edit_values import SceneRef
from memory.domain.edits import (
    AddScene,
    ChangeAspectRatio,
    ChangeBackground,
    ChangeColor,
    ChangeDuration,
    ChangeLanguage,
    ChangeLayout,
    ChangeMusic,
    ChangePresenter,
    ChangeVoice,
    Edit,
    EditText,
    RewriteTone,
)
from memory.domain.scene_refs import matches
from memory.domain.storyboard import Storyboard

_OF_FILM = frozenset(
    "change_color change_captions change_aspect_ratio change_language change_logo reorder_scenes change_cta undo".split()  # noqa: SIM905
)
# What may be asked of one scene as well as of the film.
_OF_SCENES = ("rewrite_tone", "change_duration", "edit_text", "change_background", "change_presenter")
_MENTION = re.compile(
    r"\b(?:scene|szene|escena|scène|scena|cena|slide|part|tip|step|reason) (?:no\.? ?|number |#)?(?:\d{1,2}|[^\W\d_]+)\b"
    r"|\bthe (?:\w+) (?:scene|slide|part)\b|\b(?:hook|intro|opening|opener|beginning|ending|outro|closing|finale)\b"
    r"|\bthe (?:tips|steps|reasons|problem|solution|reveal|offer|demo|testimonial)\b"
    r"|\bthe (?:start|end|first one|last one)\b",
    re.I,
)
_SHAPES = {
    "9:16": r"\b(?:reels?|stor(?:y|ies)|tiktok|shorts|vertical|portrait|upright|hochkant|phones?)\b",
    "1:1": r"\b(?:square|quadrat\w*|cuadrad\w*|carré)\b",
    "16:9": r"\b(?:landscape|widescreen|youtube|tv|horizontal)\b",
}
_BESIDE = re.compile(
    r"\b(?:after|before|following|follows|behind|preceding|precedes) (?:right )?(?:the )?"
    r"(?:\w+ )?(?:hook|intro|opening|scene|part|end)",
    re.I,
)
_PART = re.compile(
    r"hook|intro|opening|opener|begin|start|first|\bend(?:ing)?\b|outro|closing|\bclose|last|final|cta|call to action|"
    r"anfang|ende|schluss|principio|début|fin\b|inizio|fine\b|começo",
    re.I,
)
_LONGER = re.compile(
    r"longer|too short|extend|stretch|lengthen|more time|länger|más larg|plus long|più lung|mais long|langer", re.I
)
_SOMEBODY = re.compile(
    r"\b(?:m[ae]n|guys?|males?|wom[ae]n|lady|ladies|females?|dude|another|different|other|mann|frau|jemand|hommes?|femmes?"
    r"|hombres?|mujer(?:es)?|uomo|donna|homem|mulher|vrouw|andere|otr[oa]|autre)\b|else|older|younger",
    re.I,
)
_ALL = re.compile(r"\ball\b|every|whole|throughout|alle|ganz|tod[oa]s|tout|tutt", re.I)


def supported(edits: Sequence[Edit], text: str, board: Storyboard) -> list[Edit]:
    """The edits as far as the message bears them, with the values that code reads in it; without those that no word asks for.

    An edit for a scene that is not named goes to the one that is, where that is the only wish.
    """
    asked = _once([edit for edit in edits if _asked(edit, text)])
    placed = [_placed(edit, text, board, only=len(asked) == 1) for edit in asked]
    return [edit for one in placed if one and (edit := _valued(one, text))]


def _once(edits: Sequence[Edit]) -> list[Edit]:
    """Without what was written down twice; of several tones for one scene the first."""
    kept: list[Edit] = []
    for edit in edits:
        again = any(edit == old or (edit.op == old.op == "rewrite_tone" and edit.scene == old.scene) for old in kept)
        kept += [] if again else [edit]
    return kept


def scene_in(text: str, board: Storyboard) -> SceneRef:
    """The one scene or part of the film that a message names somewhere; None where it names none, or several."""
    found: list[SceneRef] = []
    for match in _MENTION.finditer(text):
        known, ref = scene_ref(match[0], board)
        if known and ref not in found:
            found.append(ref)
    return found[0] if len(found) == 1 else None


def _asked(edit: Edit, text: str) -> bool:
    match edit:
        case ChangePresenter() | ChangeVoice() if edit.value.name and _heard(edit.value.name, text):
            return True
        case ChangePresenter() if edit.value.name:
            # A name that nobody said is a guess, unless another person is asked for.
            return bool(_SOMEBODY.search(text))
        case ChangeBackground() | ChangeColor() if _color(edit.value.color, text):
            return True
        case ChangeLanguage() if languages(text):
            return True
        case ChangeLayout():
            return False  # read in code alone
        case _:
            return cued(edit.op, text)


def _placed(edit: Edit, text: str, board: Storyboard, *, only: bool) -> Edit | None:
    """With the scene that the message names; a scene that it does not name is a guess, and so is the edit of it alone."""
    if edit.op in _OF_FILM:
        return edit
    named = scene_in(text, board)
    if edit.scene in (None, "all"):
        goes = only and named is not None and edit.op in _OF_SCENES
        return edit.model_copy(update={"scene": named}) if goes else edit
    if only and named is not None and str(edit.scene).startswith("?"):
        return edit.model_copy(update={"scene": named})
    if edit.op != "add_scene" and _BESIDE.search(text):
        # 'what comes after the hook' is not the hook.
        return None
    if names_scene(edit.scene, text, board):
        return edit
    if named is not None:
        return edit.model_copy(update={"scene": named}) if only else None
    return edit.model_copy(update={"scene": None}) if edit.op in ("change_music", *_OF_SCENES) else None


def names_scene(ref: SceneRef, text: str, board: Storyboard) -> bool:
    """Whether the message speaks of the scene that `ref` points at: its number, its place, or a word that it holds."""
    if isinstance(ref, tuple):
        return all(names_scene(part, text, board) for part in ref)
    spoken = {number for word in re.findall(r"\w+", text) if (number := place(word.lower())) is not None}
    numbers = {int(digits) for digits in re.findall(r"\d+", str(ref))}
    if numbers and numbers <= spoken | {int(digits) for digits in re.findall(r"\d+", text)}:
        return True
    ends = {1: "first", len(board.scenes): "last"}
    if (str(ref) in ends.values() or (len(numbers) == 1 and numbers & ends.keys())) and _PART.search(text):
        return True
    if isinstance(ref, str) and "?" in ref:
        return _heard(ref.partition("?")[2], text)
    if str(ref).isdecimal() and int(str(ref)) <= len(board.scenes):
        wanted = (board.scenes[int(str(ref)) - 1].id,)
        return any(matches(word, board) == wanted for word in re.findall(r"[^\W\d_]{4,}", text))
    return bool(_ALL.search(text))


def _valued(edit: Edit, text: str) -> Edit | None:
    """With numbers, colours and words that stand in the message, never with ones that a model made up."""
    match edit:
        case ChangeDuration() if edit.value.target_s is not None and not _has_number(edit.value.target_s, text):
            relative = "longer" if _LONGER.search(text) else "shorter"
            return ChangeDuration.model_validate({"scene": edit.scene, "value": {"relative": relative}})
        case ChangeMusic() if edit.value.gain_db is not None and not re.search(r"\d\s?(?:db|dezibel)", text, re.I):
            return edit.model_copy(update={"value": edit.value.model_copy(update={"gain_db": None})})
        case ChangeBackground():
            return _background(edit, text)
        case ChangeColor() if edit.value.color:
            color = _color(edit.value.color, text)
            return edit.model_copy(update={"value": edit.value.model_copy(update={"color": color})}) if color else None
        case ChangeAspectRatio() if (meant := _shape(text)) and edit.value.aspect != meant:
            return ChangeAspectRatio.model_validate({"value": {"aspect": meant}})
        case ChangeLanguage() if (asked := languages(text)) and edit.value.language not in asked:
            return edit.model_copy(update={"value": edit.value.model_copy(update={"language": asked[0]})})
        case RewriteTone() if not _heard(edit.value.tone, text):
            return edit.model_copy(update={"value": edit.value.model_copy(update={"tone": text.strip()[:120]})})
        case EditText() if edit.value.to and not _mostly(edit.value.to, text):
            return None
        case AddScene() if edit.value.narration and not _mostly(edit.value.narration, text):
            return edit.model_copy(update={"value": edit.value.model_copy(update={"narration": "", "about": text.strip()})})
        case _:
            return edit


def _background(edit: ChangeBackground, text: str) -> Edit | None:
    kind = edit.value.kind if edit.value.kind and edit.value.kind in text.lower() else None
    color = _color(edit.value.color, text)
    if not kind and not color:
        return None
    return ChangeBackground.model_validate({"scene": edit.scene, "value": {"color": color, "kind": kind}})


def _shape(text: str) -> str | None:
    """The shape that is said, or that the place it is for asks for."""
    if said := aspects(text):
        return said[0]
    return next((aspect for aspect, words in _SHAPES.items() if re.search(words, text, re.I)), None)


def _color(guess: str | None, text: str) -> str | None:
    """A colour that the message names: the one nearest to the guess, else the first; None where it names none."""
    said = [color for name in re.findall(rf"(?<!\w){COLOR}", text, re.I) if (color := hex_of(name))]
    return next((color for color in said if same_hue(color, guess or "")), said[0] if said else None)


def _has_number(value: float, text: str) -> bool:
    return any(abs(found.target_s - value) < 0.01 for found in lengths(text)) or f"{value:g}" in re.findall(
        r"\d+(?:\.\d+)?", text
    )


def _heard(words: str, text: str) -> bool:
    """Whether the message has one of these words, endings aside."""
    return any(_root(word) in _roots(text) for word in _words(words))


def _mostly(words: str, text: str) -> bool:
    """Whether at least half of these words are the person's own; short forms for 'as you like it' are not."""
    mine, theirs = _words(words), _roots(text)
    return bool(mine) and sum(_root(word) in theirs for word in mine) * 2 >= len(mine)


def _words(text: str) -> Sequence[str]:
    found: list[str] = re.findall(r"[^\W_]+", text.lower())
    return [word for word in found if len(word) > 2 or word.isdigit()] or found


def _roots(text: str) -> set[str]:
    return {_root(word) for word in _words(text)}


def _root(word: str) -> str:
    return word if len(word) <= 4 else word[: max(4, len(word) - 3)]
