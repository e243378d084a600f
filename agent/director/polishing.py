"""What a copy chief strikes out of a draft: figures nobody gave, promised benefits, what says nothing new, glued words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.director.checking import CONNECTING, SENTENCES, STOP, worn
from agent.director.contract import ScenePlan, SceneText

_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*(?!\w)")
# A tail that tells what the viewer gains: kept only where the brief speaks of it.
_BENEFIT = re.compile(
    r",? (?:so(?: that)? (?:nothing|(?:you|we|it) (?:can|will|could|never|get|won't|don't|do not))|"
    r"(?:to|and) (?:save|enjoy|boost|improve|prevent|avoid|ensure|make sure|start)|"
    r"(?:making|giving|helping|ensuring|allowing|perfect|ideal)|which (?:means|makes|helps|lets)|and you (?:need|will|can)|"
    r"and it (?:was|is) a)\b.*?(?=[.!?]$)",
    re.I,
)
_CLAIM = re.compile(r"(?:this|that|it) (?:will|helps?|makes?|way|lets|means|gives|allows)\b", re.I)
_SMALL = CONNECTING | STOP | {"any", "all", "out", "off", "up", "no", "not", "now", "it", "you", "we", "pull", "put", "take"}


def polished(scenes: Sequence[SceneText], plans: Sequence[ScenePlan], request: str) -> tuple[SceneText, ...]:
    """Every scene without what the brief does not carry; a scene keeps one sentence at least."""
    given = {word.lower() for text in (request, *(plan.about for plan in plans)) for word in re.findall(r"[^\W\d_]+", text)}
    spoken = {word.lower() for scene in scenes for word in re.findall(r"[^\W\d_]+", scene.narration)}
    after = []
    for index, (scene, plan) in enumerate(zip(scenes, plans, strict=True)):
        headline = unglued(scene.headline, given | spoken)
        narration = unglued(scene.narration, given)
        sentences = SENTENCES.split(narration)
        if plan.about:
            told = [_without_benefit(sentence, given) for sentence in sentences]
            # An opening may call out to people; later scenes say what the brief says.
            carried = [sentence for sentence in told if (index == 0 or _content(sentence) & given) and not _CLAIM.match(sentence)]
            sentences = carried or told[:1]
        after.append(replace(scene, headline=headline, narration=" ".join(_kept(sentences, request))))
    return tuple(after)


def unglued(text: str, known: Iterable[str]) -> str:
    """Words that were run together set apart again, where both halves are known: 'thereceipt' is 'the receipt'."""
    words = set(known)

    def parted(match: re.Match[str]) -> str:
        word = match.group(0)
        lower = word.lower()
        if lower in words:
            return word
        for cut in range(2, len(word) - 2):
            head, tail = lower[:cut], lower[cut:]
            if (head in _SMALL and tail in words) or (head in words and len(head) > 3 and tail in words and len(tail) > 3):
                return f"{word[:cut]} {word[cut:]}"
        return word

    return re.sub(r"[^\W\d_]{6,}", parted, text)


def _kept(sentences: Sequence[str], request: str) -> list[str]:
    """Sentences that bring something: no figure of their own making, nothing worn, no second time the same."""
    kept: list[str] = []
    for sentence in sentences:
        own = [number for number in _NUMBER.findall(sentence) if number not in request]
        said = {word for earlier in kept for word in _content(earlier)}
        if not own and not worn(SceneText(sentence)) and (not kept or not _content(sentence) <= said):
            kept.append(sentence)
    return kept or list(sentences[:1])


def _without_benefit(sentence: str, given: set[str]) -> str:
    """The sentence without a promise about which the brief has no word, where a whole one is left."""
    tail = _BENEFIT.search(sentence)
    if tail is None or _content(tail.group(0)) & given:
        return sentence
    head = sentence[: tail.start()].rstrip(" ,")
    return f"{head}." if len(head.split()) >= 3 else sentence


def _content(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.lower()) if word not in STOP}
