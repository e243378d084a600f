"""Words that a line must not end on: articles, and the small words that lean on what follows. Pure."""

from __future__ import annotations

_BY_LANGUAGE = {
    "en": "a an the of to in on for and or with your our my is at by from no this that its",
    "de": "der die das den dem des ein eine einen einem einer und im am zum zur",
    "fr": "le la les un une des du de et au aux mon ma mes notre votre",
    "es": "el la los las un una unos unas y del al",
    "it": "il lo la gli i le un una e di",
    "pt": "o a os as um uma e da do",
    "nl": "de het een en van",
}
_CLINGING = frozenset(word for words in _BY_LANGUAGE.values() for word in words.split())


def clings(word: str) -> bool:
    """True if a reader stumbles where a line breaks after `word`, in the languages our films are mostly in."""
    return word.lower().strip("\"'«“„(¿¡") in _CLINGING
