"""Wishes that say how a film should feel and not what to change: the likeliest reading, from a table, said and taken back easily."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Any

from agent.director.read_scene import scene_ref
from memory.domain.edits import Edit, parse_edit
from memory.domain.storyboard import Storyboard

_LEAD = r"(?:(?:hm+|well|ok(?:ay)?|hey|so|and|but|honestly|sorry|please|pls|can (?:you|we)|could (?:you|we)|i (?:feel|think|guess)|i'd like|we need)[, ]+)*"
_IT = r"(?:it|this|that|the (?:whole )?(?:video|film|thing|clip|preview)|everything|(?P<where>.{3,40}?))"
_BIT = r"(?:(?:not |just |still |really |very |so |far |way |kind of |kinda |a (?:bit|little|tad|touch|lot) |somewhat |too |more |much |overly )*)"
_TAIL = r"(?: (?:now|a (?:bit|little|lot)(?: more)?|more|please|pls|overall|somehow|to me|for me|imo|tbh|if possible|for our (?:brand|customers|audience)|enough))*[.!? ]*"
Row = dict[str, Any]
# A feeling, the edit of the film that is most often meant by it, how that is said, and the edit where it is felt in one scene.
_FEELINGS: tuple[tuple[str, Row, str, Row | None], ...] = (
    (r"pop(?: out)?(?: more)?|stand(?:s)? out(?: more)?|eye-?catching|(?:more )?(?:striking|punch|pop|oomph|wow|impact|contrast)|bolder|bold", {"op": "change_color", "value": {"look": "bold"}}, "a bolder look", {"op": "rewrite_tone", "value": {"tone": "bolder"}}),
    (r"premium|luxur(?:y|ious)|high[- ]end|classy|classier|elegant|expensive|sophisticated|refined|upscale", {"op": "change_color", "value": {"look": "luxury"}}, "a quiet, luxurious look", {"op": "rewrite_tone", "value": {"tone": "more elegant"}}),
    (r"cheap|cheap-looking|tacky|amateurish|homemade", {"op": "change_color", "value": {"look": "editorial"}}, "a quieter, more editorial look", {"op": "rewrite_tone", "value": {"tone": "more elegant"}}),
    (r"modern|fresh|fresher|techy|high-tech|futuristic|up to date|old-fashioned|dated|outdated", {"op": "change_color", "value": {"look": "tech"}}, "a more modern look", {"op": "rewrite_tone", "value": {"tone": "fresher"}}),
    (r"cosy|cozy|cosier|homely|inviting|welcoming", {"op": "change_color", "value": {"look": "warm"}}, "a warmer look", {"op": "rewrite_tone", "value": {"tone": "warmer"}}),
    (r"clean|cleaner|minimal|minimalist(?:ic)?|busy|cluttered|messy", {"op": "change_color", "value": {"look": "clean"}}, "a cleaner look", {"op": "rewrite_tone", "value": {"tone": "simpler"}}),
    (r"(?:spice|jazz|liven|perk|pep|juice|punch) (?:it|this|things) up|bring (?:it|this) (?:more )?to life|energy|energetic|dynamic|lively|livelier|life|drive|pep|sluggish|low[- ]energy|sleepy|tired", {"op": "change_music", "value": {"action": "replace", "mood": "driving"}}, "more driving music", {"op": "rewrite_tone", "value": {"tone": "more energetic"}}),
    (r"(?:it )?(?:falls|fell|is falling) flat|(?:it )?(?:doesn\'t|does not) (?:grab|hook|excite|impress) (?:me|us|you|anyone)|(?:i\'m|i am|we\'re) not (?:impressed|convinced|excited)|boring|bland|dull|flat|meh|generic|lame|uninspired|weak|forgettable|interesting|exciting|engaging|catchy|catchier", {"op": "rewrite_tone", "value": {"tone": "punchier"}}, "punchier words", None),
    (r"cold|impersonal|distant|robotic|mechanical|soulless|lifeless|human|warmth|heart|soul|personality", {"op": "rewrite_tone", "value": {"tone": "warmer"}}, "warmer words", None),
    (r"harsh|aggressive|loud and pushy|in your face|shouty", {"op": "rewrite_tone", "value": {"tone": "gentler"}}, "gentler words", None),
    (r"complicated|confusing|hard to (?:follow|understand)|over my head|jargon-?y", {"op": "rewrite_tone", "value": {"tone": "simpler"}}, "simpler words", None),
    (r"rushed|breathless|hectic|stressful|fast|quick|hurried", {"op": "change_pace", "value": {"direction": "slower"}}, "slower speech", {"op": "change_duration", "value": {"relative": "longer"}}),
    (r"slow|draggy|dragging|drag(?:s)?(?: on)?|tedious", {"op": "change_pace", "value": {"direction": "faster"}}, "faster speech", {"op": "change_duration", "value": {"relative": "shorter"}}),
)  # fmt: skip
_SHAPES = (
    r"(?:make|get|have) {it} {bit}(?:feel |look |sound )?{bit}(?P<how>{how})",
    r"{it} (?:is|are|isn't|feels?|looks?|sounds?|seems?|comes across(?: as)?|came across(?: as)?|isn't|doesn't feel|doesn't look|'s) {bit}(?P<how>{how})",
    r"{it} (?:needs?|could use|wants?|lacks?|is missing|should have|has no|doesn't have) (?:some |any |a bit of |more |a little |enough |much )*(?P<how>{how})",
    r"{it} (?:should|could|must) (?:be |feel |look |sound )?{bit}(?P<how>{how})",
    r"{it} (?P<how>{how})",
    r"(?P<how>{how})",
    r"(?:feels?|looks?|sounds?|seems?) {bit}(?P<how>{how})",
    r"(?:make it |something |i want |we want |add |give (?:it|us|me) |with |needs )?(?:some |a bit |a bit of |a little |a lot |way |much |just )*(?:more|too|so|not) {bit}(?P<how>{how})",
)
# What nobody wants of a film; the other feelings are good ones.
_BAD = re.compile(
    r"cheap|cheap-looking|tacky|amateurish|homemade|old-fashioned|dated|outdated|busy|cluttered|messy|sluggish|low[- ]energy|sleepy|tired"
    r"|boring|bland|dull|flat|meh|generic|lame|uninspired|weak|forgettable|cold|impersonal|distant|robotic|mechanical|soulless|lifeless"
    r"|harsh|aggressive|loud and pushy|in your face|shouty|complicated|confusing|hard to .+|over my head|jargon-?y"
    r"|rushed|breathless|hectic|stressful|fast|quick|hurried|slow|draggy|dragging|drag.*|tedious",
    re.I,
)
_IDIOM = re.compile(r"(?:spice|jazz|liven|perk|pep|juice|punch|bring|it|falls|fell|is|doesn't|does|i'm|i|we're) .+", re.I)
_DENIED = re.compile(r"\b(?:not|isn't|doesn't|never|hardly|lacks?|missing|has no)\b", re.I)
_WANTED = re.compile(
    r"\b(?:make|get|have it|needs?|could use|wants?|lacks?|is missing|should|must|could|more|much|add|give)\b", re.I
)
_LOOK = re.compile(r"(?:the )?(?:look|design|visuals?|style|graphics|colou?rs|overall look)", re.I)
_TEXT = re.compile(r"(?:the )?(?:text|script|words?|wording|copy|narration|story)", re.I)
_DISLIKE = re.compile(
    _LEAD
    + r"(?:i (?:don't|do not) (?:like|love) (?:it|this|that)|(?:i'm |i am )?not (?:so |really )?(?:sure|happy|convinced|thrilled) (?:about|with|by) (?:it|this|that)"
    r"|something(?:'s| is) (?:off|wrong|missing)|(?:it is|it's|this is|that's) (?:not (?:quite |really |exactly )?(?:right|it|there|working|what i (?:had in mind|wanted|expected))|wrong|off|bad|terrible|awful)"
    r"|make (?:it|this) (?:better|nicer|prettier|good|great|perfect)|improve (?:it|this)|do better|try (?:harder|something else)|it (?:isn't|doesn't) work(?:ing)?)"
    + _TAIL,
    re.I,
)
_DISLIKED_SCENE = re.compile(
    _LEAD
    + r"(?:i (?:don't|do not) (?:like|love)|(?:i'm |i am )?not (?:so |really )?(?:sure|happy|convinced) (?:about|with|by)) (?P<where>.{3,40}?)"
    + _TAIL,
    re.I,
)
WHAT_BOTHERS = "What should be different: the words, the look, the music or the length?"
_HOW = "|".join(f"(?:{words})" for words, *_ in _FEELINGS)
_WISHES = tuple(
    re.compile(_LEAD + shape.format(it=_IT, bit=_BIT, how=_HOW) + _TAIL, re.I) for shape in _SHAPES
)  # fmt: skip


def likeliest(text: str, board: Storyboard) -> tuple[Edit, str] | None:
    """The edit that a vague wish most likely means and the sentence that says so; None where the message says anything else."""
    clean = " ".join(text.replace("’", "'").split())
    said = clean.strip(" .!?")
    clean = re.sub(r"\b(it|that|this)'s\b", r"\1 is", clean, flags=re.I)
    for shape in _WISHES:
        found = shape.fullmatch(clean)
        if found and _is_wish(found) and (edit := _edit(found, board)):
            heard = f"I read “{said}” as {edit[1]}; say undo to take it back."
            return edit[0], heard
    return None


def too_vague(text: str, board: Storyboard) -> str:
    """The one question about a message that only says that something is not liked; '' where it says more."""
    clean = " ".join(text.replace("’", "'").split())
    if _DISLIKE.fullmatch(clean):
        return WHAT_BOTHERS
    found = _DISLIKED_SCENE.fullmatch(clean)
    known = bool(found) and scene_ref(found["where"], board)[0] if found else False
    return f"What should be different about {found['where']}: its words, its look or its length?" if found and known else ""


def narrowed(edits: tuple[Edit, ...], rest: str, board: Storyboard) -> tuple[Edit, ...] | None:
    """'the ending feels cold, make it friendlier': the wish goes to the part that the complaint is about; None where it is none."""
    if len(edits) != 1 or edits[0].scene not in (None, "all") or not (felt := likeliest(rest, board)):
        return None
    told = felt[0]
    if told.op != edits[0].op:
        return None
    return (edits[0].model_copy(update={"scene": told.scene}) if told.scene is not None else edits[0],)


def _is_wish(found: re.Match[str]) -> bool:
    """Whether it is wished for: 'it is boring' and 'make it pop' are, 'it is not boring', 'it pops' and 'so modern!' are praise."""
    how = found["how"]
    if _IDIOM.fullmatch(how):
        return True
    said = found[0][: found.start("how")]
    bad, denied = bool(_BAD.fullmatch(how)), bool(_DENIED.search(said))
    if _WANTED.search(said):
        return not bad
    if re.search(r"\b(?:too|overly|so)\b", said, re.I) and not bad:
        return False
    return bad != denied


def _edit(found: re.Match[str], board: Storyboard) -> tuple[Edit, str] | None:
    row, said, of_scene = next((row, said, one) for words, row, said, one in _FEELINGS if re.fullmatch(words, found["how"], re.I))
    where = found.groupdict().get("where")
    if (
        not where
        or (row["op"] == "change_color" and _LOOK.fullmatch(where))
        or (row["op"] == "rewrite_tone" and _TEXT.fullmatch(where))
    ):
        return parse_edit(row), said
    known, scene = scene_ref(where, board)
    if not known:
        return None
    told = of_scene or row
    if told["op"] == "rewrite_tone":
        said = f"{told['value']['tone']} words there"
    elif told["op"] == "change_duration":
        said = f"a {told['value']['relative']} scene"
    return parse_edit({**told, "scene": scene}), said
