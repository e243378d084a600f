"""Wishes of one message beside each other: one that takes back another, two that cannot both be, and what is to stay."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import Clause
from memory.domain.edits import Edit, Op

_IT = re.compile(r"\b(?:it|this|that|its)\b", re.I)
_SCENE_WISHES: tuple[Op, ...] = ("change_duration", "rewrite_tone", "change_background", "edit_text", "change_presenter")
_STAYS = re.compile(
    r"(?:(?:but|and|please|just|also|otherwise)\s+)*(?:(?:keep|leave|don'?t (?:touch|change)|do not (?:touch|change)|without (?:touching|changing)) (?P<what>.+?)(?: (?:as (?:it|they) (?:is|are|was|were)|as[- ]is|alone|unchanged|on|in|the same|untouched|the way (?:it|they) (?:is|are)|like (?:that|this|it is)))*"
    r"|(?P<fine>.+?) (?:(?:is|are|looks?|sounds?|was|were) (?:really |very |just |all |totally |absolutely )?(?:fine|ok(?:ay)?|good|great|perfect|nice|lovely|right|awesome)|(?:can|should|must) stay(?: as (?:it|they) (?:is|are)| the same| like this)?|stays?(?: as (?:it|they) (?:is|are)| the same)?))",
    re.I,
)
_THINGS: dict[str, tuple[Op, ...]] = {
    r"(?:background )?(?:music|soundtrack|track|tune|song)": ("change_music",),
    r"captions?|subtitles?|subs": ("change_captions",),
    r"logo": ("change_logo",),
    r"presenter|host|speaker|avatar|face|actor|actress": ("change_presenter",),
    r"voice|narrator|voice-?over": ("change_voice",),
    r"backgrounds?": ("change_background",),
    r"colou?rs?|brand colou?rs?|palette": ("change_color", "change_background"),
    r"text|words?|wording|script|narration|copy": ("edit_text", "rewrite_tone", "change_language"),
    r"length|duration|timing": ("change_duration",),
    r"pace|speed|tempo": ("change_pace",),
    r"transitions?": ("change_transition",),
    r"format|shape|aspect(?: ratio)?": ("change_aspect_ratio",),
    r"language": ("change_language",),
    r"cta|call[- ]to[- ]action|button": ("change_cta",),
    r"order": ("reorder_scenes",),
}
_THE_REST = re.compile(
    r"(?:everything|anything|nothing|all)(?: else| the rest)?|(?:the )?(?:rest|remainder|others)(?: of (?:it|the (?:video|film)))?|(?:all )?the other (?:scenes|parts|stuff|things)|it",
    re.I,
)


@dataclass(frozen=True)
class Wish:
    """One certain edit and the words it was said in."""

    edit: Edit
    words: str


def speaks_of_it(clause: str, edit: Edit) -> bool:
    """Whether a wish names no part, only 'it', and could be about one scene."""
    return edit.op in _SCENE_WISHES and bool(_IT.search(clause))


def is_kept(clause: str, made: Sequence[Wish], about: Clause) -> bool:
    """'but keep the music', 'the rest is fine': nothing to do, as long as no wish before it touches that."""
    found = _STAYS.fullmatch(clause.strip())
    if not found or not made:
        return False
    what = re.sub(r"^(?:the|our|my|all|all the|any) ", "", (found["what"] or found["fine"]).strip(), flags=re.I)
    if _THE_REST.fullmatch(what):
        return what.lower() != "it"
    touched = {wish.edit.op for wish in made}
    for words, ops in _THINGS.items():
        if re.fullmatch(words, what, re.I):
            return not touched & set(ops)
    known, ref = scene_ref(found["what"] or found["fine"], about.board)
    return known and all(isinstance(wish.edit.scene, int) and isinstance(ref, int) and wish.edit.scene != ref for wish in made)


def corrected(wish: Wish, made: list[Wish], notes: list[str]) -> Wish | None:
    """Takes the wish it replaces out of `made` and notes that; None where it replaces none."""
    for at in range(len(made) - 1, -1, -1):
        if made[at].edit.op == wish.edit.op:
            old = made.pop(at)
            new = wish
            if old.edit.scene is not None and wish.edit.scene in (None, "all") and wish.edit.op in _SCENE_WISHES:
                new = Wish(wish.edit.model_copy(update={"scene": old.edit.scene}), wish.words)
            notes.append(f"You said “{old.words}”, then “{wish.words}”; the last one is taken.")
            return new
    return None


def other_scene(clause: str, before: Wish, about: Clause) -> Wish | None:
    """'remove scene 3, no, scene 4': the same wish for another scene."""
    known, ref = scene_ref(clause, about.board)
    if not known or before.edit.scene is None:
        return None
    return Wish(before.edit.model_copy(update={"scene": ref}), clause.strip())


def settled(made: list[Wish]) -> list[Wish]:
    """Without what was said twice, and without 'shorter' where the length was said too."""
    kept: list[Wish] = []
    for at, wish in enumerate(made):
        vague = wish.edit.op == "change_duration" and wish.edit.value.relative is not None and wish.edit.value.by_s is None
        exact = [
            other.edit
            for other in made[at + 1 :]
            if other.edit.op == "change_duration"
            and other.edit.scene == wish.edit.scene
            and other.edit.value.target_s is not None
        ]
        if not (vague and exact) and all(wish.edit != other.edit for other in kept):
            kept.append(wish)
    return kept


def conflict_in(made: Sequence[Wish]) -> str:
    """One question about the first two wishes that cannot both hold, '' where all can."""
    for one, other in combinations(made, 2):
        if _clash(one.edit, other.edit):
            return f"“{one.words}” and “{other.words}” cannot both be done; which one shall it be?"
    return ""


def _clash(one: Edit, other: Edit) -> bool:
    if one.op != other.op:
        gone = [edit.scene for edit in (one, other) if edit.op == "remove_scene"]
        return bool(gone) and isinstance(gone[0], int) and one.scene == other.scene
    values = [edit.value.model_dump(exclude_defaults=True, exclude={"mode"}) for edit in (one, other)]
    match one.op:
        case "change_music" | "change_captions":
            actions = [str(value.get("action")) for value in values]
            gone_too = {"remove", "off"} & set(actions) and actions[0] != actions[1]
            both_ways = actions[0] == actions[1] and values[0] != values[1]
            return bool(gone_too or both_ways)
        case "change_logo":
            hidden = [value.get("visible") is False for value in values]
            return (any(hidden) and not all(hidden)) or _differ(values, "size")
        case "change_color":
            return values[0].get("role") == values[1].get("role") and (_differ(values, "color") or _differ(values, "dark"))
        case "change_background":
            return one.scene == other.scene and (_differ(values, "color") or _differ(values, "kind"))
        case "change_duration" | "change_presenter" | "change_voice" | "change_transition":
            return one.scene == other.scene and values[0] != values[1]
        case "change_aspect_ratio" | "change_language" | "change_pace" | "change_cta":
            return values[0] != values[1]
        case _:
            return False


def _differ(values: Sequence[dict[str, object]], key: str) -> bool:
    return key in values[0] and key in values[1] and values[0][key] != values[1][key]
