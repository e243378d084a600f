"""The version a person means, and the parts of a film: 'the second one', 'calm', 'the new ending and the music'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agent.director.read_numbers import NUMBER_WORDS
from agent.director.read_scene import place, scene_ref
from memory.domain.edit_values import Part, Reference
from memory.domain.project import Project, Version
from memory.domain.storyboard import Storyboard

NOUN = r"(?:versions?|verison|vesion|verson|drafts?|cuts?|takes?|iterations?|variants?|fassung|entwurf|versión|versión?es|versão|versões|versione|versioni|versie|versies|wersja|wersję|wersji|versionen)"
_ARTICLE = re.compile(
    r"^(?:(?:the|our|my|your|die|der|das|den|dem|la|el|las|los|le|les|il|lo|gli|a|o|as|os|de|het|this|that)\b\s+|l['’])+", re.I
)
_ORDINALS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "erste ersten erster primera primero primer première premier prima primo primeira primeiro eerste",
            "zweite zweiten zweiter segunda segundo deuxième seconde second seconda secondo tweede",
            "dritte dritten dritter tercera tercero tercer troisième terza terzo terceira terceiro derde",
            "vierte vierten cuarta quatrième quarta vierde",
        ),
        1,
    )
    for word in words.split()
}
_ORIGINAL = r"(?:very )?(?:original|initial|start|beginning|ursprüngliche[nr]?|originale?|inicial)"
_NEWEST = r"(?:latest|newest|most recent|neueste[nr]?|neuste[nr]?|más reciente|plus récente|più recente|mais recente|nieuwste)"
_SHOWN = (
    r"(?:this|it|now|this one|this version|the current one|the current version|what we have now|diese[rs]?|esta|celle-ci|questa)"
)
_BEFORE = r"(?:previous|prior|earlier|last|one before|before|preceding|vorherige[nr]?|vorige[nr]?|letzte[nrm]?|anterior|última|précédente|dernière|precedente|ultima)"


@dataclass(frozen=True)
class Past:
    """What versions a film has: the newest number, the one that is shown, the one shown before it (0: none), names to numbers."""

    newest: int
    head: int
    previous: int = 0
    names: dict[str, int] = field(default_factory=dict)


def past_of(project: Project, versions: Sequence[Version]) -> Past:
    """What can be said of a project's versions. After an undo, 'the last one' is the version that was taken back."""
    previous = project.ahead[-1:] or project.behind[-1:] or (0,)
    names = {version.name: version.number for version in versions if version.name}
    return Past(newest=len(versions), head=project.head or 0, previous=previous[0], names=names)


def version_of(phrase: str, past: Past, *, bare: bool = False) -> int | None:
    """The number a whole phrase means, which need not exist; 0 for 'the previous one' where none is. None: no version.

    `bare` True takes a plain number and 'the last one' for versions too, as after 'compare'.
    """
    text = _plain(phrase)
    if (named := _named(text, past)) is not None:
        return named
    if bare and re.fullmatch(_SHOWN, " ".join(phrase.lower().split()).strip(" .,?!")):
        return past.head
    if re.fullmatch(rf"(?:{NOUN}|one) before(?: (?:that|this|it|this one|that one))?", text):
        return past.previous
    if found := re.fullmatch(rf"(?:{NOUN} ?|v)(?:no\.? ?|number |nr\.? ?|#)?(\d{{1,3}})", text):
        return int(found[1])
    if found := re.fullmatch(rf"{NOUN} (\w+)", text):
        number = place(found[1]) or _ORDINALS.get(found[1])
        return number if number else _worded(found[1], past)
    if found := re.fullmatch(rf"(\S+) (?:{NOUN}|one)", text):
        number = _ordinal(found[1]) if bare or not found[0].endswith(" one") or found[1] not in NUMBER_WORDS else None
        if number:
            return number
    if found := re.fullmatch(rf"(.+?)(?: {NOUN}| one)?", text):
        word = found[1]
        if found[0] != word or bare or re.fullmatch(r"original|(?:very )?beginning|start", word):
            return _worded(word, past) if not bare or not _number(word) else _number(word)
    return None


def _named(text: str, past: Past) -> int | None:
    wanted = {text, _short(text), re.sub(rf"^{NOUN}\s+", "", text)}
    for name, number in past.names.items():
        if name.lower() in wanted or _short(name.lower()) in wanted:
            return number
    return None


def _short(name: str) -> str:
    return re.sub(rf"\s+(?:{NOUN}|one)$|^(?:{NOUN}|one) (?:called|named) ", "", _ARTICLE.sub("", name))


def _ordinal(word: str) -> int | None:
    if found := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|\.|ª|º|e|ème)", word):
        return int(found[1])
    return _ORDINALS.get(word) or (place(word) if not word.isdigit() and word not in NUMBER_WORDS else None)


def _number(word: str) -> int | None:
    return int(word) if re.fullmatch(r"\d{1,3}", word) else NUMBER_WORDS.get(word)


def _worded(word: str, past: Past) -> int | None:
    if re.fullmatch(_ORIGINAL, word):
        return 1
    if re.fullmatch(r"current|aktuelle[nr]?|actual|actuelle|attuale|atual|huidige", word):
        return past.head
    if re.fullmatch(_NEWEST, word):
        return past.newest
    if re.fullmatch(_BEFORE, word):
        return past.previous
    return None


def _plain(phrase: str) -> str:
    text = " ".join(phrase.lower().split()).strip(" .,;:!?\"'“”‘’«»„")
    return _ARTICLE.sub("", text)


@dataclass(frozen=True)
class Things:
    """Parts of the film, scenes, or a part of some scenes (`parts` with `scene`)."""

    parts: tuple[Part, ...] = ()
    scenes: tuple[Reference, ...] = ()
    scene: Reference | None = None


_PART_NOUNS: dict[Part, str] = {
    "music": "music|tune|song|soundtrack|track|musik|música|musique|musica|muziek|musical bed",
    "voice": "voice|voiceover|voice-over|narrator|stimme|sprecherin|sprecher|voz|voix|voce|stem",
    "presenter": "presenter|host|speaker|avatar|person|woman|man|moderatorin|moderator|presentadora?|présentat(?:eur|rice)",
    "background": "backgrounds?|backdrops?|grounds?|hintergrund|hintergründe|fondos?|fonds?|sfond[oi]|fundos?|achtergrond",
    "colors": "colou?rs?|colou?r scheme|palette|look|style|theme|design|farben?|colores?|couleurs?|colori|cores|kleuren",
    "captions": "captions?|subtitles?|untertitel|subtítulos|sous-titres|sottotitoli|legendas|ondertiteling",
    "transitions": "transitions?|übergänge|transiciones|transizioni|transições",
    "logo": "logo",
    "title": "title|film title|titel|título|titre|titolo",
    "shape": "format|shape|aspect ratio|ratio|orientation|bildformat|formato",
    "length": "length|duration|pace|speed|tempo|länge|duración|durée|durata|duração|timing",
    "language": "language|sprache|idioma|langue|lingua",
    "words": "words|wording|text|texts|script|narration|copy|lines|worte|texto?|guion|guión|texte|testo|skript|drehbuch",
    "on_screen": "headlines?|on-screen text|text on screen|überschriften|titulares",
    "pictures": "pictures?|images?|photos?|clips?|footage|media|bilder|imágenes|immagini|imagens",
    "order": "order|sequence|reihenfolge|orden|ordre|ordine|ordem",
}
_ENDS: dict[Reference, str] = {
    "last": "ending|end|outro|closing|closer|end card|last scene|final scene|cta|call to action|schluss|ende|final|fin|finale|cierre|fim|slot|einde",
    "first": "intro|introduction|opening|opener|hook|beginning|first scene|anfang|einstieg|inicio|début|inizio|início|begin",
}
_WORDS_BEFORE = r"(?:[^\s,]+ ){0,3}?"
_QUALIFIER = re.compile(
    r"^(?:(?:the|my|our|your|its|this|that|these|those|current|present|latest|new|newer|old|older|previous|original|existing|just|only|also|both|neue[nrs]?|aktuelle[nrs]?|alte[nrs]?|nueva?|nuevo|actual|nouvelle|nouveau|nouvel|nuova|nuovo|nova|novo|nieuwe|die|der|das|den|dem|la|el|los|las|le|les|il|lo|o|a|het|de)\s+|l['’])+",
    re.I,
)
_AFTER = re.compile(
    r"\s+(?:as (?:it is|they are|is)(?: now)?|we have now|from now|you just made|please|nueva?s?|nuevos?|actual(?:es)?|nuov[oa]|nov[oa]|actuelle?s?)$",
    re.I,
)
# 'no music' and 'louder music' are wishes for something else, no names of what is there.
_CHANGES = re.compile(
    r"\b(?:no|not|without|different|another|other|more|less|bigger|smaller|larger|louder|quieter|softer|slower|faster|shorter|longer|on|off|kein\w*|ohne|andere\w*|sin|otr[oa]s?|sans|autre|senza|altr[oa]|sem|outr[oa])\b",
    re.I,
)
_AND = re.compile(r"\s*(?:,|&|\+|\band\b|\bund\b|\by\b|\bet\b|\be\b|\ben\b)\s*(?:also\s+)?", re.I)
_OF = re.compile(r"(?P<part>.+?)\s+(?:of|in|from|for|on|behind|at)\s+(?P<scene>.+)", re.I)


def things(text: str, board: Storyboard) -> Things | None:
    """Everything that a list names, None where a piece of it is no part of a film."""
    whole = " ".join(text.split()).strip(" .,;:!?")
    if not whole or _CHANGES.search(whole):
        return None
    if (scoped := _scoped(whole, board)) is not None:
        return scoped
    parts: list[Part] = []
    scenes: list[Reference] = []
    for piece in _pieces(whole, board):
        if (found := _thing(piece, board)) is None:
            return None
        parts += found.parts
        scenes += found.scenes
    return Things(tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(scenes)))


def _pieces(whole: str, board: Storyboard) -> list[str]:
    # 'scenes 2 and 3' is one reference; so is a scene whose words hold an 'and'.
    return [whole] if scene_ref(_bare(whole), board)[0] else [piece for piece in _AND.split(whole) if piece.strip()]


def _thing(piece: str, board: Storyboard) -> Things | None:
    text = _bare(piece)
    for end, nouns in _ENDS.items():
        if re.fullmatch(rf"{_WORDS_BEFORE}(?:{nouns})", text, re.I):
            return Things(scenes=(end,))
    known, ref = scene_ref(text, board)
    if known and ref not in (None, "all"):
        return Things(scenes=ref if isinstance(ref, tuple) else (ref,))
    part = part_named(text)
    return Things(parts=(part,)) if part else None


def _scoped(whole: str, board: Storyboard) -> Things | None:
    if not (found := _OF.fullmatch(whole)):
        return None
    part, (known, ref) = part_named(_bare(found["part"])), scene_ref(_bare(found["scene"]), board)
    if part and known and ref is not None and not isinstance(ref, tuple):
        return Things(parts=(part,)) if ref == "all" else Things(parts=(part,), scene=ref)
    return None


def part_named(text: str) -> Part | None:
    """The part of a film that a noun names, with up to three words before it."""
    for part, nouns in _PART_NOUNS.items():
        if re.fullmatch(rf"{_WORDS_BEFORE}(?:{nouns})", text, re.I):
            return part
    return None


def _bare(text: str) -> str:
    return _AFTER.sub("", _QUALIFIER.sub("", text.strip())).strip()
