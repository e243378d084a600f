"""The part of a film a person means: 'scene 3', 'the last two', 'from 3 on', 'at 0:12', 'the hook'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_numbers import NUMBER_WORDS, ORDINALS
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Storyboard
from memory.errors import NoSuchScene

_NOUN = r"(?:scenes?|slides?|shots?|parts?|clips?|sections?|escenas?|szenen?|scènes?)"
_SMALL = "|".join(word for word, value in NUMBER_WORDS.items() if 0 < value <= 40)
_N = rf"(?:\d{{1,2}}|{_SMALL})"
_ORD = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_FIRST = r"(?:the )?(?:very )?(?:first|opening|intro|introduction|hook|opener|beginning|start|primera|erste)"
_LAST = r"(?:the )?(?:very )?(?:last|final|closing|ending|end|outro|closer|end card|cta|call to action|última|letzte)"
_CLOCK = r"(?:(\d{1,2}):(\d{2})|(\d{1,3}(?:\.\d+)?)\s*(?:s|sec|seconds?)\b)"


def scene_ref(phrase: str, board: Storyboard) -> tuple[bool, SceneRef]:
    """(True, reference) where the whole phrase is one, else (False, None). '?words' only where the film holds them."""
    text = " ".join(phrase.lower().replace("’", "'").split()).removesuffix("'s").strip(" .")
    if (ref := _counted(text)) is not None:
        return True, ref
    if (ref := _placed(text)) is not None:
        return True, ref
    if (ref := _timed(text)) is not None:
        return True, ref
    if found := re.fullmatch(
        rf"(?:the )?(.{{3,60}}?) {_NOUN}(?: one)?|(?:the )?(?:one|{_NOUN}) (?:about|with|where|that says|on) (.{{3,60}})", text
    ):
        words = (found[1] or found[2]).strip("\"'“” ")
        return _by_words(words, board)
    return False, None


def _by_words(words: str, board: Storyboard) -> tuple[bool, SceneRef]:
    if re.search(r"\b(?:this|that|these|those|new|other|another|all|every|any|some|each)\b", words):
        return False, None
    try:
        resolve(f"?{words}", board)
    except NoSuchScene:
        return False, None
    return True, f"?{words}"


def place(word: str) -> int | None:
    """1-based place of '3', 'three', 'third' or '3rd', None for another word."""
    plain = word.lower().strip().removeprefix("#")
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", plain):
        return int(found[1])
    return ORDINALS.get(plain) or NUMBER_WORDS.get(plain)


def _counted(text: str) -> SceneRef:
    """References with numbers."""
    if found := re.fullmatch(rf"(?:the )?{_NOUN}? ?(?:no\.? ?|number |nr\.? ?|#)?({_N})", text):
        return place(found[1])
    if found := re.fullmatch(rf"(?:the )?({_ORD})(?: (?:{_NOUN}|one))", text):
        return place(found[1])
    if found := re.fullmatch(rf"(?:the )?{_NOUN} ({_N}) ?(?:-|–|to|through|until) ?(?:{_NOUN} )?({_N})", text):
        return f"{place(found[1])}-{place(found[2])}"
    if found := re.fullmatch(
        rf"(?:everything |all )?(?:from )?(?:{_NOUN} )?({_N}) (?:on|onwards?|and (?:on|after|later)|to the end)|from {_NOUN} ({_N})",
        text,
    ):
        return f"{place(found[1] or found[2])}-"
    if found := re.fullmatch(rf"(?:everything |all (?:scenes )?)after (?:{_NOUN} )?({_N})", text):
        return f"{(place(found[1]) or 0) + 1}-"
    if found := re.fullmatch(rf"(?:the )?(last|final|first) ({_N})(?: {_NOUN})?", text):
        return f"{'first' if found[1] == 'first' else 'last'} {place(found[2])}"
    pieces = re.split(r" ?,? ?(?:and|&|,|\+) ?", re.sub(rf"^(?:the )?{_NOUN} ", "", text))
    pieces = [re.sub(rf"^{_NOUN} ", "", piece) for piece in pieces]
    numbers = [place(piece) if re.fullmatch(_N, piece) else None for piece in pieces]
    if len(numbers) > 1 and re.match(rf"(?:the )?{_NOUN} |\d", text) and None not in numbers:
        return tuple(number for number in numbers if number is not None)
    return None


def _placed(text: str) -> SceneRef:
    """References by position."""
    noun = rf"(?: (?:{_NOUN}|one))?"
    if re.fullmatch(_FIRST + noun, text):
        return "first"
    if re.fullmatch(_LAST + noun, text):
        return "last"
    if re.fullmatch(
        rf"(?:all|every|each)(?: of)?(?: the)? ?(?:{_NOUN})?|everywhere|(?:the )?(?:whole|entire) (?:film|video|thing)|everything",
        text,
    ):
        return "all"
    return None


def _timed(text: str) -> SceneRef:
    """References by the clock."""
    if found := re.fullmatch(
        rf"(?:the )?(?:{_NOUN} )?(?:at|around|@|from) ?{_CLOCK}(?: ?(?:-|–|to|until) ?{_CLOCK})?(?: mark)?", text
    ):
        start = _seconds(found[1], found[2], found[3])
        if found[5] is None and found[6] is None:
            return f"@{start:g}"
        return f"@{start:g}-{_seconds(found[4], found[5], found[6]):g}"
    return None


def _seconds(minutes: str | None, seconds: str | None, plain: str | None) -> float:
    return float(plain) if plain else 60 * int(minutes or 0) + int(seconds or 0)
