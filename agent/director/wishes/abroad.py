"""Short wishes in other languages than English: every word has to be known, and together they have to make one wish."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from agent.director.read_numbers import Length, lengths
from agent.director.read_scene import scene_ref
from agent.director.wishes.bag import Bag, Thing
from agent.director.wishes.clause import Clause, Draft, edit
from agent.director.wishes.frames import STRANGE, read_bag
from agent.director.wishes.inserting import insert
from agent.director.wishes.tongue_words import UNSPACED, Token, table, tokens_of, tongues
from memory.domain.edit_values import SceneRef

_TONES = {"formal": "more formal", "friendly": "friendlier", "warm": "warmer", "casual": "more casual", "funny": "funnier", "simple": "simpler", "serious": "more serious"}  # fmt: skip
_MOODS = ("calm", "driving", "uplifting", "playful")
_TRANSITIONS = {"cut": "cut", "fade": "crossfade", "zoom": "zoom"}
_KINDS = {
    **dict.fromkeys(_TONES, "tone"),
    **{mood: f"mood_{mood}" for mood in _MOODS},
    **{"cut": "trans_cut", "fade": "trans_crossfade", "zoom": "trans_zoom", "other": "replace", "scene": "scene_noun"},
    **{"use": "make", "all": "filler", "first": "unknown", "last": "unknown", "number": "unknown", "style": "style_word"},
}
# Parts of a film by what English calls them.
_PLACES = {"hook": "first", "ending": "last", "tips": "the tips", "problem": "the problem", "reveal": "the reveal"}
_TIPS = ("tip", "tips")
_IDLE = ("unknown", "filler", "and", "pause", "praise", "to", "use")
_SHAPES = {"vertical": "9:16", "square": "1:1", "wide": "16:9"}


def read_abroad(clause: str, about: Clause) -> tuple[Draft, ...]:
    """The wishes of a clause in a language of the tables; nothing where a word is unknown or two languages disagree."""
    spans = {length.start: length for length in lengths(clause)}
    readings = [_in_tongue(clause, tongue, about, spans) for tongue in tongues()]
    fewest = min((strange for drafts, strange in readings if drafts), default=0)
    best = [drafts for drafts, strange in readings if drafts and strange == fewest]
    return best[0] if best and all(other == best[0] for other in best) else ()


def praises(text: str) -> bool:
    """Whether a message is nothing but praise or thanks in one of the languages."""
    for tongue in tongues():
        tokens = tokens_of(text.strip(), tongue, None, {})
        if (
            tokens
            and all(token.kind in ("praise", "filler", "and", "pause") for token in tokens)
            and any(token.kind == "praise" for token in tokens)
        ):
            return True
    return False


def asks(text: str) -> bool:
    """Whether a message ends as a question and begins with a question word of one of the languages."""
    clean = text.strip().lower()
    if not clean.endswith(("?", "？", "؟")):
        return False
    body = clean.lstrip("¿ ")
    for tongue in tongues():
        words = [word for word, token in table(tongue).items() if token.kind == "question"]
        if any(body.startswith(word) if tongue in UNSPACED else re.match(rf"{re.escape(word)}\b", body) for word in words):
            return True
    return False


def _in_tongue(clause: str, tongue: str, about: Clause, spans: dict[int, Length]) -> tuple[tuple[Draft, ...], int]:
    """The wishes in one language and how many words of the clause it does not know."""
    tokens = tokens_of(clause, tongue, about, spans)
    if tokens and (new := _new_scene(tokens, clause, about)):
        return (new,), 0
    if sum(token.kind == "remove" for token in tokens) > 1 and tongue in UNSPACED:
        # 'do not' and 'remove' are one sign each.
        return (), 0
    strange = sum(token.kind == "unknown" for token in tokens)
    if not tokens or strange > STRANGE or (strange and sum(token.kind not in _IDLE for token in tokens) < 2):
        return (), strange
    if not strange and (whole := _one(tokens, about)):
        return (whole,), 0
    return _in_parts(_parts(tokens), clause, about), strange


def _new_scene(tokens: list[Token], clause: str, about: Clause) -> Draft | None:
    """'añade una escena con ... antes del cierre': a verb that adds, then the word for a scene without a number."""
    at = next((at for at, token in enumerate(tokens) if token.kind == "insert"), None)
    nouns = [near for near in range(len(tokens)) if tokens[near].kind == "scene"]
    if at is None or not (nouns and abs(nouns[0] - at) <= 4):
        return None
    after = tokens[nouns[0] + 1 : nouns[0] + 2]
    if after and after[0].kind == "number":
        return None
    return insert(bag_abroad(tokens, clause, about).things, clause, about)


def _in_parts(parts: list[list[Token]], clause: str, about: Clause) -> tuple[Draft, ...]:
    """A wish for every part; parts that are none alone go together with the next ones."""
    if not parts:
        return ()
    for count in range(1, len(parts) + 1):
        joined = [token for part in parts[:count] for token in part]
        draft = _one(joined, about) if all(token.kind != "unknown" for token in joined) else None
        draft = draft or read_bag(bag_abroad(joined, clause, about), about)
        if draft is None:
            continue
        if count == len(parts):
            return (draft,)
        if rest := _in_parts(parts[count:], clause, about):
            return (draft, *rest)
    return ()


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """Tokens between 'and'."""
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind in ("and", "pause"):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if any(token.kind != "filler" for token in part)]


def bag_abroad(tokens: Sequence[Token], clause: str, about: Clause) -> Bag:
    """Tokens as the things that English is read by: numbers beside the word for a scene are scenes."""
    things: list[Thing] = []
    kinds = [token.kind for token in tokens]
    # Many languages move things and change them with one verb.
    moves = {"start", "end", "after", "before", "hook", "ending"} & set(kinds) or kinds.count("number") > 1
    counts = any(token.kind in ("scene", *_TIPS) for token in tokens)
    one_tip = any(token.kind in _TIPS for token in tokens) and bool({"number", "first", "last"} & set(kinds))
    for at, token in enumerate(tokens):
        if token.kind in ("and", "pause", "unknown"):
            continue
        kind, value = _KINDS.get(token.kind, token.kind), _TONES.get(token.kind, token.value)
        beside = {near.kind for near in (tokens[max(0, at - 1)], tokens[min(len(tokens) - 1, at + 1)])}
        if token.kind == "number" and counts:
            kind = "scene"
            if one_tip:
                _, value = scene_ref(f"tip {value}", about.board)
        elif token.kind == "tip" or (token.kind == "tips" and one_tip):
            kind = "filler"
        elif token.kind in ("first", "last") and beside & set(_TIPS):
            kind, value = "scene", scene_ref(f"the {token.kind} tip", about.board)[1]
        elif token.kind in ("first", "last", "all") and "scene" in beside:
            kind, value = "scene", token.kind
        elif token.kind in _PLACES:
            kind, value = "scene", scene_ref(_PLACES[token.kind], about.board)[1]
        elif token.kind in ("start", "end"):
            things.append(Thing(frozenset({"to"}), at, at))
            kind, value = "scene", "first" if token.kind == "start" else "last"
        others = {_KINDS.get(other, other) for other in token.also} if value is None or kind == "tone" else set()
        changes = not moves and "move" in (token.kind, *token.also)
        things.append(Thing(frozenset({kind, *others, *(("make",) if changes else ())}), at, at + 1, value))
    unknown = tuple(Thing(frozenset(), at, at + 1) for at, token in enumerate(tokens) if token.kind == "unknown")
    return Bag("", tuple(things), unknown)


def _scene(tokens: list[Token], about: Clause) -> tuple[list[SceneRef], list[Token]]:
    """The scenes named and the tokens left: 'Szene 3', '3. Szene', 'última escena', 'escenas 4 y 5'."""
    refs: list[SceneRef] = []
    left: list[Token] = []
    useful = [token for token in tokens if token.kind not in ("filler", "to", "pause")]
    if not any(token.kind == "scene" for token in useful):
        return [], useful
    for token in useful:
        match token.kind:
            case "number":
                refs.append(token.value)
            case "first" | "last" | "all":
                refs.append(token.kind)
            case "scene":
                pass
            case _:
                left.append(token)
    return refs, [token for token in left if token.kind != "and"] if len(refs) > 1 else left


def _one(tokens: list[Token], about: Clause) -> Draft | None:
    """The one wish that the tokens make together, None where they make none or more."""
    aimed = any(first.kind == "to" and second.kind == "length" for first, second in pairwise(tokens))
    refs, left = _scene(tokens, about)
    while left and left[-1].kind == "and":
        left = left[:-1]
    while left and left[0].kind == "and":
        left = left[1:]
    if not any(token.kind in ("start", "end", "after", "before") for token in left):
        # 'mets la musique plus fort': many languages move things and change them with one verb.
        left = [token for token in left if token.kind != "move"]
    kinds = sorted(token.kind for token in left)
    said = {token.kind: token.value for token in left}
    if len(kinds) != len(set(kinds)) or "praise" in kinds or "question" in kinds:
        return None
    scene: SceneRef = refs[0] if len(refs) == 1 else None
    if scene == "all":
        scene = None
    if len(refs) > 1:
        return _of_several(refs, set(kinds))
    if refs and (draft := _of_scene(scene, set(kinds), said)):
        return draft
    return None if refs and scene is not None else _of_film(set(kinds), said, aimed)


def _of_several(refs: list[SceneRef], kinds: set[str]) -> Draft | None:
    places = [ref for ref in refs if isinstance(ref, int | str)]
    match sorted(kinds - {"replace"} if "swap" in kinds else kinds):
        case ["swap"] if len(places) == 2:
            return edit("reorder_scenes", swap=places)
        case ["remove"]:
            return edit("remove_scene", tuple(places))
        case ["after", "move"] if len(places) == 2:
            return edit("reorder_scenes", move=places[0], to=f"after {places[1]}")
        case ["before", "move"] if len(places) == 2:
            return edit("reorder_scenes", move=places[0], to=f"before {places[1]}")
        case _:
            return None


def _of_scene(scene: SceneRef, kinds: set[str], said: dict[str, Any]) -> Draft | None:
    match sorted(kinds if "quote" in kinds else kinds - {"replace"}):
        case ["remove"]:
            return edit("remove_scene", scene) if scene is not None else None
        case ["move", "start"] | ["end", "move"]:
            return edit("reorder_scenes", move=scene, to="first" if "start" in kinds else "last")
        case ["background", "color"] | ["color"]:
            return edit("change_background", scene, color=said["color"])
        case ["shorter"] | ["longer"]:
            return edit("change_duration", scene, relative="shorter" if "shorter" in kinds else "longer")
        case ["length"]:
            return edit("change_duration", scene, target_s=said["length"].target_s, mode=said["length"].mode)
        case ["picture", "remove"]:
            return edit("replace_media", scene, action="remove")
        case ["quote", "title"]:
            return edit("edit_text", scene, to=said["quote"], field="headline")
        case [tone] if tone in _TONES:
            return edit("rewrite_tone", scene, tone=_TONES[tone])
        case ["name"] | ["name", "presenter"] | ["name", "use"] | ["name", "presenter", "use"]:
            return edit("change_presenter", scene, name=said["name"])
        case _:
            return None


def _of_film(kinds: set[str], said: dict[str, Any], aimed: bool) -> Draft | None:
    kinds = kinds - {"all"}
    if "music" in kinds:
        return _of_music(kinds - {"music"})
    if "captions" in kinds:
        return _of_captions(kinds - {"captions"})
    match sorted(kinds):
        case ["logo", "remove"] | ["add", "logo"]:
            return edit("change_logo", visible="add" in kinds)
        case ["bigger", "logo"] | ["logo", "louder"] | ["logo", "smaller"]:
            # One word for 'bigger' and 'louder' in some languages.
            return edit("change_logo", size="smaller" if "smaller" in kinds else "bigger")
        case ["shorter"] | ["longer"]:
            return edit("change_duration", relative=next(iter(kinds)))
        case ["length"]:
            return edit("change_duration", target_s=said["length"].target_s, mode=said["length"].mode)
        case ["length", "longer"] | ["length", "shorter"] if aimed:
            return edit("change_duration", target_s=said["length"].target_s, mode=said["length"].mode)
        case ["vertical"] | ["square"] | ["wide"]:
            return edit("change_aspect_ratio", aspect=_SHAPES[next(iter(kinds))])
        case ["shape"]:
            return edit("change_aspect_ratio", aspect=said["shape"])
        case ["language"] | ["language", "translate"] | ["language", "use"] | ["language", "voice"]:
            return edit("change_language", language=said["language"])
        case ["background", "color"] | ["background", "color", "replace"]:
            return edit("change_background", color=said["color"])
        case ["color", "color_word"] | ["color", "color_word", "replace"] | ["color", "color_word", "use"]:
            return edit("change_color", color=said["color"])
        case ["slower"] | ["faster"] | ["slower", "speak"] | ["faster", "speak"]:
            return edit("change_pace", direction="slower" if "slower" in kinds else "faster")
        case ["name", "presenter"] | ["name", "use"] | ["name", "presenter", "use"] | ["instead", "name"]:
            return edit("change_presenter", name=said["name"])
        case ["voice", "voice_name"] | ["use", "voice", "voice_name"]:
            return edit("change_voice", name=said["voice_name"])
        case ["cut", "transition"] | ["fade", "transition"] | ["transition", "zoom"]:
            return edit("change_transition", name=next(_TRANSITIONS[kind] for kind in kinds if kind in _TRANSITIONS))
        case ["cta", "quote"] | ["cta", "quote", "replace"]:
            return edit("change_cta", text=said["quote"])
        case [tone] if tone in _TONES:
            return edit("rewrite_tone", "all", tone=_TONES[tone])
        case _:
            return None


def _of_music(kinds: set[str]) -> Draft | None:
    match sorted(kinds - {"use"}):
        case ["remove"] | ["add"]:
            return edit("change_music", action=next(iter(kinds)))
        case ["quieter"] | ["smaller"]:
            return edit("change_music", action="volume", direction="down")
        case ["louder"] | ["bigger"]:
            return edit("change_music", action="volume", direction="up")
        case ["other"] | ["other", "replace"]:
            return edit("change_music", action="replace")
        case [mood] | [mood, "other"] | ["replace", mood] if mood in _MOODS:
            return edit("change_music", action="replace", mood=mood)
        case _:
            return None


def _of_captions(kinds: set[str]) -> Draft | None:
    match sorted(kinds - {"use", "move"}):
        case ["remove"]:
            return edit("change_captions", action="off")
        case ["add"]:
            return edit("change_captions", action="on")
        case ["top"] | ["bottom"] | ["add", "top"] | ["add", "bottom"]:
            return edit("change_captions", action="position", position="top" if "top" in kinds else "bottom")
        case _:
            return None
