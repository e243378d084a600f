"""Wishes that leave out what code would need: which text, which colour, which scene. They are asked about at once."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import Clause
from memory.domain.scene_refs import matches, resolve
from memory.errors import NoSuchScene

_LEAD = r"(?:please |can you |could you |can we |i want to |i'd like to |let's |we need to |you need to |kannst du |bitte |por favor )*"
_CHANGE = r"(?:change|edit|update|fix|modify|adjust|replace|correct|rewrite|set|ändere|ändern|ändre|cambia|cambiar|modifica|change[zr]?|modifie[rz]?|muda|mude|wijzig|verander|zmień|değiştir|измени(?:ть|те)?|поменяй)"
_THE = r"(?:the|my|our|that|this|den|die|das|el|la|los|le|les|il|lo|o|a|de|het)?"
_OF = r"(?: (?:of|in|on|for|from|in der|von|bei|de|en|dans|nella|da|na|op|van) (?P<s>.{2,40}))?"
_WHAT = {
    r"texts?|words?|wording|script|narration|texto|texte|testo|tekst|worte|línea|line": "What should it say instead?",
    r"headline|title|heading|überschrift|titel|título|titre|titolo|kop": "What should the headline say?",
    r"colou?rs?|farben?|couleurs?|colores|colore|cor|kleur|kolor|цвет": "Which colour shall it be? A name or a value such as #1D4ED8 will do.",
    r"background|hintergrund|fondo|fond|sfondo|fundo|achtergrond": "Which background shall it be: a colour, or mesh, topo, bokeh, paper, flow, pattern?",
    r"presenter|host|speaker|moderator(?:in)?|presentadora?|présentat(?:eur|rice)": "Who should present instead?",
    r"voice|stimme|voz|voix|voce|stem": "Which voice shall it be?",
    r"cta|call[- ]to[- ]action|button": "What should the call to action say?",
    r"language|sprache|idioma|langue|lingua|taal": "Which language shall it be?",
    r"format|shape|aspect ratio|aspect": "Which shape shall it be: 16:9, 9:16, 1:1 or 4:5?",
    r"length|duration|länge|duración|durée|durata": "How long should it be?",
    r"price|date|name|address|number|url|link|email|phone number|preis|datum|precio|fecha|prix|prezzo": "What is it now in the film, and what should it be instead?",
}
_ALL_WHAT = "|".join(_WHAT)
_VALUELESS = re.compile(rf"{_LEAD}{_CHANGE} {_THE} ?(?P<what>{_ALL_WHAT}){_OF}(?: (?:please|bitte|por favor|svp))?[.! ]*", re.I)
_WRONG = re.compile(
    rf"{_THE} ?(?P<what>{_ALL_WHAT}){_OF} (?:is|are|was) (?:wrong|incorrect|not right|not correct|outdated|false|a mistake)[.! ]*",
    re.I,
)
_WHICH = re.compile(
    r"(?:no,? |nope,? |not (?:that|this)(?: one)?,? |i (?:mean|meant) |rather |actually |sorry,? |pas celle-là,? |nein,? )*(?:the other(?: one| way| two)?|(?:that|this) (?:one|scene|part)|another one|the (?:second|first|third|next|previous|last) (?:colou?r|option|one)(?:,? not (?:that|this)(?: one)?)?|l'autre|das andere|die andere|la otra|el otro|la (?:première|deuxième|troisième) couleur(?:,? pas celle-(?:là|ci))?)[.! ]*",
    re.I,
)
_POINTING = re.compile(
    r"(?:please |can you |just )*(?:(?:remove|delete|cut|drop|move|change|swap|replace|shorten|fix) (?:it|this|that|them|this one|that one)(?: (?:up|down|there|back|around|out|away|please))?|add (?:one more|another(?: one)?|one|more)|do (?:it|that|the same)(?: again| there| too)?)[.! ]*",
    re.I,
)
_VERB = r"(?:remove|delete|cut|drop|lose|kill|skip|move|swap|shorten|extend|make|take out|get rid of|lengthen|trim)"
_DESCRIBED = re.compile(
    rf"(?:please |can you )*(?:{_VERB} (?:the )?(?:(?:scene|slide|part|bit|shot|section) (?:about|with|where|on|showing) (?P<a>.{{3,50}})|(?P<b>[\w' -]{{3,40}}) (?:scene|slide|shot))(?: (?:shorter|longer))?|(?:the )?(?P<c>[\w' -]{{3,40}}) (?:scene|slide|shot) (?:should|could|must) be .{{3,30}}|(?:the )?(?:scene|slide|part|bit|shot|section) (?:about|with|showing) (?P<d>[\w' -]{{3,30}}?) (?:should|could|must|can|has to|needs to|is|may) .{{3,30}})[.! ]*",
    re.I,
)
WHICH_ONE = "Which one do you mean? Name the scene by its number or by what it says, and what should change."


def unfinished(text: str, about: Clause) -> str:
    """What has to be asked about a message that wishes for one thing and leaves out what; '' where nothing has."""
    clean = " ".join(text.split())
    for pattern in (_VALUELESS, _WRONG):
        if found := pattern.fullmatch(clean):
            return _question(found, about)
    if _WHICH.fullmatch(clean) or _POINTING.fullmatch(clean):
        return WHICH_ONE
    return _not_there(clean, about)


def _question(found: re.Match[str], about: Clause) -> str:
    """Asks for the value; a place that is no scene means that the sentence says something else."""
    if found["s"] and not scene_ref(found["s"], about.board)[0] and not re.fullmatch(r"\w+ \d{1,2}", found["s"]):
        return ""
    return next(question for words, question in _WHAT.items() if re.fullmatch(words, found["what"], re.I))


def _not_there(clean: str, about: Clause) -> str:
    """A scene described by what no scene is about, or by what several are."""
    found = _DESCRIBED.fullmatch(clean)
    if not found:
        return ""
    words = next(group for group in found.groups() if group)
    if scene_ref(f"the {words} scene", about.board)[0] or re.search(
        r"\b(?:first|last|second|third|next|new|whole|entire|every|all|each|other|this|that|\d+)\b", words, re.I
    ):
        return ""
    several = matches(words, about.board)
    if len(several) > 1:
        places = [str(place) for place, scene in enumerate(about.board.scenes, 1) if scene.id in several]
        return f"{words.strip()!r} fits the scenes {', '.join(places[:-1])} and {places[-1]}; which of them do you mean?"
    try:
        resolve(f"?{words}", about.board)
    except NoSuchScene as error:
        return str(error)
    return ""
