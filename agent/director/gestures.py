"""Gestures from words: a number is counted on fingers, 'you' opens a palm. Chosen in code, so they always fit the words."""

from __future__ import annotations

import re

from memory.domain.storyboard import GestureCue, GestureName

APART = 6  # words between two gestures: hands that never rest distract

_WORDS: dict[str, GestureName] = {
    "one": "one", "first": "one", "once": "one",
    "two": "two", "second": "two", "twice": "two",
    "three": "three", "third": "three",
    "you": "open_palm", "your": "open_palm", "everyone": "open_palm", "welcome": "open_palm",
    "here": "present", "this": "present", "meet": "present", "new": "present",
    "click": "point", "look": "point", "visit": "point", "go": "point", "book": "point", "order": "point",
    "because": "explain", "means": "explain", "how": "explain", "so": "explain", "why": "explain",
    "thanks": "clasped", "thank": "clasped", "sorry": "clasped",
    "great": "thumbs_up", "done": "thumbs_up", "ready": "thumbs_up", "easy": "thumbs_up",
    "hello": "wave", "hi": "wave", "bye": "wave",
}  # fmt: skip


def gestures_for(narration: str) -> tuple[GestureCue, ...]:
    """Cues on the words that call for one, at least six words apart; numbers win over the rest."""
    words = [re.sub(r"[^\w']", "", word).lower() for word in narration.split()]
    found = [(index, _WORDS[word]) for index, word in enumerate(words) if word in _WORDS]
    found.sort(key=lambda cue: (cue[1] not in ("one", "two", "three"), cue[0]))
    kept: list[tuple[int, GestureName]] = []
    for index, gesture in found:
        if all(abs(index - other) >= APART and gesture != name for other, name in kept):
            kept.append((index, gesture))
    return tuple(GestureCue(word=index, gesture=gesture) for index, gesture in sorted(kept))
