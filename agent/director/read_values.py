"""Shapes, languages and switches named in a text."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from math import gcd
from typing import Literal

from memory.domain.storyboard import AspectRatio

ASPECTS: tuple[AspectRatio, ...] = ("16:9", "9:16", "1:1", "4:5")
_FORMAT = r"(?:format|video|film|version|aspect|ratio|mode|shape|clip|cut|ad|post|spot)"
_END = r"(?=\s*(?:[.,;:!?)]|$|please\b|pls\b))"
_ALONE = r"(?:^|[.,;:!?(]\s*)"  # a setting among others: 'Landscape, 55 seconds.'
_SHAPES: list[tuple[AspectRatio, str]] = [
    (
        "9:16",
        rf"\bvertical(?:ly|e|es|i|en|er)?\b|\bverticaal\b|\bportrait(?: {_FORMAT})\b|\b(?:in|to|as|into) portrait\b|{_ALONE}portrait{_END}|\bupright\b|\bhochformat\b|\bhochkant\w*",
    ),
    (
        "9:16",
        r"\bpionow\w+|\bw pionie\b|\bstående\b|\blodret\b|\bdikey\b|\bstaand[e]?\b|縦|竖|豎|세로|वर्टिकल|عمودي|رأسي|вертикал\w*",
    ),
    (
        "9:16",
        r"\b(?:instagram|insta|ig|facebook|fb) (?:reels?|stor(?:y|ies))\b|\breels?\b|\btik[ -]?tok\b|\b(?:youtube |yt )?shorts\b(?= |$|\W)",
    ),
    ("9:16", r"\bstories\b(?= (?:format|ad)|\W*$)|\bsnapchat\b|\bfor (?:the )?stories\b|\bwhatsapp status\b|抖音|快手"),
    (
        "1:1",
        rf"\bsquare {_FORMAT}\b|(?:^|[,.;] ?|\b(?:an?|one|short|new) )square(?: [\w-]+){{1,2}} {_FORMAT}\b|\b(?:in|to|as|into|be) (?:a )?square\b(?! \w)|\bit square\b|{_ALONE}square{_END}|\b(?:facebook|insta(?:gram)?|linkedin|feed) square\b",
    ),
    (
        "1:1",
        r"\bcuadrad[oa]\b|\bquadratisch(?:e[mnrs]?)?\b|\bcarrée?\b|\bquadrad[oa]\b|\bquadrat[oai]\b|\bvierkante?\b|\bkwadrat\w*|\bkvadrat\w*|\bkare (?:format|video)|正方形|方形|정사각|مربع|वर्गाकार|квадрат\w*",
    ),
    (
        "16:9",
        rf"\bwide ?screen\b|\blandscape(?: {_FORMAT})\b|\b(?:in|to|as|into) landscape\b|{_ALONE}landscape{_END}|\bhorizontal(?:ly|e|es|i)?\b|\bhorizontaal\b|\borizzontal[ei]\b|\bquerformat\b|\bbreitbild\b|\bapaisad[oa]\b",
    ),
    (
        "16:9",
        r"\bpoziom(?:y|o|e|a)\b|\bliggande\b|\bvandret\b|\bliggende\b|\byatay\b|\bliggend[e]?\b|横|橫|가로|أفقي|горизонтал\w*",
    ),
    ("9:16", r"\b(?:nine (?:by|to|x) sixteen|nine[ -]sixteen)\b"),
    ("16:9", r"\b(?:sixteen (?:by|to|x) nine|sixteen[ -]nine)\b"),
    ("1:1", r"\bone (?:by|to) one (?:format|ratio|aspect|video|shape)\b|\b(?:format|ratio|aspect|shape):? one (?:by|to) one\b"),
    ("4:5", r"\b(?:four (?:by|to|x) five)\b"),
]
_HINTS: list[tuple[AspectRatio, str]] = [
    (
        "16:9",
        r"\byou ?tube\b|\b(?:for|on) (?:our |the )?(?:website|homepage|tv|intranet|projector|big screen|lobby screen)\b|\btv (?:ad|spot)\b",
    ),
    ("9:16", r"\b(?:insta|instagram|ig)\b"),
]
_RATIO = re.compile(r"(?<![\w:.])(\d{1,4}(?:[.,]\d+)?)\s*(?:(:)|(/)|([x×])|(\bby\b))\s*(\d{1,4}(?:[.,]\d+)?)(?![\w:])", re.I)
_RATIO_WORD = re.compile(r"\b(?:aspect|ratio|format|shape|dimensions?|resolution)\b", re.I)

_LANGUAGES = {
    "en": "english englisch anglais inglés ingles inglese inglês",
    "es": "spanish español espanol castellano spanisch espagnol spagnolo espanhol",
    "de": "german deutsch alemán aleman allemand tedesco alemão",
    "fr": "french français francais französisch francés frances francese francês",
    "it": "italian italiano italienisch italien",
    "pt": "portuguese português portugues portugiesisch portugais portugués portoghese",
    "nl": "dutch nederlands niederländisch néerlandais",
    "pl": "polish polski polnisch polonais polaco",
    "sv": "swedish svenska schwedisch",
    "da": "danish dansk dänisch",
    "nb": "norwegian norsk norwegisch",
    "fi": "finnish suomi suomeksi finnisch",
    "cs": "czech čeština česky tschechisch",
    "sk": "slovak slovenčina",
    "hu": "hungarian magyar magyarul ungarisch",
    "ro": "romanian română rumänisch",
    "bg": "bulgarian български",
    "el": "greek ελληνικά griechisch",
    "tr": "turkish türkçe türkisch turc",
    "uk": "ukrainian українська українською",
    "ru": "russian русский по-русски russisch russe ruso",
    "ar": "arabic العربية arabisch arabe árabe",
    "he": "hebrew עברית",
    "fa": "persian farsi فارسی",
    "hi": "hindi हिन्दी हिंदी",
    "bn": "bengali bangla",
    "ur": "urdu",
    "ta": "tamil",
    "te": "telugu",
    "ja": "japanese 日本語 japanisch japonais japonés",
    "zh": "chinese mandarin 中文 chinesisch chinois chino",
    "ko": "korean 한국어 koreanisch coréen coreano",
    "vi": "vietnamese",
    "th": "thai",
    "id": "indonesian",
    "ms": "malay",
    "tl": "tagalog filipino",
    "sw": "swahili",
    "ca": "catalan català",
    "hr": "croatian hrvatski",
    "sr": "serbian srpski",
    "sl": "slovenian slovene",
    "lt": "lithuanian",
    "lv": "latvian",
    "et": "estonian",
    "is": "icelandic",
    "ga": "irish",
    "cy": "welsh",
    "eu": "basque",
    "gl": "galician",
}
LANGUAGE_TAGS = {name: tag for tag, names in _LANGUAGES.items() for name in names.split()}
_REGIONS = {
    "brazilian portuguese": "pt-BR",
    "european portuguese": "pt-PT",
    "mexican spanish": "es-MX",
    "latin american spanish": "es-419",
    "british english": "en-GB",
    "uk english": "en-GB",
    "american english": "en-US",
    "us english": "en-US",
    "australian english": "en-AU",
    "canadian french": "fr-CA",
    "swiss german": "de-CH",
    "austrian german": "de-AT",
    "simplified chinese": "zh-Hans",
    "mandarin chinese": "zh",
    "traditional chinese": "zh-Hant",
}
_NAME = "|".join(re.escape(name) for name in sorted([*_REGIONS, *LANGUAGE_TAGS], key=len, reverse=True))
LANGUAGE = rf"(?:{_NAME})"
_OTHER_TONGUES = (
    "klingon|elvish|sindarin|quenya|dothraki|valyrian|esperanto|latin|na'?vi|sanskrit|pig latin|simlish|minionese|gibberish|emoji"
)
_INTO = r"(?:in|into|auf|en|em|in lingua|speak(?:s|ing)?(?: in)?|language(?: is| to)?\s*:?|translated? (?:it |this |everything |the film |the video )?(?:in)?to)"
_AFTER = r"(?:version|voice ?over|narration|audio|dub|speaking|language|voice|cut|translation|please)"
_SAID = re.compile(
    rf"\b{_INTO}\s+(?:plain |simple |native )?(?P<a>{LANGUAGE})\b(?!\s+(?:breakfast|class|lesson|course|market|compan|cuisine|food|wine|law)\w*)"
    rf"|\b(?P<b>{LANGUAGE})(?:[\s-]{_AFTER})\b",
    re.I,
)
_UNSAID = re.compile(
    rf"\b(?:(?:in|into|speak(?:s|ing)?|do(?! latin| emoji))\s+(?P<a>{_OTHER_TONGUES})\b"
    r"|(?:translated? (?:it |this |everything )?(?:in)?to|language:)\s+(?P<b>[A-Za-z]{4,})\b)",
    re.I,
)


@dataclass(frozen=True)
class Unknown:
    """Something asked for that does not exist here; `sentence` says what there is instead."""

    kind: Literal["aspect", "language", "presenter", "duration"]
    text: str
    sentence: str


@dataclass(frozen=True)
class Contradiction:
    """Two wishes that cannot both hold; `sentence` lists both and asks which."""

    kind: Literal["aspect", "language", "duration"]
    values: tuple[str, ...]
    sentence: str


def aspects(text: str) -> tuple[AspectRatio, ...]:
    """Every shape named, each once, numbers first. Platforms count only where no shape is named."""
    found: list[AspectRatio] = []
    for match in _RATIO.finditer(text):
        ratio = _ratio_of(match)
        if ratio in ASPECTS and not _is_clock(text, match):
            found.append(next(aspect for aspect in ASPECTS if aspect == ratio))
    found += [shape for shape, pattern in _SHAPES if re.search(pattern, text.strip(), re.I)]
    found = found or [shape for shape, pattern in _HINTS if re.search(pattern, text, re.I)]
    return tuple(dict.fromkeys(found))


def unknown_aspect(text: str) -> Unknown | None:
    """A ratio that is not one of the four: '5:7', '21 : 9', '4x3 format'. Times of day are left alone."""
    for match in _RATIO.finditer(text):
        left, right = match[1], match[6]
        named = bool(_RATIO_WORD.search(text))
        small = float(left.replace(",", ".")) <= 32 and float(right.replace(",", ".")) <= 32
        plainly = (
            (match[2] and (len(right) == 1 or "." in left) and small) or (match[4] and named) or (match[5] and named and small)
        )
        if _ratio_of(match) not in ASPECTS and (plainly or (match[2] and named)):
            said = match[0].strip()
            return Unknown("aspect", said, f"The shape {said!r} is not made here; choose 16:9, 9:16, 1:1 or 4:5.")
    return None


def _ratio_of(match: re.Match[str]) -> str:
    left, right = match[1].replace(",", "."), match[6].replace(",", ".")
    if "." in left + right or int(right) == 0:
        return f"{left}:{right}"
    a, b = int(left), int(right)
    # Pixel sizes are reduced; '18:32' stays what it is.
    shared = gcd(a, b) if min(a, b) > 99 else 1
    return f"{a // shared}:{b // shared}"


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """'at 9:16' and '9:16 am' are times."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(
        match[2] and (re.match(r"\s*[ap]\.?m\b", after, re.I) or re.search(r"\b(?:at|until|by|from|@)\s*$", before, re.I))
    )


def tag_of(name: str) -> str | None:
    """BCP 47 tag of a language by any of its names, None for no language."""
    plain = " ".join(name.lower().split())
    return _REGIONS.get(plain) or LANGUAGE_TAGS.get(plain)


def languages(text: str) -> tuple[str, ...]:
    """Tags of the languages the film is asked for in, each once; 'Spanish wine' asks for none."""
    names = [match["a"] or match["b"] for match in _SAID.finditer(text)]
    return tuple(dict.fromkeys(tag for tag in map(tag_of, names) if tag))


def unknown_language(text: str) -> Unknown | None:
    """A language asked for that nobody speaks here."""
    found = _UNSAID.search(text)
    name = (found["a"] or found["b"]) if found else ""
    if (
        not found
        or tag_of(name)
        or name.lower() in ("make", "about", "brazilian", "mexican", "british", "simplified", "traditional")
    ):
        return None
    return Unknown(
        "language", name, f"{name!r} is not a language the voices here speak; name another, such as English or Spanish."
    )


def switch(text: str, noun: str) -> bool | None:
    """Whether `noun` (a regex) is asked for (True), asked away (False), or not named with a verb (None)."""
    off = rf"\b(?:no|without|remove|disable|hide|drop|skip|lose|kill|sin|ohne|sans|don'?t (?:want|add|use|need)|turn off|switch off)\s+(?:the |any |all )?(?:background )?{noun}\b"
    if re.search(off, text, re.I) or re.search(rf"\b{noun}\s*(?::|=)?\s*(?:off|none|disabled)\b", text, re.I):
        return False
    on = (
        rf"\b(?:with|add|include|show|enable|turn on|switch on|want|con|mit|avec)\s+(?:the |some |burnt-in )?(?:[\w-]+ )?{noun}\b"
    )
    if re.search(on, text, re.I) or re.search(rf"\b{noun}\s*(?::|=)?\s*(?:on|enabled)\b", text, re.I):
        return True
    return None
