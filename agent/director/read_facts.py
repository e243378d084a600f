"""Facts that must appear in a film byte for byte: prices, dates, links, names, quotes."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.read_numbers import NUMBER_WORDS
from agent.director.read_tongue import SMALL
from agent.director.read_values import tag_of

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?=\\s*(?:[,.;!?\\d–-]|$|at\\b|from\\b|in\\b|on\\b|and\\b|to\\b|until\\b))|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    "|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    "|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre"
    "|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|dezembro|januari|februari|maart|mei|augustus|augusti|maj|marts|desember|december"
    "|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia"
    "|ocak|şubat|mart|nisan|mayıs|haziran|temmuz|ağustos|eylül|ekim|kasım|aralık"
    "|يناير|فبراير|مارس|أبريل|إبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر|जनवरी|फरवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर|अक्टूबर|नवंबर|दिसंबर"
)
_MONTH = rf"(?:(?i:{_MONTHS})(?!\w)\.?)"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.)?"
_DASH = r"\s?(?:-|–|—|to|until|till|bis|a|al|au|à|até|tot|do|til|till)\s?"
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.h][0-5]\d)?"
_AMPM = r"\s?[ap]\.?m\b\.?"
_CURRENCY = r"(?:€|£|¥|₹|₺|₩|₽|zł|USD|EUR|GBP|CHF|SEK|DKK|NOK|PLN|TL|kr|Kč|Ft|lei|euros?|dollars?|pounds?|quid|cents?|pence|francs?|rupees?|pesos|reais|元|円|块|塊|원)"
_AMOUNT = r"\d+(?:[.,\u202f\u00a0]\d+|(?<=\d) \d{3}(?!\d))*"
_SCALE = r"(?:\s?(?:k|m|bn|mn|mio|million|billion|thousand|millones|millions|milliarden?|millionen|mln|milhões)\b\.?)?"
_QUOTE = re.compile(
    r"“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»|\"([^\"]+)\"|(?<!\w)'([^'\n]+(?:'\w[^'\n]*)*)'(?!\w)|‘([^’]+)’(?!\w)"
)
_HARD = [
    re.compile(r"\bhttps?://[^\s<>\"”’)]+[^\s<>\"”’).,;:!?]"),
    re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    re.compile(
        r"\b(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|co|dev|app|eu|de|es|fr|uk|us|shop|store|info|biz|tv|me|example|test)\b(?:/[^\s<>\"”’),;]*[^\s<>\"”’),;.!?:])?",
        re.I,
    ),
    re.compile(
        rf"(?<![\w.])(?:(?:US|CA|A|R|NZ|HK)?[$€£¥₹₺₩₽]|(?:CHF|EUR|USD|GBP|SEK|DKK|NOK|PLN|Rs\.?|Fr\.)(?= ?\d))\s?{_AMOUNT}(?:[-–][$€£]?{_AMOUNT})?{_SCALE}",
        re.I,
    ),
    re.compile(rf"(?<![A-Za-z0-9.,]){_AMOUNT}{_SCALE}\s?{_CURRENCY}(?![a-zA-Z])", re.I),
    re.compile(
        r"(?<![A-Za-z0-9.])[+-]?\d+(?:[.,]\d+)*\s?(?:%|percent\b|per cent\b|prozent\b|por ciento\b|pour cent\b|procent\b)", re.I
    ),
    re.compile(
        r"\b\d{4}-\d{2}-\d{2}\b|(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|(?<![\d/.])(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])"
    ),
    re.compile(rf"(?<!\w){_DAY}(?:{_DASH}{_DAY})?(?:\s(?:of|de|di|d'))?\s+{_MONTH}(?:,?\s+(?:de |del )?\d{{4}}\b)?"),
    re.compile(rf"(?<!\w){_MONTH}\s+{_DAY}(?:{_DASH}{_DAY})?(?![\d:]|\s?[ap]\.?m\b)(?:,?\s+\d{{4}}\b)?"),
    re.compile(
        r"(?<![\w/])\+\d{1,3}[\s-]?(?:\(?\d{1,4}\)?[\s.-]?){2,5}\d{2,4}(?!\w)|(?<!\w)(?:\(\d{2,5}\)|\d{3,5})[\s.-]\d{3,4}(?:[\s.-]\d{2,4})+(?!\w)"
        r"|(?<![\w:.,])0\d{1,4}[\s/-]\s?\d{2,8}(?:[\s-]\d{2,4})*(?!\w)|(?<![\w-])[2-9]\d{2}-\d{4}(?![\w-])|\b1-800-[\dA-Z-]{7,9}\b|(?<!\d)1\d{2}-\d{4}-\d{4}(?!\d)"
    ),
    re.compile(rf"\b{_CLOCK}(?:{_AMPM})?{_DASH}{_CLOCK}{_AMPM}(?:\s(?:[ECMP][SD]?T|GMT|UTC|CET|CEST)\b)?", re.I),
    re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?(?:\s(?:[ECMP][SD]?T|GMT|UTC|CET|CEST)\b)?|\b\d{1,2} o'clock\b", re.I),
    re.compile(
        r"(?<![\d:])(?:[01]?\d|2[0-3]):[0-5]\d(?:\s?[-–]\s?(?:[01]?\d|2[0-4]):[0-5]\d)?(?!\d)(?:\s?(?:[ECMP][SD]?T|GMT|UTC|CET|CEST|Uhr|Uhr)\b)?"
    ),
    re.compile(
        rf"\b{_CLOCK}\s?[Uu]hr(?:\s[0-5]\d)?\b|\b(?:[01]?\d|2[0-3])\s?h(?:[0-5]\d)?\b|\b(?:kl\.?|klokken|klockan|godz\.?|saat|ore|alle|às)\s(?:[01]?\d|2[0-3])(?:[.:h][0-5]\d)?\b"
    ),
    re.compile(
        r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?\b|\b(?:Mon|Tue|Wed|Thu|Thurs|Fri|Sat|Sun)(?:\s?[-–]\s?(?:Mon|Tue|Wed|Thu|Thurs|Fri|Sat|Sun))?(?= \d{1,2}(?:[:.]\d\d)?\s?(?:[-–]|[ap]\.?m\b|to\b))(?: (?:[01]?\d|2[0-3])\s?[-–]\s?(?:[01]?\d|2[0-4])(?![\d:]))?",
        re.I,
    ),
    re.compile(
        r"\b(?:montags?|dienstags?|mittwochs?|donnerstags?|freitags?|samstags?|sonntags?|lunes|martes|miércoles|jueves|viernes|sábados?|domingos?|lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b",
        re.I,
    ),
    re.compile(
        rf"(?:(?<=\ben )|(?<=\bim )|(?<=\bem )|(?<=\bw )|(?<=\bin )|(?<=\bi )|(?<=\bby )|(?<=\buntil )|(?<=\bfrom )|(?<=\bthis )|(?<=\bnext )|(?<=\bevery )){_MONTH}(?! (?:the|be|not|have|take|i|you|we|it)\b)"
    ),
    re.compile(
        r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|(?:\d{1,2}월 ?)?\d{1,2}일|(?:午前|午後|上午|下午|晚上|오전 ?|오후 ?)?\d{1,2}(?:時|点|點|시)(?!間|间|간)(?:半|\d{1,2}分|반| ?\d{1,2}분)?"
    ),
    re.compile(r"\d+(?:[.,]\d+)*(?:折|人|名|個|个|種|种|店|台|年|歳|岁|회|명|개|년|살|배|倍|公里|公斤|万|億|亿)"),
    re.compile(
        r"\b\d{1,4}[a-z]?,? (?:(?:[A-Z][\w'’.-]+ ){1,3}(?:Road|Rd|Street|St|Avenue|Ave|Lane|Ln|Drive|Dr|Square|Sq|Way|Court|Ct|Place|Pl|Boulevard|Blvd|Row|Hill|Terrace|Gardens|Quay|Close|Crescent|Mews|Wharf|Parade)\b|(?:bis )?(?:rue|avenue|boulevard|bd|place|quai|allée|chemin|impasse|cours) (?:(?:de|du|des|de la|de l'|la|le|les) )*[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*)"
    ),
    re.compile(
        r"\b(?:[Cc]alle|[Aa]venida|[Aa]vda\.?|[Pp]laza|[Pp]aseo|[Vv]ia|[Vv]iale|[Pp]iazza|[Cc]orso|[Rr]ua|[Pp]raça|ul\.|[Uu]l(?:ica|icy)|[Aa]leja) (?:(?:de|del|de la|da|do|dos|das|della|dei|san|santa) )*(?:[A-ZÀ-ÝŁŚŻ][\w'’.-]+,? ){1,3}(?:n\.?º? ?)?\d{1,4}\b"
        r"|\b[A-ZÄÖÜÅØÆ][\w-]*(?:straße|strasse|str\.|gasse|weg|platz|allee|gade|gatan|gata|vägen|vej|veien|straat|laan|plein|kade|gracht) \d{1,4}[a-z]?\b"
        r"|\b(?:[A-Z][\w'’-]+ ){1,3}(?:Street|Road|Avenue|Lane|Square|Way|Boulevard) \d{1,4}\b"
    ),
    re.compile(r"\b24/7\b|\bv?\d+\.\d+\.\d+\b"),
]
_NAME = re.compile(
    r"(?<![\w.@/#-])(?:(?:Dr|Mr|Mrs|Ms|Prof|St)\. )?(?:[A-ZÀ-ÖØ-ÞŁŚŻŹĆŞİĞ][\w&]*[\w](?:['’]s)?|[A-Z]\.(?= [A-Z]))(?:[ -](?:(?:Dr|Mr|Mrs|Ms|Prof|St)\. )?(?:(?:of the|of|de|van|von|del|la|&)\s)?(?:[A-ZÀ-ÖØ-ÞŁŚŻŹĆŞİĞ][\w&]+|[A-Z](?=[\s,;.!?)]|$)|\d+(?=\W|$)(?![.,:]\d|[\s-]*[€£$%–-]|[\s-]*(?:zł|kr|euros?|dollars?|[ap]\.?m|kg|g|ml|cl|l|cm|mm|m|s|secs?|seconds?|min|minutes?|hours?|days?|weeks?|months?|years?|people|guests)\b)))*"
)
_GERMAN = re.compile(r"\b(?:ein|eine|auf|und|für|mit|der|die|das|den|über|sekunden|bitte|wir|ist)\b", re.I)
# Capitalised, but the name of nothing that a film has to hold.
_COMMON = frozenset(
    """Join Save Get Meet Try Buy Call Visit Book Order Learn Discover See Welcome Introducing Announce Promote Launch Invite Celebrate Describe
    Present Turn Change Remove Swap Move Only Just New Until Every All Today Tomorrow Our I A An The This That These Those We You He She It They Our Your My Their Please Make Create Produce Write Use Show Tell Explain Give Need
    Want Keep Include Mention Say End Start Open Close And Or But So If When For From With Without In On At To By Of No Not Yes Hi Hello Hey Thanks
    Thank Let Add Avoid Also Then Their Video Film Clip Ad Short Script Tone Audience Length Duration Format Language Style Presenter Voice Music
    Captions Subtitles Scene CTA Call Action Goal Brand Color Colour Aspect Ratio HD MP4 AI CEO CTO HR FAQ PDF URL ID OK Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September October November December TikTok YouTube Instagram
    Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Vertical Horizontal Square Portrait Landscape Upright First Second Third Last Next Free
    LinkedIn Facebook Reels Shorts Stories Snapchat Twitter English Spanish German French Italian Portuguese Dutch Japanese Chinese Hindi Korean""".split()  # noqa: SIM905
)


def quotes(text: str) -> tuple[str, ...]:
    """Every quoted piece, in order, without its marks."""
    return tuple(next(group for group in match.groups() if group).strip() for match in _QUOTE.finditer(text))


def without_quotes(text: str) -> str:
    """`text` with the inside of quotes blanked, of the same length, so that places still fit."""
    return _QUOTE.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][-1], text)


def hard_facts(text: str) -> tuple[str, ...]:
    """Prices, percentages, dates, times, links, addresses and phone numbers as they are written, in order, each once."""
    spans: list[tuple[int, int]] = []
    for pattern in _HARD:
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end in spans)
            if not inside and not _is_setting(text, match):
                spans.append(match.span())
    found = (text[start:end].strip() for start, end in sorted(spans))
    # The full stop after '12 June.' ends the sentence; that of 'p.m.' belongs to it.
    return tuple(dict.fromkeys(fact if fact.endswith(".m.") else fact.rstrip(".") for fact in found))


def _is_setting(text: str, match: re.Match[str]) -> bool:
    """'16:9' is the shape of the film, not a time of day."""
    if match[0] not in ("16:9", "9:16", "16/9", "9/16", "4/5"):
        return False
    return not re.search(r"\b(?:at|until|by|from|on|@)\s*$", text[: match.start()], re.I)


def names(text: str) -> tuple[str, ...]:
    """Names of people, products and places: capitals inside a sentence, or two and more capitalised words in a row."""
    if len(_GERMAN.findall(text)) > 1:
        # German writes every noun with a capital, so a capital names nothing there.
        return tuple(dict.fromkeys(re.findall(r"\b[A-Z][a-z]+[A-Z]\w*", text)))
    found: list[str] = []
    for match in _NAME.finditer(text):
        words = match[0].split(" ")
        start = match.start()
        opens_sentence = not text[:start].strip() or bool(re.search(r"[.!?:\n\"“]\s*$", text[:start]))
        while words and words[0] in _COMMON:
            words, opens_sentence = words[1:], False
        while words and words[-1] in _COMMON:
            words = words[:-1]
        name = re.sub(r"['’]s$", "", " ".join(words))
        inner_capital = bool(re.search(r"[a-z][A-Z]|\d", name))
        if (
            len(name) > 1
            and tag_of(name) is None
            and not name.isdecimal()
            and (len(words) > 1 or inner_capital or not opens_sentence)
        ):
            found.append(name)
    return tuple(dict.fromkeys(found))


def counts(text: str) -> tuple[str, ...]:
    """Other figures with what they count: '40 robots', '1 in 5', '14 to 22', '1987'. Numbers of scenes and pixels are no facts."""
    found: list[str] = []
    for match in _COUNT.finditer(text):
        noun = match["noun"] or ""
        if _PRODUCED.match(text[match.end("number") :]) or _PRODUCING.search(text[: match.start()]):
            continue
        small = noun.lower() in _SMALL_WORDS or noun.lower() in NUMBER_WORDS
        found.append(match["number"] if small or not noun else match[0])
    return tuple(dict.fromkeys(found))


_SMALL_WORDS = frozenset(word for words in SMALL.values() for word in words.split()) | {
    "off",
    "per",
    "x",
    "or",
    "tops",
    "max",
    "only",
}
_COUNT = re.compile(
    r"(?<![\w.,:/@#+\0-])(?P<number>\d+ (?:in|of|out of) \d+|\d+(?:[.,]\d+)*(?:\s?(?:-|–|to)\s?\d+(?:[.,]\d+)*)?)(?:[  ](?P<noun>[^\W\d_]{2,}))?(?![\w/@]|[.:]\d)"
)
_PRODUCED = re.compile(
    r"[\s-]*(?:scenes?|slides?|shots?|takes?|versions?|variants?|options?|px|pixels?|fps|k\b|p\b|hd|szenen|escenas|scènes|seconds?\b|secs?\b|:|[x×]\s?\d|by \d)",
    re.I,
)
_PRODUCING = re.compile(r"\b(?:scene|slide|shot|take|mp|in)\s?$(?<!\bin )(?<!\bin)", re.I)


def facts(text: str, settings: Sequence[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Everything a film made from `text` must hold byte for byte: hard facts, quoted text, names, then other figures.

    `settings` are the places of words about the film itself, such as its length.
    """
    for start, end in settings:
        text = text[:start] + "\0" * (end - start) + text[end:]
    # 'says "Fresh bread," and': the comma belongs to the sentence around the quote.
    quoted = tuple(quote.rstrip(",") for quote in quotes(text))
    held = [*hard_facts(text), *quoted]
    plain = without_quotes(text)
    held += [name for name in names(plain) if not any(name in fact for fact in held)]
    for fact in sorted(held, key=len, reverse=True):
        plain = plain.replace(fact, "\0" * len(fact))
    held += [count for count in counts(plain) if count not in held]
    return tuple(dict.fromkeys(held))
