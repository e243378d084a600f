"""Wishes that say how a film should feel and not what to change: the likeliest reading, from a table, said and taken back easily."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Any

from agent.director.read_scene import scene_ref
from memory.domain.edit_values import SceneRef
from memory.domain.edits import Edit, parse_edit
from memory.domain.storyboard import Storyboard

_LEAD = r"(?:(?:hm+|well|ok(?:ay)?|hey|so|and|but|honestly|sorry|please|pls|can (?:you|we)|could (?:you|we)|i (?:feel|think|guess)|i'd like|we need)[, ]+)*"
_IT = r"(?:it|this|that|the (?:whole )?(?:video|film|thing|clip|preview)|everything|(?P<where>.{3,40}?))"
_BIT = r"(?:(?:just |still |really |very |so |far |way |kind of |kinda |a (?:bit|little|tad|touch|lot) |somewhat |too |more |much |overly )*)"
_TAIL = (
    r"(?: (?:now|please|pls|overall|somehow|to me|for me|imo|tbh|if possible|for our (?:brand|customers|audience)|enough))*[.! ]*"
)
# A feeling, the edit that is most often meant by it, and how that edit is said.
_FEELINGS: tuple[tuple[str, dict[str, Any], str], ...] = (
    (r"pop(?: out)?(?: more)?|stand(?:s)? out(?: more)?|eye-?catching|(?:more )?(?:striking|punch|pop|oomph|wow|impact)|bolder|bold", {"op": "change_color", "value": {"look": "bold"}}, "a bolder look"),
    (r"premium|luxur(?:y|ious)|high[- ]end|classy|classier|elegant|expensive|sophisticated|refined|upscale", {"op": "change_color", "value": {"look": "editorial"}}, "a quieter, more editorial look"),
    (r"cheap|cheap-looking|tacky|amateurish|homemade", {"op": "change_color", "value": {"look": "editorial"}}, "a quieter, more editorial look"),
    (r"modern|fresh|fresher|techy|high-tech|futuristic|up to date|old-fashioned|dated|outdated", {"op": "change_color", "value": {"look": "tech"}}, "a more modern look"),
    (r"cosy|cozy|cosier|homely|inviting|welcoming", {"op": "change_color", "value": {"look": "warm"}}, "a warmer look"),
    (r"clean|cleaner|minimal|minimalist(?:ic)?|busy|cluttered|messy", {"op": "change_color", "value": {"look": "clean"}}, "a cleaner look"),
    (r"energy|energetic|dynamic|lively|livelier|life|drive|pep|sluggish|low[- ]energy|sleepy|tired", {"op": "change_music", "value": {"action": "replace", "mood": "driving"}}, "more driving music"),
    (r"boring|bland|dull|flat|meh|generic|lame|uninspired|weak|forgettable|interesting|exciting|engaging|catchy|catchier", {"op": "rewrite_tone", "value": {"tone": "punchier"}}, "punchier words"),
    (r"cold|impersonal|distant|robotic|mechanical|soulless|lifeless|human|warmth|heart|soul|personality", {"op": "rewrite_tone", "value": {"tone": "warmer"}}, "warmer words"),
    (r"harsh|aggressive|loud and pushy|in your face|shouty", {"op": "rewrite_tone", "value": {"tone": "gentler"}}, "gentler words"),
    (r"complicated|confusing|hard to (?:follow|understand)|over my head|jargon-?y", {"op": "rewrite_tone", "value": {"tone": "simpler"}}, "simpler words"),
    (r"rushed|breathless|hectic|stressful|fast|quick|hurried", {"op": "change_pace", "value": {"direction": "slower"}}, "slower speech"),
    (r"slow|draggy|dragging|drag(?:s)?(?: on)?|tedious", {"op": "change_pace", "value": {"direction": "faster"}}, "faster speech"),
)  # fmt: skip
_SHAPES = (
    r"(?:make|get|have) {it} {bit}(?:feel |look |sound )?{bit}(?P<how>{how})",
    r"{it} (?:is|are|feels?|looks?|sounds?|seems?|comes across(?: as)?|came across(?: as)?|isn't|doesn't feel|doesn't look|'s) {bit}(?P<how>{how})",
    r"{it} (?:needs?|could use|wants?|lacks?|is missing|should have|has no|doesn't have) (?:some |any |a bit of |more |a little |enough |much )*(?P<how>{how})",
    r"{it} (?:should|could|must) (?:be |feel |look |sound )?{bit}(?P<how>{how})",
    r"{it} (?P<how>{how})",
    r"(?:make it |something |i want |we want |add |give (?:it|us|me) |with |needs )?(?:some |a bit |a bit of |a little |a lot |way |much |just )*(?:more|too|so|not) {bit}(?P<how>{how})",
)
_HOW = "|".join(f"(?:{words})" for words, _, _ in _FEELINGS)
_WISHES = tuple(
    re.compile(_LEAD + shape.format(it=_IT, bit=_BIT, how=_HOW) + _TAIL, re.I) for shape in _SHAPES
)  # fmt: skip


def likeliest(text: str, board: Storyboard) -> tuple[Edit, str] | None:
    """The edit that a vague wish most likely means and the sentence that says so; None where the message says anything else."""
    clean = " ".join(text.replace("’", "'").split())
    clean = re.sub(r"\b(it|that|this)'s\b", r"\1 is", clean, flags=re.I)
    for shape in _WISHES:
        found = shape.fullmatch(clean)
        if found and (edit := _edit(found, board)):
            heard = f"I read “{clean.rstrip('.! ')}” as {edit[1]}; say undo to take it back."
            return edit[0], heard
    return None


def narrowed(edits: tuple[Edit, ...], rest: str, board: Storyboard) -> tuple[Edit, ...] | None:
    """'the ending feels cold, make it friendlier': the wish goes to the part that the complaint is about; None where it is none."""
    if len(edits) != 1 or edits[0].scene not in (None, "all") or not (felt := likeliest(rest, board)):
        return None
    told = felt[0]
    if told.op != edits[0].op:
        return None
    return (edits[0].model_copy(update={"scene": told.scene}) if told.scene is not None else edits[0],)


def _edit(found: re.Match[str], board: Storyboard) -> tuple[Edit, str] | None:
    scene: SceneRef = None
    if where := found.groupdict().get("where"):
        known, scene = scene_ref(where, board)
        if not known:
            return None
    row, said = next((row, said) for words, row, said in _FEELINGS if re.fullmatch(words, found["how"], re.I))
    if scene is not None and row["op"] != "rewrite_tone":
        # Look, music and pace belong to the film; of one scene only its words can be felt.
        row, said = {"op": "rewrite_tone", "value": {"tone": f"more {found['how'].lower()}"}}, "other words for that scene"
    return parse_edit({**row, "scene": scene}), said
