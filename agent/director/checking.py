"""What a draft must not lack and must not hold: facts byte for byte, no repeats, no worn phrases."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.contract import SceneText

CLICHES = re.compile(
    r"\b(?:game[- ]changer|to the next level|look no further|in today's (?:fast-paced )?world|unlock the power|seamless(?:ly)?|"
    r"cutting[- ]edge|revolutioni[sz]e|one[- ]stop shop|say goodbye to|elevate your|(?:welcome to|in) this video|"
    r"without further ado|whether you're an? \w+ or an? \w+|endless possibilities|best[- ]in[- ]class|"
    r"any inconvenience|feel free to|(?:don't|do not) hesitate|special offer|"
    r"like never before|take control of|hassle[- ]free|say hello to|experience the)\b",
    re.I,
)
ALIKE = 0.62
CARRIED = 0.6  # of the content words of a sentence, if it is to say what its matter says
# Between two sentences; the full stop of 'St. Brigid' ends none.
SENTENCES = re.compile(
    r"(?<=[.!?])(?<!\bSt\.)(?<!\bDr\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bProf\.)(?<!\bNo\.)(?<!\bvs\.)\s+"
)
_DENIED = re.compile(r"\b(?:not|no|never|nobody|nothing|without|cannot|\w+n['’]t)\b", re.I)
STOP = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "so",
        "that",
        "the",
        "their",
        "this",
        "to",
        "we",
        "will",
        "with",
        "without",
        "you",
        "your",
    ]
)

CONNECTING = STOP - {"it", "you", "we"}
# Small words that only one language has; enough to tell which one a sentence is in.
_SMALL = {
    "en": frozenset(["the", "and", "you", "your", "with", "for", "our", "this", "that", "from", "are", "is", "to", "of", "we"]),
    "de": frozenset(["der", "das", "und", "ist", "nicht", "ein", "eine", "mit", "für", "wir", "sie", "auf", "den", "zu", "von"]),
    "es": frozenset(["el", "los", "las", "una", "y", "con", "para", "por", "que", "su", "de", "en", "la", "tu", "del", "es"]),
    "fr": frozenset(["le", "les", "des", "une", "et", "avec", "pour", "dans", "votre", "vous", "que", "de", "la", "est", "du"]),
    "it": frozenset(["il", "gli", "una", "e", "con", "per", "che", "di", "la", "del", "sono", "della", "è", "tuo", "un", "nel"]),
    "pt": frozenset(["o", "os", "as", "uma", "e", "com", "para", "por", "que", "seu", "de", "em", "do", "da", "você", "não"]),
}  # fmt: skip


def speaks(text: str, language: str) -> bool:
    """Whether a text may be in this language; False only where the small words of another one clearly outnumber its own."""
    own = _SMALL.get(language.split("-")[0])
    if own is None:
        return True
    words = re.findall(r"\w+", text.lower())
    mine = sum(word in own for word in words)
    return all(sum(word in other for word in words) <= mine + 1 for tag, other in _SMALL.items() if other is not own)


def missing_facts(scenes: Sequence[SceneText], facts: Sequence[str]) -> tuple[str, ...]:
    """Facts that stand nowhere, spoken or shown, as they were written."""
    text = "\n".join("\n".join((scene.narration, scene.headline, *scene.points)) for scene in scenes)
    return tuple(fact for fact in facts if fact not in text)


def alike(scenes: Sequence[SceneText]) -> tuple[int, ...]:
    """Indexes of scenes that say what an earlier one says."""
    seen: list[set[str]] = []
    repeats = []
    for index, scene in enumerate(scenes):
        words = {word for word in re.findall(r"\w+", scene.narration.lower()) if word not in STOP}
        if any(words and len(words & other) / min(len(words), len(other) or 1) >= ALIKE for other in seen):
            repeats.append(index)
        seen.append(words)
    return tuple(repeats)


def worn(scene: SceneText) -> str:
    """The worn phrase in a narration, '' where there is none."""
    match = CLICHES.search(scene.narration)
    return match.group(0) if match else ""


def is_carried(text: str, matter: str, share: float = CARRIED) -> bool:
    """Whether a text says what its matter says: enough of its words stand there, and it denies no more and no less."""
    given = {word[:5] for word in re.findall(r"\w+", matter.lower())}
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in STOP and len(word) > 1]
    known = sum(word[:5] in given for word in words)
    return known >= share * len(words) and bool(_DENIED.search(text)) == bool(_DENIED.search(matter))


def is_cut_off(text: str) -> bool:
    """Whether a sentence stops before its end, or words were run together at a length limit."""
    last = re.sub(r"\W", "", text.split()[-1].lower()) if text.split() else ""
    glued = any(len(word) > 18 and not re.search(r"[./@-]", word.rstrip(".,!?")) for word in text.split())
    return not text.rstrip().endswith((".", "!", "?", "…", "。", "！", "？", "।")) or last in CONNECTING or glued
