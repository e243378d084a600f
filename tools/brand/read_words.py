"""The words of a guideline: to use, to avoid, how names are spoken, lines that the law or the brand asks for."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memory.domain.brand import LegalLine, Phrase, Pronunciation, Value, WordAvoid, WordUse
from tools.brand.sections import Line, quoted, sentences

_Q = r"[“\"„«‘']?"
_E = r"[”\"“»’']?"
_PAIR = re.compile(
    rf"^(?!do not\b|don['’]?t\b|never\b|avoid\b)(?:(?:always |please )?(?:say|write|use|prefer|speak of|call (?:it|them)|we say)\s+)?(?:the (?:word|term)s? )?{_Q}(?P<use>[^“”\"→]{{2,60}}?){_E}"
    rf"\s*(?:,?\s+(?:not|never|instead of|rather than|over|and not|but not)|\s*→\s*not)\s+{_Q}(?P<avoid>[^“”\"]{{2,60}}?){_E}\.?$",
    re.I,
)
_ARROW = re.compile(rf"^{_Q}(?P<avoid>[^“”\"→>]{{2,60}}?){_E}\s*(?:→|->|=>)\s*{_Q}(?P<use>[^“”\"]{{2,60}}?){_E}\.?$")
_INSTEAD = re.compile(
    rf"^(?:(?:please )?(?:(?:we )?never|do not|don['’]?t|avoid)(?: ever)?(?: (?:say|use|write|saying|using|writing))? )?{_Q}(?P<avoid>[^“”\"(]{{2,60}}?){_E}\s*(?:\((?:say|use|better|instead|prefer)[:,]?\s*(?:instead[:,]?\s*)?{_Q}(?P<one>[^)“”\"]{{2,60}}?){_E}\)|"
    rf"[–—:,;-]\s*(?:say|use|better|prefer|instead)[:,]?\s+{_Q}(?P<two>[^“”\"]{{2,60}}?){_E}(?: instead)?)\.?$",
    re.I,
)
_AVOID = re.compile(
    r"\b(?:avoid|never (?:say|use|write|call \w+|speak of)|(?:do not|don['’]?t|we don['’]?t|must not|we never) (?:ever )?(?:say|use|write|speak of)|(?:banned|forbidden|prohibited) (?:words?|phrases?|terms?)(?: are)?|words? to avoid)\b"
    r"(?: (?:the )?(?:words?|phrases?|terms?|expressions?|claims?))*(?: like| such as)?\s*:?\s*(?P<list>.+)$",
    re.I,
)
_USE = re.compile(
    r"^(?:please |always |we )?(?:say|prefer|preferred (?:words?|terms?)|words? (?:we|to) (?:use|love)|use the (?:words?|terms?|phrases?))\s*:?\s+(?P<list>.+)$",
    re.I,
)
_SAID = (
    re.compile(rf"{_Q}(?P<name>[\w][\w .&'’-]{{0,40}}?){_E}\s+(?:is|are)\s+(?:always\s+)?(?:pronounced|spoken|said)\s+(?:as\s+|like\s+)?{_Q}(?P<said>[^“”\".;,]{{2,60}})", re.I),
    re.compile(rf"\b(?:pronounce|say)\s+{_Q}(?P<name>[A-Z][\w .&'’-]{{0,40}}?){_E}\s+(?:as|like)\s+{_Q}(?P<said>[^“”\".;,]{{2,60}})", re.I),
    re.compile(rf"{_Q}(?P<name>[A-Z][\w &'’-]{{1,40}}?){_E}\s*\((?:say|pronounced|spoken)[:,]?\s*{_Q}(?P<said>[^“”\")]{{2,60}}?){_E}\)"),
)  # fmt: skip
_SAID_ROW = re.compile(
    rf"^{_Q}(?P<name>[\w][\w .&'’-]{{0,40}}?){_E}\s*(?:[:=|→]|->|\s[–—-])\s*(?:say\s+|pronounced\s+)?{_Q}(?P<said>[^“”\",;(]{{2,60}}?){_E}(?:\s*[,(;.].*)?$"
)
_SAY_NAME = re.compile(rf"^(?:say|always say)\s+{_Q}(?P<said>[A-Za-z]+(?:[- ][A-Za-z]+)+){_E}\b", re.I)
_IPA = re.compile(r"[ˈˌəɛɪʊɔæʃʒθðŋɑɒʌːɹ]|^/.+/$|^\[.+\]$")
_RESPELLED = re.compile(r"[A-Za-z]+(?:[-· ][A-Za-z]+)*")
_LEGAL = re.compile(
    r"\b(?:legal(?: line| notice| text)?|disclaimer|(?:mandatory|required) (?:line|text|notice)|(?:must|has to|have to|always|should) (?:show|carry|include|display|state|end with|contain|bear|say|read)s?|"
    r"(?:show|carry|include|display|add|state)s?)\b",
    re.I,
)
_WHEN = re.compile(
    r"\b(?:when(?:ever)?|if|where(?:ver)?|in (?:films?|videos?) (?:that|with|about)|for (?:all )?(?:films?|videos?|offers?|ads?) (?:that|with|about))\s+([^,;:.“\"]{3,80})|\bfor ([\w -]{3,40}? (?:films?|videos?|offers?|ads?|claims?))\b",
    re.I,
)
_TAGLINE = re.compile(r"\b(?:tag ?line|slogan|strap ?line|brand claim|our claim)\b", re.I)
_CTA = re.compile(
    r"\bcall[- ]to[- ]action\b|\bCTA\b|\b(?:end|close|finish) (?:every|each|all|the) (?:films?|videos?)?\s*(?:by|with) (?:saying|the words)\b",
    re.I,
)
OTHER_TABLES = ("color", "type", "logo", "motion")  # 'Use' heads a column there too, and means something else
LONGEST_WORD = 5  # words of an entry in a list


@dataclass(frozen=True)
class FoundWord:
    """What a line says of words, how surely, and whether it may never be broken."""

    value: Value
    line: Line
    hard: bool = False


def read_words(lines: Sequence[Line]) -> list[FoundWord]:
    """Words to use and avoid, pronunciations, legal lines, taglines and calls to action, in order, each once."""
    found: dict[Value, FoundWord] = {}
    columns: tuple[str, ...] = ()
    hard_section = False
    for line in lines:
        if line.is_heading:
            columns = ()
            hard_section = bool(re.search(r"never|forbidden|banned|prohibited|must not|off[- ]limits", line.text, re.I))
            continue
        if line.cells and not columns and _is_head(line.cells) and line.topic not in OTHER_TABLES:
            columns = line.cells
            continue
        for value, hard in _values(line, columns, hard_section):
            found.setdefault(value, FoundWord(value, line, hard))
    return list(found.values())


def _is_head(cells: Sequence[str]) -> bool:
    return any(
        re.fullmatch(
            r"(?:we )?(?:do(?:n['’]?t)?|say|use|avoid|instead(?: of)?|never(?: say)?|not|name|pronunciation|spoken|written|preferred|words?.*)",
            cell.strip(),
            re.I,
        )
        for cell in cells
    )


def _values(line: Line, columns: Sequence[str], hard_section: bool) -> Iterator[tuple[Value, bool]]:
    if line.cells and columns:
        yield from _row(line, columns)
        return
    match line.topic:
        case "pronunciation":
            yield from ((value, False) for value in _spoken(line, is_row=True))
            return
        case "legal":
            yield from _legal(line)
            return
        case "tagline":
            yield from ((Phrase(text=_end(text)[:200], role="tagline"), False) for text in (quoted(line.text) or [line.text])[:1])
            return
    for sentence in sentences(line.text):
        yield from ((value, False) for value in _spoken(Line(sentence, line.page, line.topic, line.under), is_row=False))
        if (_TAGLINE.search(sentence) or _CTA.search(sentence)) and (said := quoted(sentence) or _after_colon(sentence)):
            yield Phrase(text=said[0][:200], role="tagline" if _TAGLINE.search(sentence) else "call_to_action"), False
            continue
        if line.topic in OTHER_TABLES:
            continue
        if re.search(r"\b(?:legal line|disclaimer|mandatory line|required line)\b", sentence, re.I):
            yield from _legal(line)
            return
        yield from _said_or_not(sentence, line, hard_section)


def _said_or_not(sentence: str, line: Line, hard_section: bool) -> Iterator[tuple[Value, bool]]:
    never = (
        bool(
            re.search(
                r"\bnever\b|\bmust not\b|\bforbidden\b|\bbanned\b|\bprohibited\b|\bunder no circumstances\b", sentence, re.I
            )
        )
        or hard_section
    )
    is_listed = line.topic in ("use", "avoid")
    pair = _PAIR.match(sentence) if is_listed or quoted(sentence) else None
    pair = pair or (_ARROW.match(sentence) if is_listed else None)
    pair = pair or (_INSTEAD.match(sentence) if is_listed else None)
    if pair:
        groups = pair.groupdict()
        use, avoid = _clean(groups.get("use") or groups.get("one") or groups.get("two") or ""), _clean(groups["avoid"])
        if use and avoid and not _is_verb(avoid):
            yield WordUse(text=use, instead_of=(avoid,)), False
            yield WordAvoid(text=avoid, instead=use), never
            return
    if match := _AVOID.search(sentence):
        yield from ((WordAvoid(text=word), never) for word in _listed(match["list"], strict=not is_listed))
    elif match := _USE.match(sentence):
        yield from ((WordUse(text=word), False) for word in _listed(match["list"], strict=not is_listed))
    elif is_listed and (line.is_bullet or "," in sentence or quoted(sentence) or len(sentence.split()) <= 3):
        words = _listed(sentence, strict=False)
        for word in words:
            yield (WordAvoid(text=word), never) if line.topic == "avoid" else (WordUse(text=word), False)


def _listed(text: str, *, strict: bool) -> list[str]:
    """The entries of a list; `strict` takes quoted ones only, because other words may just be a sentence."""
    named = quoted(text)
    if named:
        return [word for one in named for word in [_clean(one)] if word]
    if strict and ":" not in text and "," not in text:
        return []
    parts = re.split(r",|;|/|\s+(?:and|or|und|oder)\s+", text.split(":", 1)[-1])
    words = [_clean(re.sub(r"^(?:and|or)\s+", "", part.strip())) for part in parts]
    return [word for word in words if word and len(word.split()) <= LONGEST_WORD and not _is_verb(word)]


def _is_verb(text: str) -> bool:
    """Whether an entry is no word to say but a thing to do: 'shouting', 'long sentences', 'exclamation marks'."""
    return bool(
        re.search(
            r"\b(?:sentences?|exclamation|marks?|jargon|slang|emojis?|capitals?|caps|acronyms|passive|puns?|jokes|voice|tone|hashtags|words|phrases|anything|everything|superlatives|clich[eé]s|abbreviations|contractions)\b",
            text,
            re.I,
        )
    )


def _row(line: Line, columns: Sequence[str]) -> Iterator[tuple[Value, bool]]:
    heads = [column.lower() for column in columns]
    cells = dict(zip(heads, line.cells, strict=False))
    said = next((cell for head, cell in cells.items() if re.search(r"pronunc|spoken", head)), "")
    if said:
        name = next((cell for head, cell in cells.items() if cell != said), "")
        yield from ((value, False) for value in [_pronounced(name, said)] if value)
        return
    avoid = next((cell for head, cell in cells.items() if re.search(r"avoid|don['’]?t|never|instead|^not", head)), "")
    use = next((cell for head, cell in cells.items() if cell != avoid and re.search(r"use|say|do$|prefer|write", head)), "")
    for word in _listed(use, strict=False):
        yield WordUse(text=word, instead_of=tuple(_listed(avoid, strict=False))), False
    for word in _listed(avoid, strict=False):
        yield WordAvoid(text=word, instead=_clean(use)), False


def _spoken(line: Line, *, is_row: bool) -> list[Pronunciation]:
    for pattern in _SAID:
        if match := pattern.search(line.text):
            made = _pronounced(match["name"], match["said"])
            return [made] if made else []
    if is_row and (match := _SAID_ROW.match(" | ".join(line.cells) if line.cells else line.text)):
        made = _pronounced(match["name"], match["said"])
        return [made] if made else []
    return []


def _pronounced(name: str, said: str) -> Pronunciation | None:
    """A name and how it is spoken, where that is IPA or a respelling; None where it is neither."""
    said = said.strip(" .'’\"“”")
    name = re.sub(r"^(?:the (?:name|word|brand)|our name|the)\s+", "", name.strip(" .'’\"“”"), flags=re.I)
    if not name or not said or len(name.split()) > 4:
        return None
    ipa = bool(_IPA.search(said))
    respelled = _RESPELLED.fullmatch(said) and len(said.split()) <= 6
    if not ipa and not respelled:
        return None
    return Pronunciation(written=name, said=said.strip("/[]") if ipa else said, ipa=ipa)


def _legal(line: Line) -> Iterator[tuple[Value, bool]]:
    """Lines that have to be shown: what stands in quotation marks, else the line itself where it is no instruction."""
    texts = [text for text in quoted(line.text) if len(text.split()) >= 2]
    around = re.sub(r"[“\"„«].*?[”\"“»]", " ", line.text)
    when = match[0][:1].lower() + match[0][1:] if (match := _WHEN.search(around)) else ""
    hard = bool(
        re.search(
            r"\bmust\b|\bmandatory\b|\brequired\b|\bhas to\b|\bhave to\b|\balways\b|\bevery\b|\ball\b|\(hard\)",
            around + " " + line.under,
            re.I,
        )
    )
    if not texts and not _LEGAL.search(line.text):
        texts = [line.text]
    elif not texts and (after := _after_colon(line.text)):
        texts = after
    yield from ((LegalLine(text=text[:400], when=when.strip()), hard) for text in texts)


def _after_colon(text: str) -> list[str]:
    tail = text.partition(":")[2].strip()
    return [tail.strip('“”"')] if len(tail.split()) >= 2 else []


def _clean(text: str) -> str:
    return re.sub(r"^(?:the (?:words?|phrases?|terms?) )", "", text.strip(" .,:;“”\"„«»‘’'()*"), flags=re.I).strip(" “”\"'‘’")[
        :120
    ]


def _end(text: str) -> str:
    return text.strip(' “”"')
