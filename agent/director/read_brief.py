"""What a brief says, as far as code can read it without guessing."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from agent.director.read_colors import brand_color
from agent.director.read_facts import facts, names, quotes, without_quotes
from agent.director.read_film_length import film_length
from agent.director.read_numbers import Length, lengths
from agent.director.read_people import audience_of, tone_of
from agent.director.read_script import own_script
from agent.director.read_tongue import tongue_of
from agent.director.read_values import (
    Contradiction,
    Unknown,
    aspects,
    languages,
    switch,
    unknown_aspect,
    unknown_language,
)
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import AspectRatio, CaptionStyle, LookName, MusicMood

MAX_CHARS = 20_000
MIN_S, MAX_S = 3, 600
_AVOID = re.compile(
    r"(?:\b(?:do not|don'?t|never|please don'?t|must not|should not|shouldn'?t|without)\s+(?:ever\s+)?(?:mention(?:ing)?|say(?:ing)?|us(?:e|ing)|includ(?:e|ing)|show(?:ing)?|talk(?:ing)? about|nam(?:e|ing)|refer(?:ring)? to|reveal(?:ing)?|give away|spoil(?:ing)?|bring up|promis(?:e|ing))\s+|\bavoid(?: mentioning| saying| using| the words?)?\s*:?\s+|\bno mention of\s+|\bnothing about\s+"
    r"|\b(?:sin mencionar|no mencion(?:es|ar|en)|evita(?:r)?|sans (?:mentionner|parler de)|ne (?:mentionne[zr]?|parle[zr]?) pas (?:de )?|évite[zr]?|senza (?:menzionare|parlare di)|non (?:menzionare|parlare di)|sem mencionar|não mencione|evite|zonder|noem niet|bez|nie wspominaj(?:cie)? o|ohne (?:zu erwähnen|erwähnung von)|nicht erwähnen:?|vermeide[nt]?|undvik|undgå|nämn inte|nævn ikke)\s+)"
    r"(?:the words?\s+)?([^.;!\n]{2,80})"
    r"|(?:^|[.,;!]\s*|\band |\bbut |\bwith )no\s+((?:(?:brand|company|competitor|product|people's|real|personal|big|medical|legal|technical|corporate|marketing|foreign|stock)\s+)?(?:names?|jargon|slang|terms|clich[eé]s|buzzwords|swear(?:ing| words)?|politics|puns?|jokes|acronyms|abbreviations|emojis?|prices|spoilers|competitors|promises|hype|exclamation marks|religion|bragging|sales talk|words))\b",
    re.I,
)
_CTA = re.compile(
    r"\b(?:cta|call to action|end(?:ing)? with|close with|finish with)\s*(?:should be|is|:|=|that says|saying)?\s*(?:the words?\s*)?[\"“«']([^\"”»'\n]{2,80})[\"”»']",
    re.I,
)
_BRAND = re.compile(r"\b[Bb]rand(?: name)?\s*(?:is|:|=)\s*[\"“']?([A-Z0-9][\w&'’-]*(?:[ .][A-Z0-9][\w&'’-]*){0,3})")
_LOOKS = "|".join(get_args(LookName))
_LOOK = re.compile(rf"\b(?:look|style)\s*(?:is|:|=)?\s*({_LOOKS})\b|\b({_LOOKS}) (?:look|style|visuals?)\b", re.I)
_MOODS: dict[MusicMood, str] = {
    "lo-fi": r"lo-?fi|lofi|chill-?hop|laid[- ]back|study beats",
    "cinematic": r"cinematic|epic|dramatic|orchestral|heroic|grand|majestic|trailer|film score|movie|symphonic|classical",
    "ambient": r"ambient|atmospheric|dreamy|ethereal|spacey|floating|meditative|meditation|spa",
    "acoustic": r"acoustic|folk|folksy|folky|guitar|unplugged|country|campfire|organic|rustic|indie",
    "electronic": r"electronic|electro|techno|synth|synthwave|edm|dance|club|futuristic|techy",
    "jazz": r"jazz|jazzy|lounge|swing|swinging|bossa|cocktail|noir",
    "news": r"news|newsy|newsroom|urgent|tense|suspenseful|breaking|investigative|headline",
    "festive": r"festive|christmas|christmassy|holiday|xmas|celebratory|jingly|wintry|merry",
    "corporate": r"corporate|business|businesslike|professional|confident|office",
    "uplifting": r"uplifting|upbeat|happier|cheerier|cheery|joyful|brighter|positive|inspiring|optimistic|happy|motivating|cheerful",
    "calm": r"calm(?:er|ing)?|soft(?:er)?|relax(?:ed|ing)|gentle|gentler|peaceful|mellow(?:er)?|soothing|chill|piano",
    "driving": r"driving|energetic|livelier|punchier|powerful|intense|dynamic|high[- ]energy|faster|rock|pumping",
    "playful": r"playful|fun|funny|quirky|whimsical|lighthearted|light-hearted|bouncy|ukulele",
}
CAPTION_WORD = r"(?:boxed|karaoke|word[- ]by[- ]word|word[- ]pop|minimal|bold)"
CAPTIONS = r"(?:captions?|subtitles?|subs|closed captions|untertitel|subtítulos|sous-titres)"
MUSIC = r"(?:music|soundtrack|musik|música|musique|score)"
_PRESENTER_UNKNOWN = re.compile(
    r"(?i:\bpresent(?:er|ed by)|\bhost(?:ed by)?|\bspokesperson|\bnarrated by)\s*(?:is|:|=|should be|must be|has to be|called|named|as)?\s*([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)"
)


@dataclass(frozen=True)
class BriefReading:
    """What is certain in a brief. `brief` holds it with source 'said'; the rest is for the director and the session.

    `length` keeps the range and mode the person said; `facts` must appear byte for byte; `names` are the weaker half
    of them. `unknowns` and `contradictions` each carry one sentence for the person.
    """

    brief: Brief
    length: Length | None
    facts: tuple[str, ...]
    names: tuple[str, ...]
    quotes: tuple[str, ...]
    unknowns: tuple[Unknown, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def read_brief(text: str, presenters: Sequence[str] = (), voices: Sequence[str] = ()) -> BriefReading:
    """Everything code can read in a brief. `presenters` and `voices` are the names that exist, in any case."""
    script = own_script(text)
    around = _around_script(text, script)
    plain = without_quotes(around)
    length = film_length(plain)
    shapes, tongues = aspects(plain), languages(plain)
    presenter = presenter_named(plain, presenters)
    unknowns = [
        unknown_aspect(plain),
        unknown_language(plain),
        _unknown_presenter(plain, presenters) if presenter is None else None,
    ]
    clashes = [
        length if isinstance(length, Contradiction) else None,
        _clash("aspect", "shapes", shapes),
    ]
    told = length if isinstance(length, Length) else None
    avoid = tuple(
        part.strip(" \"“”'")
        for match in _AVOID.finditer(around)
        for part in re.split(r",| or |\boder\b|\bou\b", match[1] or match[2])
        if part.strip(" \"“”'")
    )
    settings = {name.lower() for name in presenters} | {unknown.text.lower() for unknown in unknowns if unknown}
    places = [(found.start, found.end) for found in lengths(plain) if told and abs(found.target_s - told.target_s) < 0.01]
    held = tuple(
        fact for fact in facts(around, places) if fact.lower() not in settings and not any(fact in word for word in avoid)
    )
    cta = _CTA.search(around)
    tongue = tongue_of(plain)
    brief = Brief(
        duration_s=Sourced[float](value=told.target_s) if told else None,
        aspect=Sourced[AspectRatio](value=shapes[0]) if len(shapes) == 1 else None,
        audience=_said(audience_of(plain)),
        tone=_said(tone_of(plain, tongue)),
        language=_language(tongues, tongue),
        presenter=Sourced[str](value=presenter) if presenter else None,
        voice=_said(voice_named(plain, voices)),
        look=Sourced[LookName](value=_look(plain)) if _look(plain) else None,
        color=_said(brand_color(plain)),
        brand=_said(brand[1] if (brand := _BRAND.search(around)) else None),
        captions=Sourced[CaptionStyle](value=captions) if (captions := captions_wanted(plain)) else None,
        music_mood=Sourced[MusicMood | Literal["off"]](value=music) if (music := music_wanted(plain)) else None,
        script=Sourced[tuple[str, ...]](value=script) if script else None,
        must_include=Sourced[tuple[str, ...]](value=held) if held else None,
        must_avoid=Sourced[tuple[str, ...]](value=avoid) if avoid else None,
        call_to_action=_said(cta[1] if cta else None),
    )
    return BriefReading(
        brief,
        told,
        held,
        names(plain),
        quotes(around),
        tuple(u for u in unknowns if u),
        tuple(clash for clash in clashes if clash),
    )


def guard(text: str) -> str | None:
    """One sentence where a brief cannot be worked on at all, None where it can.

    Empty, only emoji or signs, over 20,000 characters, a length under 3 s or over 10 min, lengths that contradict.
    """
    if problem := unreadable(text):
        return problem
    length = film_length(without_quotes(_around_script(text, own_script(text))))
    if isinstance(length, Contradiction):
        return length.sentence
    return length_problem(length.target_s, length.text) if length else None


def unreadable(text: str) -> str | None:
    """One sentence where a message has no words, or too many of them."""
    if not text.strip():
        return "The message is empty; say in a sentence what the film is about."
    if len(text) > MAX_CHARS:
        return f"The message has {len(text):,} characters and at most {MAX_CHARS:,} can be read; shorten it or attach the script as a file."
    if not any(char.isalnum() for char in text):
        return f"There are no words in {text.strip()[:12]!r}; say in a sentence what the film is about."
    return None


def length_problem(seconds: float, said: str) -> str | None:
    """One sentence where no film can be that long."""
    if MIN_S <= seconds <= MAX_S:
        return None
    return (
        f"{said.strip()!r} cannot be made; a film here runs from {MIN_S} seconds to {MAX_S // 60} minutes, so say another length."
    )


def _clash(kind: Literal["aspect", "language"], plural: str, values: Sequence[str]) -> Contradiction | None:
    if len(values) < 2:
        return None
    listed = " and ".join(values)
    return Contradiction(
        kind, tuple(values), f"One film has one of the {plural} {listed}; say which, the other can follow as a version."
    )


def _around_script(text: str, script: tuple[str, ...] | None) -> str:
    """The message without the person's own script, whose words are no settings."""
    if not script:
        return text
    first, last = text.find(script[0][:40]), text.rfind(script[-1][-40:])
    if first < 0 or last < first:
        return text
    # The marks around the script go with it.
    return text[:first].rstrip('"“«„ ') + " " + text[last + len(script[-1][-40:]) :].lstrip('"”»“')


def presenter_named(text: str, presenters: Sequence[str]) -> str | None:
    """The presenter asked for by name, lower case. 'Maya from Berlin is a customer' asks for nobody."""
    for name in presenters:
        who = re.escape(name)
        cue = rf"(?:\bpresent(?:er|ed by|er is|a|e)?|\bprésentée? par|\bmit|\bcon|\bavec|\bcom|\bmet|\bmed|\bz|\bmoderatie door|\bpresenteras av|\bhost(?:ed by)?|\bfeaturing|\bstarring|\bwith|\buse|\busing|\bby|\bhave|\blet|\bspeaker|\bnarrated by|\bspokesperson)\s*(?:is|:|=|as)?\s*{who}\b(?!\s+(?:from|and (?:his|her)|at|of|[A-Z]))"
        role = rf"\b{who}\s+(?:as|is|should be)\s+(?:the\s+|our\s+)?(?:presenter|host|speaker|narrator)|\b{who}\s+(?:presents?|presenting|hosts?|hosting|should present|to present|explains|as presenter)\b"
        alone = rf"(?:^|[.;]\s*|(?<!thanks)(?<!thank you)(?<!\bhi)(?<!hello)(?<!\bdear)(?<!\bhey),\s*){who}\s*(?:please|pls|bitte)?\s*(?:[.;!]|$)"  # a setting among others: 'Square. Mei. 30 seconds.'
        if any(re.search(pattern, text, re.I) for pattern in (cue, role, alone)):
            return name.lower()
    return None


def voice_named(text: str, voices: Sequence[str]) -> str | None:
    """The voice asked for by name, as it is spelled in `voices`."""
    for name in voices:
        who = re.escape(name)
        if re.search(
            rf"\bvoice\s*(?:is|:|=|of|to|called|named)?\s*{who}\b|\b{who}(?:['’]s)?\s+voice\b|\b(?:spoken|read|voiced) by {who}\b",
            text,
            re.I,
        ):
            return name
    return None


def _unknown_presenter(text: str, presenters: Sequence[str]) -> Unknown | None:
    found = _PRESENTER_UNKNOWN.search(text)
    if not found or not presenters or found[1].lower() in {name.lower() for name in presenters}:
        return None
    cast = ", ".join(name.capitalize() for name in presenters)
    return Unknown(
        "presenter", found[1], f"{found[1]!r} is not in the cast; choose {cast}, or enrol your own avatar with consent."
    )


def captions_wanted(text: str) -> CaptionStyle | None:
    """Captions off, in a box, word by word; None where nothing is said."""
    wanted = switch(text, CAPTIONS)
    if wanted is False:
        return "off"
    styled = re.search(rf"\b{CAPTION_WORD} {CAPTIONS}|\b{CAPTIONS} (?:{CAPTION_WORD}|in (?:a )?box(?:es)?)\b", text, re.I)
    if styled and (style := caption_style(styled[0])):
        return style
    return "word" if wanted or re.search(rf"\bword[- ]by[- ]word {CAPTIONS}", text, re.I) else None


def caption_style(text: str) -> CaptionStyle | None:
    """The style of captions that these words name; None where they name none."""
    styles: dict[str, CaptionStyle] = {"karaoke": "karaoke", "minimal": "minimal", "bold": "bold", "box": "boxed", "word": "word"}
    return next((style for word, style in styles.items() if word in text.lower()), None)


def mood_of(text: str) -> MusicMood | None:
    """The mood of music a word stands for."""
    return next((mood for mood, words in _MOODS.items() if re.search(rf"\b(?:{words})\b", text, re.I)), None)


def music_wanted(text: str) -> MusicMood | Literal["off"] | None:
    """Music off or in a mood, where the brief speaks of music."""
    if switch(text, MUSIC) is False:
        return "off"
    every = "|".join(_MOODS.values())
    found = re.search(
        rf"\b({every})\s+(?:background )?{MUSIC}\b|\b{MUSIC}\s*(?:is|:|=|should be|that is)?\s*({every})\b", text, re.I
    )
    return mood_of(found[1] or found[2]) if found else None


def _look(text: str) -> str | None:
    found = _LOOK.search(text)
    return (found[1] or found[2]).lower() if found else None


def _language(asked: Sequence[str], written: str | None) -> Sourced[str] | None:
    """The language asked for, else the one the brief is written in, unless that is English: then nothing is said of it."""
    if len(asked) == 1:
        return Sourced[str](value=asked[0])
    return Sourced[str](value=written, source="assumed") if written and written != "en" and not asked else None


def _said(value: str | None) -> Sourced[str] | None:
    return Sourced[str](value=value) if value else None
