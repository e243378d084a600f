"""'AK-mee' as IPA: a respelling in English letters, read by the conventions that dictionaries and style guides use."""

from __future__ import annotations

import re

# Longest first where one begins another. Vowels as in Merriam-Webster's and Wikipedia's respelling keys.
_SOUNDS = (
    ("eigh", "eɪ"), ("igh", "aɪ"), ("eye", "aɪ"), ("tch", "tʃ"), ("air", "ɛɹ"), ("ear", "ɪɹ"), ("eer", "ɪɹ"), ("oor", "ʊɹ"),
    ("our", "aʊɹ"), ("uhr", "ɜɹ"), ("urr", "ɜɹ"), ("arr", "ɑɹ"), ("zh", "ʒ"), ("sh", "ʃ"), ("ch", "tʃ"), ("th", "θ"), ("dh", "ð"),
    ("ng", "ŋ"), ("nk", "ŋk"), ("ph", "f"), ("wh", "w"), ("kh", "k"), ("ck", "k"), ("qu", "kw"), ("gh", "ɡ"),
    ("ee", "iː"), ("ea", "iː"), ("oo", "uː"), ("ew", "uː"), ("ue", "uː"), ("oh", "oʊ"), ("oa", "oʊ"), ("ow", "aʊ"), ("ou", "aʊ"),
    ("aw", "ɔː"), ("au", "ɔː"), ("ah", "ɑː"), ("uh", "ə"), ("eh", "ɛ"), ("ih", "ɪ"), ("ay", "eɪ"), ("ai", "eɪ"), ("ey", "eɪ"),
    ("oy", "ɔɪ"), ("oi", "ɔɪ"), ("ie", "iː"), ("ar", "ɑɹ"), ("or", "ɔɹ"), ("er", "ɜɹ"), ("ir", "ɜɹ"), ("ur", "ɜɹ"), ("aa", "ɑː"),
    ("a", "æ"), ("e", "ɛ"), ("i", "ɪ"), ("o", "ɑ"), ("u", "ʌ"), ("b", "b"), ("c", "k"), ("d", "d"), ("f", "f"), ("g", "ɡ"),
    ("h", "h"), ("j", "dʒ"), ("k", "k"), ("l", "l"), ("m", "m"), ("n", "n"), ("p", "p"), ("q", "k"), ("r", "ɹ"), ("s", "s"),
    ("t", "t"), ("v", "v"), ("w", "w"), ("x", "ks"), ("z", "z"),
)  # fmt: skip
_LONG = {"a": "eɪ", "e": "iː", "i": "aɪ", "o": "oʊ", "u": "uː"}


def ipa_of(respelled: str) -> str:
    """IPA with stress: capitals are stressed, in their absence the first syllable. '' where it is not written in letters."""
    syllables = [part for part in re.split(r"[-·\s]+", respelled.strip()) if part]
    if not syllables or not all(part.isalpha() and part.isascii() for part in syllables):
        return ""
    stressed = [part.isupper() for part in syllables]
    if not any(stressed) or len(syllables) == 1:
        stressed = [place == 0 for place in range(len(syllables))]
    return "".join(
        ("ˈ" if loud and len(syllables) > 1 else "") + _syllable(part.lower())
        for part, loud in zip(syllables, stressed, strict=True)
    )


def _syllable(letters: str) -> str:
    """One syllable. A final e after one consonant makes the vowel long ('lite'), and 'o', 'y' and 'e' at the end are open."""
    if match := re.fullmatch(r"([^aeiouy]*)([aeiou])([^aeiouywh])e", letters):
        return _sounds(match[1]) + _LONG[match[2]] + _sounds(match[3])
    if re.fullmatch(r"[^aeiouy]*o", letters):
        return _sounds(letters[:-1]) + "oʊ"
    if re.fullmatch(r"[^aeiouy]+e", letters):
        return _sounds(letters[:-1]) + "iː"
    if re.fullmatch(r"[^aeiouy]+y", letters):
        return _sounds(letters[:-1]) + "aɪ"
    if re.fullmatch(r"[^aeiouy]+a", letters):
        return _sounds(letters[:-1]) + "ə"
    return _sounds(letters)


def _sounds(letters: str) -> str:
    out, at = "", 0
    while at < len(letters):
        if letters[at] == "y":
            out += "j" if at == 0 else "iː" if at == len(letters) - 1 else "ɪ"
            at += 1
            continue
        written, sound = next(pair for pair in _SOUNDS if letters.startswith(pair[0], at))
        out += sound
        # A doubled consonant is spoken once.
        at += len(written) + (1 if len(written) == 1 and letters[at : at + 2] == written * 2 and written not in "aeiou" else 0)
    return out
