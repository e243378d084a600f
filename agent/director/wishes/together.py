"""Wishes of one message beside each other: one that takes back another, two that cannot both be, and what is to stay."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from agent.director.read_scene import scene_ref
from agent.director.read_values import tag_of
from agent.director.wishes.clause import Clause
from memory.domain.edits import Edit, Op
from memory.domain.scene_refs import resolve
from memory.errors import NoSuchScene

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


_VOCABULARY = re.compile(
    r"\b(?:music|track|song|tune|loud\w*|quiet\w*|captions?|subtitles?|subs|texts?|words?|wording|headlines?|titles?|scenes?|slides?|shots?|clips?|parts?|bits?|intro|hook|opening|ending|end|outro|logo|colou?rs?|backgrounds?|voice|presenter|speak\w*|talk\w*|tone|sounds?|length|long\w*|short\w*|fast\w*|slow\w*|seconds?|minutes?|price|version|font|size|big\w*|small\w*|transitions?|format|vertical|square|should|must|need\w*|want\w*|wish\w*|would|could|can|cannot|can't|please|instead|rather|prefer\w*|more|less|too|enough|but|not|n't|remove|delete|add|change|make|use|replace|swap|move|cut|drop|keep|cta|button|\d+)\b|n't\b|[\"“$€£#?]",
    re.I,
)
_REMARK = re.compile(
    r"(?:we|she|he|our|they|people|that|this|it|everybody|everyone|nobody|most|some|those|these|like an?|because|since|as|so that|the (?:client|team|boss|audience|viewers?|customers?|market))\b.{3,80}",
    re.I,
)
_DONE = re.compile(
    r"(?:so |and |please |just )*(?:use|take|apply|do|try|go with|cut|remove|delete|drop|lose|fix|change) (?:that|it|this|them|those)(?: one| everywhere)?|(?:that|this|it) (?:is|'s) (?:it|all)|oh|ah|hm+",
    re.I,
)
_TOPIC = re.compile(
    r"(?:i (?:find|think) )?(?P<s>.{2,60}?) (?:is|are|was|looks?|sounds?|feels?|seems?)(?: (?:a bit|a little|really|very|so|too|quite|just|kind of|pretty|rather|somewhat|way too))* (?P<adj>boring|dull|weak|bad|ugly|off|wrong|meh|stiff|flat|bland|confusing|unnecessary|redundant|strange|weird|awkward|empty|blurry|messy|terrible|awful|lame|heavy|dry|not (?:good|great|right|clear|needed|necessary))",
    re.I,
)
_NOUNS: dict[str, str] = {
    "change_music": "the music",
    "change_logo": "the logo",
    "change_captions": "the captions",
    "change_background": "the background",
    "change_transition": "the transitions",
    "change_cta": "the cta",
}
_QUALITY = re.compile(
    r"(?:(?:also|even|much|a (?:bit|little|lot|touch)|way|more|less|slightly|somewhat) )*[a-z-]{3,}(?: please)?", re.I
)
_PRONOUN = re.compile(r"\b(?:it|them|that|this|those)\b", re.I)


def is_remark(clause: str) -> bool:
    """'our viewers are elderly', 'use that': a reason or an afterthought, with no word in it that a wish would need."""
    clean = clause.strip(" .!,;:()")
    return bool(_DONE.fullmatch(clean) or (_REMARK.fullmatch(clean) and not _VOCABULARY.search(_PRONOUN.sub("", clean))))


def topic_of(clause: str, about: Clause) -> str:
    """The scene that a complaint is about ('the hook is boring'), in its words; '' where it is about none."""
    found = _TOPIC.fullmatch(clause.strip())
    known = bool(found) and scene_ref(found["s"], about.board)[0] if found else False
    return found["s"] if found and known else ""


def with_noun(clause: str, noun: str) -> str:
    """The clause with its pronoun replaced, or with the noun before it where it has none."""
    return _PRONOUN.sub(noun, clause, count=1) if _PRONOUN.search(clause) else f"{noun} {clause}"


def noun_of(wish: Wish) -> str:
    """What a wish was about, '' where 'it' would not be a thing of its own."""
    return _NOUNS.get(wish.edit.op, "")


def speaks_of_it(clause: str, edit: Edit) -> bool:
    """Whether a wish names no part, only 'it', and could be about one scene."""
    return edit.op in _SCENE_WISHES and bool(_IT.search(clause))


def goes_on(clause: str, edit: Edit) -> bool:
    """'the opening should be shorter and punchier': a bare quality goes on about what the words before it were about."""
    return edit.op in _SCENE_WISHES and bool(_QUALITY.fullmatch(clause.strip(" .!")))


def is_about_one_moved(wish: Wish) -> bool:
    """After 'move scene 3 to the start' or a new scene, 'it' may be that scene as well as the film."""
    return wish.edit.op == "add_scene" or (wish.edit.op == "reorder_scenes" and wish.edit.value.move is not None)


def is_kept(clause: str, made: Sequence[Wish], about: Clause) -> bool:
    """'but keep the music', 'the rest is fine': nothing to do, as long as no wish before it touches that."""
    if not made:
        return False
    if others := re.fullmatch(
        r"(?P<name>[\w'-]+) (?:for|in) (?:the rest|everything else|all the others?|the other scenes)", clause.strip(), re.I
    ):
        return others["name"].lower() == about.board.presenter.lower()
    if tongue := re.fullmatch(r"(?:and )?not (?:in )?(?P<tongue>\w+)", clause.strip(), re.I):
        return made[-1].edit.op == "change_language" and tag_of(tongue["tongue"]) is not None
    found = _STAYS.fullmatch(clause.strip())
    if not found:
        return False
    what = re.sub(r"^(?:the|our|my|all|all the|any) ", "", (found["what"] or found["fine"]).strip(), flags=re.I)
    if _THE_REST.fullmatch(what):
        return what.lower() != "it"
    touched = {wish.edit.op for wish in made}
    if (
        re.sub(r" (?:on screen|in (?:the )?(?:picture|video|film|it))$", "", what, flags=re.I).lower()
        == about.board.presenter.lower()
    ):
        return "change_presenter" not in touched
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


def settled(made: list[Wish], about: Clause) -> list[Wish]:
    """Without what was said twice, 'shorter' where the length was said too, a complaint where the wish follows."""
    kept: list[Wish] = []
    for at, wish in enumerate(made):
        vague = wish.edit.op == "change_duration" and wish.edit.value.relative is not None and wish.edit.value.by_s is None
        exact = [
            other.edit
            for other in made[at + 1 :]
            if other.edit.op == "change_duration"
            and _places(other.edit, about) == _places(wish.edit, about)
            and other.edit.value.target_s is not None
        ]
        if _complains_of_what_follows(wish, made[at + 1 :]) or _only_complains(wish, made):
            continue
        if not (vague and exact) and not _is_said_nearer(wish, made) and all(wish.edit != other.edit for other in kept):
            kept.append(wish)
    return kept


def _is_said_nearer(wish: Wish, made: Sequence[Wish]) -> bool:
    """'different music, something with drums': the second says which music the first one wants."""
    if wish.edit.op != "change_music" or wish.edit.value.action != "replace" or wish.edit.value.mood:
        return False
    return any(other.edit.op == "change_music" and other.edit.value.mood for other in made)


def _complains_of_what_follows(wish: Wish, after: Sequence[Wish]) -> bool:
    """'feels cold, make it friendlier': less cold and friendlier are one wish."""
    if wish.edit.op != "rewrite_tone" or not wish.edit.value.tone.startswith("less ") or not after:
        return False
    nearest = after[0].edit
    return nearest.op == "rewrite_tone" and nearest.scene == wish.edit.scene


def _only_complains(wish: Wish, made: Sequence[Wish]) -> bool:
    """'make the logo smaller. It looks desperate': beside another wish, a complaint about 'it' says why."""
    if len(made) < 2 or wish.edit.op != "rewrite_tone" or wish.edit.scene not in (None, "all"):
        return False
    return wish.edit.value.tone.startswith("less ") and bool(
        re.match(r"(?:it|that|this|they)\b(?!.*\b(?:less|should|must|make)\b)", wish.words, re.I)
    )


def _places(edit: Edit, about: Clause) -> tuple[str, ...] | str:
    """The scenes an edit is for, however they were named."""
    if edit.scene is None or str(edit.scene).startswith("@"):
        return str(edit.scene)
    try:
        return resolve(edit.scene, about.board)
    except NoSuchScene:
        return str(edit.scene)


def missing_scene(made: Sequence[Wish], about: Clause) -> str:
    """One sentence about the first scene named that the film does not have, '' where it has all of them."""
    for wish in made:
        refs = [wish.edit.scene]
        if wish.edit.op == "reorder_scenes":
            value = wish.edit.value
            refs += [*(value.swap or ()), value.move, value.to]
        for ref in refs:
            if ref is None or str(ref).startswith("@"):
                continue
            try:
                resolve(ref, about.board)
            except NoSuchScene as error:
                return str(error)
    return ""


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
