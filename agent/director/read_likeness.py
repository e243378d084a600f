"""Requests to look or sound like a named real person: taken out of a message, so that the rest of it can be done."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

# People known by one name, or so well that their name alone says whom: a film that 'sounds like' them means their voice.
_KNOWN = (
    "morgan freeman|taylor swift|david attenborough|scarlett johansson|james earl jones|samuel l\\.? jackson|tom hanks|tom cruise|"
    "brad pitt|keanu reeves|oprah(?: winfrey)?|beyonc[eé]|adele|rihanna|shakira|madonna|drake|eminem|bono|snoop dogg|kanye(?: west)?|"
    "elon musk|steve jobs|bill gates|jeff bezos|mark zuckerberg|tim cook|sam altman|warren buffett|barack obama|michelle obama|obama|"
    "donald trump|trump|joe biden|biden|kamala harris|angela merkel|merkel|emmanuel macron|macron|olaf scholz|putin|vladimir putin|"
    "volodymyr zelensk\\w+|xi jinping|pope francis|the pope|king charles|prince harry|queen elizabeth|greta thunberg|lionel messi|messi|"
    "cristiano ronaldo|ronaldo|roger federer|serena williams|lebron james|usain bolt|gordon ramsay|ryan reynolds|"
    "leonardo dicaprio|jennifer lawrence|margot robbie|george clooney|meryl streep|benedict cumberbatch|stephen fry|alan rickman|"
    "arnold schwarzenegger|sylvester stallone|christian bale|emma watson|dwayne johnson|the rock|ellen degeneres|kim kardashian|"
    "penélope cruz|penelope cruz|antonio banderas|shah rukh khan|amitabh bachchan|catherine deneuve|omar sy|til schweiger|heidi klum"
)
_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_NAME = rf"(?P<{{0}}>(?i:{_KNOWN})|{_CAP}(?: (?:{_CAP}|de|van|von|da|el|bin)){{{{1,3}}}})"
_N = [_NAME.format(f"n{number}").replace("{{", "{").replace("}}", "}") for number in range(8)]
_KNOWN_ONLY = rf"(?P<n8>(?i:{_KNOWN}))"
_WHO = r"(?i:her|him|them|it|she|he|they|the (?:presenter|narrator|voice|host|speaker|avatar|man|woman|film|video|voice-?over)|maya|daniel|ruth|amina|kofi|mei|arjun|freya|kenji|zola|mateo|priya)"
_PERSON = r"(?i:her|him|them|she|he|they|the (?:presenter|narrator|voice|host|speaker|avatar|man|woman|voice-?over))"
_SPEAK = r"(?i:sound(?:s|ing)?|speak(?:s|ing)?|talk(?:s|ing)?|narrat(?:e|es|ed|ing)|read(?:s)?|say(?:s)? it|voice(?:d)?)"
_LOOK = r"(?i:look(?:s|ing)?|appear(?:s)?|be|dress(?:ed)? up)"
_LIKE = r"(?i:(?: it)?(?: just| exactly| a bit| more)? (?:like|as))"
# Brands and places have a look, an image and a face too; a voice is a person's.
_VOICE = r"(?i:voice|accent|likeness|stimme|voz|voix|voce|stem)(?! ?(?:memo|mail|note|message|recording|track))"
_FACE = r"(?i:voice|accent|likeness|face|looks?|image|stimme|gesicht|voz|cara|voix|visage|voce|volto|stem)"
_LIKENESS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_PERSON} (?i:to |should |must |has to |needs to |can |could |would |shall |will )?(?:{_SPEAK}|{_LOOK}){_LIKE} {_N[0]}",
        rf"\b{_SPEAK}{_LIKE} {_N[1]}",
        rf"\b(?i:use|take|with|in|clone|copy|imitate|borrow|give (?:her|him|it|them)|nimm|mit|usa|con|utilise|avec|de|die) (?i:the |die |das |la |el |il |le )?{_N[2]}['’]?s? (?:{_VOICE})\b",
        rf"\b(?:{_VOICE}) (?i:of|von|de|di|van) (?i:the )?{_N[3]}",
        rf"\b(?:{_FACE}) (?i:of|von|de|di|van) {_KNOWN_ONLY}\b|\b(?P<n7>(?i:{_KNOWN}))['’]?s? (?:{_FACE})\b",
        rf"\b(?i:deep ?fake|clone|impersonat(?:e|es|ing)|imitat(?:e|es|ing)|mimic|impression)(?i: of)? {_N[4]}",
        rf"\b(?i:narrated|presented|voiced|hosted|spoken|read) (?i:out )?(?i:by) (?:(?i:(?:an? )?(?:ai|fake|digital|virtual)(?: version of)? ){_N[5]}|(?P<n9>(?i:{_KNOWN}))\b)",
        rf"\b(?i:klingt?|spricht|sprechen|aussehen|sieht aus) (?i:lassen )?(?i:wie) {_N[6]}|\b(?i:wie) {_N[7]} (?i:klingen|sprechen|aussehen|klingt|spricht)",
        rf"\b(?i:make|have|let|get|turn) {_WHO}(?i: into| be| play| look| sound| speak| talk)+(?i: like| as)? {_KNOWN_ONLY}",
    )
)
_ROMANCE = re.compile(
    rf"\b(?i:suene?|suena|hable|habla|parezca|sonne|parle|ressemble|suoni|parli|assomigli|soe|fale|pareça) (?i:como|comme|à|a|come) (?P<n0>(?i:{_KNOWN})|{_CAP}(?: {_CAP}){{1,3}})"
)
_PARTS = re.compile(
    r"(?<=[.!?;])\s+|\n+|,? (?:and|but|und|y|et|e) (?=(?i:make|use|have|let|give|mach|nimm|usa|haz|utilise|fais|keep|add|change|end|start)\b)|, (?=(?i:make|use|have|let|give)\b)"
)
_LOOSE_END = re.compile(r"(?i)[\s,;]+(?:and|but|und|y|et|e)\s*$")
_NO_PERSON = re.compile(
    r"(?i)\b(?:street|road|avenue|square|park|city|bank|company|gmbh|inc|ltd|llc|group|team|studio|news|radio|records?|university|school|airlines?|museum|maps|docs|airways|island|beach|sea|york|london|paris|berlin|christmas|christ|box|machine|tv|show|orchestra|band|zeppelin|chamber|channel|story|stories|movie|film|style|monday|tuesday|wednesday|thursday|friday|saturday|sunday|night|day|morning|hall|bowl|star|wars|apple|google|microsoft|netflix|disney|bbc|cnn|ted|talk|vogue|times)\b"
)


class LikenessWish(NamedTuple):
    """Whose likeness was asked for, and the message without that wish."""

    name: str
    rest: str


def without_likeness(text: str, cast: Collection[str] = ()) -> LikenessWish | None:
    """The message without requests for a real person's face or voice; None where there is none.

    'A Freeman-style lower third' and 'Morgan from sales wrote this' are none, nor is one of the `cast`.
    """
    name, kept, at = "", [], 0
    pieces = [(match.start(), match.end()) for match in _PARTS.finditer(text)]
    for start, end in [*pieces, (len(text), len(text))]:
        part = text[at:start]
        found = _whose(part, cast)
        name = name or found
        kept.append("" if found else text[at:end])
        at = end
    return LikenessWish(name, _LOOSE_END.sub("", "".join(kept)).strip(" ,;\n")) if name else None


def told(name: str, presenters: Collection[str]) -> str:
    """One sentence that refuses, and the offer that comes with it."""
    first = next(iter(presenters), "maya").capitalize()
    return (
        f"I don't make anybody look or sound like a real person, so not like {name}; say what you like about that manner"
        f" (calm, deep, bright, fast), or take one of our own voices in it: “use {first}”."
    )


def _whose(part: str, cast: Collection[str]) -> str:
    for pattern in (*_LIKENESS, _ROMANCE):
        for match in pattern.finditer(part):
            name = re.sub(r"['’]s?$", "", next(value for value in match.groupdict().values() if value).strip(" .,;:!?"))
            if name.casefold() not in {one.casefold() for one in cast} and not _NO_PERSON.search(name):
                return name
    return ""
