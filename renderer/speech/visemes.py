"""What the face does with a line: lip keys from phonemes, times of stress, ends of phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from renderer.spec import Mouth, Viseme
from renderer.speech.engine import Phoneme, Timing
from renderer.speech.normalise import SILENT

MOVE_S = 0.13  # lips take at most this long from one shape to the next, half of it on each side of the boundary
LEAST_MOVE_S = 0.04  # and at least this long to shut and to open again
SHUT_S = 0.02  # closed lips stay closed at least this long, so that a film frame always shows it
CLOSEST_S = 0.04  # a consonant shorter than this is not formed by itself: two shapes closer look like a tremble
SHORT_S = 0.07  # a sound shorter than this is not fully formed
PAUSE_S = 0.14  # a silence from which the mouth closes
STRESS_GAP_S = 0.35  # nods closer than this look nervous


@dataclass(frozen=True)
class _Shape:
    """Where the lips go in a sound, with a second place for diphthongs. `firm` shapes are always seen."""

    viseme: Viseme
    weight: float
    glide: Viseme | None = None
    firm: bool = False


_VOWELS: dict[str, _Shape] = {
    **dict.fromkeys("iɪᵻ", _Shape("EE", 0.85)),
    **dict.fromkeys("ɛe", _Shape("EE", 0.6)),
    **dict.fromkeys("æaɑʌɐ", _Shape("AA", 0.9)),
    **dict.fromkeys("əᵊ", _Shape("AA", 0.35)),
    **dict.fromkeys("ɔɒo", _Shape("OH", 0.9)),
    **dict.fromkeys("uʊ", _Shape("OO", 0.9)),
    "ɜ": _Shape("R", 0.7),
    "A": _Shape("EE", 0.6, "EE"),
    "I": _Shape("AA", 1.0, "EE"),
    "O": _Shape("OH", 0.95, "OO"),
    "Q": _Shape("OH", 0.8, "OO"),
    "W": _Shape("AA", 1.0, "OO"),
    "Y": _Shape("OH", 0.95, "EE"),
}
_CONSONANTS: dict[str, _Shape] = {
    **dict.fromkeys("pbm", _Shape("MBP", 1.0, firm=True)),
    **dict.fromkeys("fv", _Shape("FV", 0.95, firm=True)),
    **dict.fromkeys("θð", _Shape("TH", 0.8)),
    **dict.fromkeys("sz", _Shape("SS", 0.75)),
    **dict.fromkeys("ʃʒʧʤ", _Shape("SS", 0.9)),
    "l": _Shape("L", 0.75),
    **dict.fromkeys("ɹr", _Shape("R", 0.75)),
    "w": _Shape("OO", 1.0, firm=True),
    "j": _Shape("EE", 0.6),
}
# Made inside the mouth: the lips already stand for what comes next.
_HIDDEN: dict[str, _Shape] = {
    **dict.fromkeys("tdnTɾ", _Shape("L", 0.45)),
    **dict.fromkeys("kɡŋxhʔ", _Shape("K", 0.45)),
}
_ROUND = ("OO", "OH")


@dataclass(frozen=True)
class _Span:
    """One shape of the lips and when it is due. `firm` ones are drawn however short they are; `shut` lips must meet."""

    viseme: Viseme
    weight: float
    start_s: float
    end_s: float
    firm: bool = False

    @property
    def shut(self) -> bool:
        return self.viseme == "MBP"

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


def mouth_track(timing: Timing) -> tuple[Mouth, ...]:
    """Lip keys in order of time: each shape is reached and left so that the change is half done where one sound becomes the next.

    At rest before the first sound, in long pauses and after the last.
    """
    spans = _merged(_spans(timing))
    reached, left = [0.0] * len(spans), [0.0] * len(spans)
    reached[0], left[-1] = spans[0].start_s, spans[-1].end_s
    for i, (a, b) in enumerate(pairwise(spans)):
        at = b.start_s
        move = min(MOVE_S, a.length_s, b.length_s)
        if a.shut or b.shut:
            move = max(move, LEAST_MOVE_S)
        if b.shut:
            at = min(at, (b.start_s + b.end_s - SHUT_S - move) / 2)
        elif a.shut:
            at = max(at, (a.start_s + a.end_s + SHUT_S + move) / 2)
        left[i], reached[i + 1] = at - move / 2, at + move / 2
    keys: list[Mouth] = []
    for span, start, end in zip(spans, reached, left, strict=True):
        middle = (start + end) / 2
        for at in (start, end) if end - start > 0.01 else (middle,):
            keys.append(_key(max(at, keys[-1].at_s if keys else 0.0), span.viseme, span.weight))
    return tuple(keys)


def _spans(timing: Timing) -> list[_Span]:
    """The line as shapes that follow one another without a gap; short silences belong to the sound before them."""
    sounds = timing.phonemes
    spans: list[_Span] = []

    def rest(end_s: float) -> None:
        start_s = spans[-1].end_s if spans else 0.0
        if end_s > start_s:
            spans.append(_Span("rest", 1.0, start_s, end_s, True))

    for index, sound in enumerate(sounds):
        if sound.ipa in SILENT:
            if sound.end_s - sound.start_s >= PAUSE_S:
                rest(sound.end_s)
            continue
        if not spans:
            rest(sound.start_s)
        elif spans[-1].end_s < sound.start_s:
            if sound.start_s - spans[-1].end_s >= PAUSE_S:
                rest(sound.start_s)
            else:
                spans[-1] = replace(spans[-1], end_s=sound.start_s)
        spans += _shapes_of(sound, _next_vowel(sounds, index))
    last = spans[-1].end_s if spans else 0.0
    rest(max(timing.duration_s, last + MOVE_S))
    return spans


def _shapes_of(sound: Phoneme, coming: _Shape | None) -> list[_Span]:
    length = sound.end_s - sound.start_s
    shape = _VOWELS.get(sound.ipa) or _CONSONANTS.get(sound.ipa)
    if shape is None:
        hidden = _HIDDEN.get(sound.ipa, _Shape("K", 0.3))
        shape = _Shape(coming.viseme, 0.5) if coming and coming.viseme in _ROUND else hidden
    strength = shape.weight * (1.0 if sound.stressed else 0.9)
    if not shape.firm:
        strength *= min(1.0, 0.55 + 0.45 * length / SHORT_S)
    if shape.glide and length > 2 * CLOSEST_S:
        turn = sound.start_s + 0.6 * length
        first = _Span(shape.viseme, strength, sound.start_s, turn, True)
        return [first, _Span(shape.glide, 0.75 * strength, turn, sound.end_s)]
    is_firm = shape.firm or sound.ipa in _VOWELS
    return [_Span(shape.viseme, 1.0 if shape.viseme == "MBP" else strength, sound.start_s, sound.end_s, is_firm)]


def _merged(spans: Sequence[_Span]) -> list[_Span]:
    """Without shapes too short to be seen: their time goes to both neighbours, and firm ones always stay."""
    kept: list[_Span] = []
    for span in spans:
        if kept and span.viseme == kept[-1].viseme and span.firm == kept[-1].firm:
            kept[-1] = replace(kept[-1], end_s=span.end_s, weight=max(span.weight, kept[-1].weight))
        elif kept and not span.firm and span.length_s < CLOSEST_S:
            kept[-1] = replace(kept[-1], end_s=span.end_s)
        else:
            kept.append(span)
    return kept


def stresses(timing: Timing) -> tuple[float, ...]:
    """Times of stressed vowels, at least 0.35 s apart: of two that are closer, the longer one."""
    kept: list[Phoneme] = []
    for sound in (sound for sound in timing.phonemes if sound.stressed):
        if kept and sound.start_s - kept[-1].start_s < STRESS_GAP_S:
            if sound.end_s - sound.start_s > kept[-1].end_s - kept[-1].start_s:
                kept[-1] = sound
        else:
            kept.append(sound)
    return tuple(round(sound.start_s, 3) for sound in kept)


def phrases(timing: Timing) -> tuple[float, ...]:
    """Ends of phrases: where punctuation leaves at least 0.14 s of silence, and the end of the last word."""
    ends = [sound.start_s for sound in timing.phonemes if sound.ipa in SILENT and sound.end_s - sound.start_s >= PAUSE_S]
    spoken = [sound.end_s for sound in timing.phonemes if sound.ipa not in SILENT]
    if spoken and (not ends or ends[-1] < spoken[-1] - 1e-6):
        ends.append(spoken[-1])
    return tuple(round(end, 3) for end in ends)


def _next_vowel(sounds: Sequence[Phoneme], index: int) -> _Shape | None:
    """The vowel right behind the consonants that follow, None across a pause."""
    for sound in sounds[index + 1 : index + 4]:
        if sound.ipa in _VOWELS:
            return _VOWELS[sound.ipa]
        if sound.ipa in SILENT:
            return None
    return None


def _key(at_s: float, viseme: Viseme, weight: float) -> Mouth:
    return Mouth(at_s=round(at_s, 4), viseme=viseme, weight=round(min(weight, 1.0), 3))
