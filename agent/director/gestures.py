"""Gestures from words: a number is counted on fingers, 'you' opens a palm. Chosen in code, so they always fit the words."""

from __future__ import annotations

import re

from memory.domain.storyboard import GestureCue, GestureName

APART = 6  # words between two gestures: hands that never rest distract
COUNTED_APART = 2  # between two numbers: who counts on fingers shows each
_NUMBERS = ("one", "two", "three")

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
    "eins": "one", "erstens": "one", "premièrement": "one", "primero": "one", "primo": "one", "primeiro": "one", "jeden": "one",
    "zwei": "two", "zweitens": "two", "deux": "two", "deuxièmement": "two", "dos": "two", "secondo": "two", "dois": "two",
    "dwa": "two", "iki": "two",
    "drei": "three", "drittens": "three", "trois": "three", "tres": "three", "três": "three", "trzy": "three", "üç": "three",
    "hallo": "wave", "bonjour": "wave", "salut": "wave", "hola": "wave", "ciao": "wave", "olá": "wave", "cześć": "wave",
    "merhaba": "wave",
    "danke": "clasped", "merci": "clasped", "gracias": "clasped", "grazie": "clasped", "obrigado": "clasped",
    "obrigada": "clasped", "dziękuję": "clasped", "teşekkürler": "clasped",
    "willkommen": "open_palm", "bienvenue": "open_palm", "bienvenidos": "open_palm", "benvenuti": "open_palm",
    "hier": "present", "voici": "present", "aquí": "present", "ecco": "present", "aqui": "present", "oto": "present",
    "weil": "explain", "warum": "explain", "pourquoi": "explain", "porque": "explain", "perché": "explain", "neden": "explain",
    "fertig": "thumbs_up", "prêt": "thumbs_up", "listo": "thumbs_up", "pronto": "thumbs_up", "gotowe": "thumbs_up",
    "hazır": "thumbs_up",
}  # fmt: skip


def gestures_for(narration: str) -> tuple[GestureCue, ...]:
    """Cues on the words that call for one, at least six words apart; numbers win over the rest and may be closer."""
    words = [re.sub(r"[^\w']", "", word).lower() for word in narration.split()]
    found = [(index, _WORDS[word]) for index, word in enumerate(words) if word in _WORDS]
    found.sort(key=lambda cue: (cue[1] not in _NUMBERS, cue[0]))
    kept: list[tuple[int, GestureName]] = []
    for index, gesture in found:
        if all(abs(index - other) >= _apart(gesture, name) and gesture != name for other, name in kept):
            kept.append((index, gesture))
    return tuple(GestureCue(word=index, gesture=gesture) for index, gesture in sorted(kept))


def _apart(one: GestureName, other: GestureName) -> int:
    return COUNTED_APART if one in _NUMBERS and other in _NUMBERS else APART
