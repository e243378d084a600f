"""A document's lines with what each is about: the heading it stands under, and who of the words it belongs to."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tools.documents import TextLine

Topic = Literal["color", "type", "logo", "avoid", "use", "pronunciation", "legal", "tone", "tagline", "motion", "facts", "other"]
_TOPIC_WORDS: tuple[tuple[Topic, str], ...] = (
    ("pronunciation", r"pronunciat|pronounc|how to say|aussprache"),
    ("legal", r"\blegal|disclaimer|compliance|regulatory|small print|mandatory (?:line|text)|rechtlich|impressum"),
    ("avoid", r"\b(?:avoid|don['’]?ts?\b|do not|never|banned|forbidden|prohibited|off[- ]limits|vermeiden|nicht)"),
    (
        "use",
        r"\b(?:words?|phrases?|terms?|vocabulary|language|lexicon|terminology|glossary)\b|\bwe (?:do )?say\b|\bdo say\b|^say\b",
    ),
    ("color", r"colou?r|palette|swatch|\bfarb"),
    ("type", r"typograph|typeface|\bfonts?\b|\btype\b|\bschrift|lettering"),
    ("logo", r"\blogos?\b|\bwordmark|clear ?space|brand ?mark|\bsymbol\b"),
    ("tagline", r"tag ?line|slogan|strap ?line|\bclaim\b"),
    ("tone", r"\btone\b|\bvoice\b|personality|writing|how we (?:sound|speak|write|talk)|\btonalit"),
    ("motion", r"\bvideo|\bmotion|\bfilms?\b|caption|lower third|\bmusic\b|\bsound|\baudio|\bediting\b|\bpac(?:e|ing)\b"),
    (
        "facts",
        r"\bfacts?\b|product|pric(?:e|ing)|features?\b|\bfigures\b|\bnumbers\b|\boffers?\b|specification|\bplans\b|claims",
    ),
)
_TOPICS = tuple((topic, re.compile(pattern, re.I)) for topic, pattern in _TOPIC_WORDS)
_BULLET = re.compile(r"^\s*(?:[-*•–·▪◦‣]|\d{1,2}[.)](?=\s))\s*")
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}\.)\s+(?=\S)")
_VALUE = re.compile(r"#[0-9a-f]{3,6}\b|\b(?:rgb|cmyk|pantone|pms)\b|[“\"”]|\d+\s*(?:%|€|\$|px|mm)|[$€£]\s?\d", re.I)
_PLAINLY_HEADING = re.compile(
    r"(?:words?|phrases?|terms?|language|vocabulary|claims) (?:we|to|that|not)\b|(?:what )?we (?:never |don['’]?t |do not )?say$|tone of voice$|"
    r"how (?:we|to) (?:sound|speak|write|talk|say)\b|clear ?space|(?:legal|mandatory|required) (?:lines?|texts?)$|(?:brand |colou?r )?(?:colou?rs|palette)$",
    re.I,
)
LONGEST_HEADING = 7
WRAPPED = 74  # letters of a line that may have been wrapped


@dataclass(frozen=True)
class Line:
    """One line without its bullet and marks. `under` is the last heading, `topic` what that is about; `cells` of a table row."""

    text: str
    page: int | None
    topic: Topic
    under: str
    cells: tuple[str, ...] = ()
    is_heading: bool = False
    is_bullet: bool = False


def lines_of(lines: Iterable[TextLine]) -> Iterator[Line]:
    """Every line in order, headings too. A heading below another one that says nothing of its own keeps the topic above."""
    topic: Topic = "other"
    under, depth = "", 1
    for raw in joined(lines):
        text = unmarked(raw.text)
        if not text or re.fullmatch(r"[-=_|:\s]+", text):
            continue
        level = len(raw.text) - len(raw.text.lstrip("#"))
        if is_heading(raw.text):
            found = topic_of(text)
            if found != "other" or (level and level <= depth):
                topic = found
            depth = level or depth
            under = text.rstrip(":")
            yield Line(text.rstrip(":"), raw.page, topic, under, is_heading=True)
            continue
        cells = tuple(unmarked(cell) for cell in raw.text.strip().strip("|").split("|")) if "|" in raw.text else ()
        yield Line(text, raw.page, topic, under, cells, is_bullet=bool(_BULLET.match(raw.text)))


def joined(lines: Iterable[TextLine]) -> Iterator[TextLine]:
    """Lines as they were before a page or an editor wrapped them: a line that goes on in the next one is one with it."""
    before: TextLine | None = None
    for line in lines:
        if before is not None and _goes_on(before.text, line.text):
            before = TextLine(f"{before.text} {line.text.strip()}", before.page)
            continue
        if before is not None:
            yield before
        before = line
    if before is not None:
        yield before


def _goes_on(before: str, after: str) -> bool:
    if after.startswith("#") or before.startswith("# ") or _BULLET.match(after) or "|" in before or "|" in after:
        return False
    if before.rstrip().endswith((".", "!", "?", ":", ";")) or is_heading(before) or is_heading(after):
        return False
    starts_low = after[:1].islower() or after[:1] in "(,"
    full = len(before) > WRAPPED and not _BULLET.match(before)
    return (starts_low and len(before) > WRAPPED // 2) or full or before.rstrip().endswith(",")


def topic_of(text: str) -> Topic:
    """What a heading is about."""
    return next((topic for topic, pattern in _TOPICS if pattern.search(text)), "other")


def is_heading(text: str) -> bool:
    """A marked heading, or a short line with no end of a sentence that names a topic and holds no value."""
    if text.startswith("#") and text.lstrip("#").startswith(" "):
        return True
    plain = unmarked(text)
    words = plain.rstrip(":").split()
    if not words or len(words) > LONGEST_HEADING or plain.endswith((".", "!", "?", ";", ",")) or _VALUE.search(plain):
        return False
    if _BULLET.match(text) or "|" in text or ":" in plain.rstrip(":"):
        return False
    titled = all(word[0].isupper() or word[0].isdigit() or len(word) <= 4 for word in words) or plain.endswith(":")
    titled = titled or bool(_PLAINLY_HEADING.match(plain))
    return (titled or plain.isupper() or bool(_NUMBER.match(text))) and topic_of(plain) != "other"


def unmarked(text: str) -> str:
    """Without bullet, number, emphasis and the marks of a heading."""
    text = _BULLET.sub("", re.sub(r"^#{1,6}\s+", "", text.strip()))
    text = _NUMBER.sub("", text) if len(text.split()) <= LONGEST_HEADING + 1 else text
    return re.sub(r"\*\*|__|`", "", text).strip().strip("|").strip()


def sentences(text: str) -> list[str]:
    """The sentences of a line; a dot inside a number, an address or a short form ends none."""
    parts = re.split(
        r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bNo\.)(?<!\bInc\.)(?<!\bLtd\.)[\"”»']?\s+(?=[\"“«'(]?[A-ZÄÖÜÉÀ0-9])", text
    )
    return [part.strip() for part in parts if part.strip()]


def quoted(text: str) -> list[str]:
    """What stands between quotation marks of any kind, in order; an apostrophe inside a word is no mark."""
    found = re.findall(r"[“„«\"]([^”“»\"]{1,300})[”“»\"]|(?<!\w)[‘']([^’'\n]{1,200}(?:['’]\w[^’'\n]*)*)[’'](?!\w)", text)
    return [(double or single).strip() for double, single in found]
