"""What the face does with a line: lip keys from phonemes, times of stress, ends of phrases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from renderer.spec import Mouth, Viseme
from renderer.speech.engine import Phoneme, Timing
from renderer.speech.normalise import SILENT

REACHED = 0.3  # share of a sound after which the lips are there
CLOSURE_REACHED = 0.15  # a closure is what makes the sound, so it comes sooner
CLOSEST_S = 0.045  # two keys closer than this look like a tremble
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


def mouth_track(timing: Timing) -> tuple[Mouth, ...]:
    """Lip keys in order of time, at rest before the first sound, in long pauses and after the last."""
    keys: list[tuple[Mouth, bool]] = [(Mouth(at_s=0.0, viseme="rest"), True)]
    sounds = timing.phonemes
    for index, sound in enumerate(sounds):
        if sound.ipa in SILENT:
            if sound.end_s - sound.start_s >= PAUSE_S:
                keys.append((_key(sound.start_s + 0.5 * PAUSE_S, "rest", 1.0), True))
                keys.append((_key(sound.end_s - 0.25 * PAUSE_S, "rest", 1.0), True))
            continue
        keys += _keys_of(sound, _next_vowel(sounds, index))
    keys.append((_key(max(timing.duration_s, keys[-1][0].at_s), "rest", 1.0), True))
    return tuple(_spaced(keys))


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


def _keys_of(sound: Phoneme, coming: _Shape | None) -> list[tuple[Mouth, bool]]:
    length = sound.end_s - sound.start_s
    shape = _VOWELS.get(sound.ipa) or _CONSONANTS.get(sound.ipa)
    if shape is None:
        hidden = _HIDDEN.get(sound.ipa, _Shape("K", 0.3))
        shape = _Shape(coming.viseme, 0.5) if coming and coming.viseme in _ROUND else hidden
    strength = shape.weight * (1.0 if sound.stressed else 0.9)
    if not shape.firm:
        strength *= min(1.0, 0.55 + 0.45 * length / SHORT_S)
    reached = CLOSURE_REACHED if shape.firm else REACHED
    keys = [(_key(sound.start_s + reached * length, shape.viseme, strength), shape.firm)]
    if shape.glide:
        keys.append((_key(sound.start_s + 0.8 * length, shape.glide, 0.75 * strength), False))
    return keys


def _next_vowel(sounds: Sequence[Phoneme], index: int) -> _Shape | None:
    """The vowel right behind the consonants that follow, None across a pause."""
    for sound in sounds[index + 1 : index + 4]:
        if sound.ipa in _VOWELS:
            return _VOWELS[sound.ipa]
        if sound.ipa in SILENT:
            return None
    return None


def _spaced(keys: Sequence[tuple[Mouth, bool]]) -> list[Mouth]:
    """Of two keys too close together the firm one stays, else the stronger; order of time is kept."""
    kept: list[tuple[Mouth, bool]] = []
    for key, firm in keys:
        if kept and key.at_s - kept[-1][0].at_s < CLOSEST_S:
            earlier, earlier_firm = kept[-1]
            if (firm, key.weight) > (earlier_firm, earlier.weight) and len(kept) > 1:
                kept[-1] = (key, firm)
            continue
        kept.append((key, firm))
    return [key for key, _ in kept]


def _key(at_s: float, viseme: Viseme, weight: float) -> Mouth:
    return Mouth(at_s=round(at_s, 4), viseme=viseme, weight=round(min(weight, 1.0), 3))
