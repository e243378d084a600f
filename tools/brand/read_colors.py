"""Colours of a guideline with their roles: values exactly as stated, and never one made from another kind of value."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from memory.domain.brand import Color, ColorRole
from tools.brand.sections import Line

_HEX = re.compile(
    r"(?<![\w#&])#([0-9a-f]{6}|[0-9a-f]{3})\b|\bhex(?: code| value)?\s*[:=]?\s*#?([0-9a-f]{6})\b|(?<![\w#.])0x([0-9a-f]{6})\b",
    re.I,
)
_NUMBER = r"(\d{1,3})"
_BETWEEN = r"\s*[,/;| ]\s*"
_RGB = re.compile(
    rf"\brgba?\b\s*[:=(]?\s*{_NUMBER}{_BETWEEN}{_NUMBER}{_BETWEEN}{_NUMBER}\b|\bR\s*[:=]?\s*{_NUMBER}\W{{0,3}}G\s*[:=]?\s*{_NUMBER}\W{{0,3}}B\s*[:=]?\s*{_NUMBER}\b",
    re.I,
)
_PER = r"(\d{1,3})\s*%?"
_CMYK = re.compile(
    rf"\bcmyk\b\s*[:=(]?\s*{_PER}{_BETWEEN}{_PER}{_BETWEEN}{_PER}{_BETWEEN}{_PER}|\bC\s*[:=]?\s*{_PER}\W{{0,3}}M\s*[:=]?\s*{_PER}\W{{0,3}}Y\s*[:=]?\s*{_PER}\W{{0,3}}K\s*[:=]?\s*{_PER}",
    re.I,
)
_PANTONE = re.compile(
    r"\b(?:pantone|pms)\b(?:\s*(?:®|colou?r))?\s*[:=]?\s*((?:[A-Z][a-z]+ )?\d{1,2}-\d{4}(?: ?[A-Z]{2,3})?|\d{2,5}(?: ?(?:CP|UP|XGC|C|U|M))?\b|(?:Cool|Warm) Gr[ae]y \d{1,2} ?[CU]?|(?:Reflex|Process) \w+ ?[CU]?|[A-Z][a-z]+ \d{3} ?[CU]?)",
    re.I,
)
_ROLE_WORDS: tuple[tuple[ColorRole, str], ...] = (
    ("accent", r"\baccents?\b|\bhighlights?\b|\bcall[- ]outs?\b|\bcta\b|\bbuttons?\b|\bemphasis\b|\bakzent"),
    ("secondary", r"\bsecondary\b|\bsupporting\b|\bcomplementary\b|\btertiary\b|\bsekundär"),
    ("background", r"\bback ?grounds?\b|\bcanvas\b|\bpaper\b|\bsurfaces?\b|\bbackdrops?\b|\bhintergrund"),
    ("text", r"\b(?:body )?text\b|\bbody copy\b|\btypography\b|\btype colou?r\b|\blettering\b|\bink\b"),
    (
        "primary",
        r"\bprimary\b|\bmain\b|\bcore\b|\blead(?:ing)?\b|\bprincipal\b|\bsignature\b|\b(?:our|the) brand colou?r\b|\bbrand (?:blue|green|red|yellow|orange|purple|teal|pink|black|colou?r)\b|\bhaupt|\bprimär",
    ),
)
_ROLES = tuple((role, re.compile(pattern, re.I)) for role, pattern in _ROLE_WORDS)
# A colour that is named to be left alone: the word stands before it, in its own part of the sentence.
_NOT = re.compile(
    r"\b(?:not|never|don['’]?t|avoid|no longer|instead of|rather than|replac(?:es|ed|ing)|retired?|former(?:ly)?|old|previous|deprecated|obsolete|until|"
    r"discontinued|competitors?['’]?s?|rival|legacy|outdated|wrong|forbidden|phased out|nicht|statt)\b",
    re.I,
)
_GONE = re.compile(
    r"\b(?:is|was|are|were|has been|have been) (?:now )?(?:retired|replaced|dropped|discontinued|gone|no longer|phased out|not (?:to be )?used)\b",
    re.I,
)
_NAME_STOP = re.compile(
    r"^\W*(?:(?:primary|secondary|tertiary|accents?|main|core|supporting|background|text|body|copy|colou?rs?|brand|hex|rgb|cmyk|pantone|pms|the|our|is|are|use|for|and|a|an|as|on|of|in|"
    r"highlights?|buttons?|role|name|value|palette|only|all|with|used|cta|headlines?|links?|signature|lead|leading|call|outs?|surfaces?|page|pages|swatch|digital|print|screen|colour|it|this|that|to|by|always|digital)\b\W*)+",
    re.I,
)
_PAUSE = re.compile(r"[;,.]\s+(?!\d)|\s+(?:and|or|not|but|instead of|on|with|over)\s+|\s[/|–—]\s|\)\s*")
WHITE_BLACK = {"#FFFFFF": "background", "#000000": "text"}


@dataclass(frozen=True)
class FoundColor:
    """A colour and the line it begins in."""

    color: Color
    line: Line


@dataclass(frozen=True)
class _Part:
    """A stretch of text that speaks of one colour at most."""

    text: str
    line: Line
    role: ColorRole | None


def read_colors(lines: Sequence[Line]) -> list[FoundColor]:
    """Every colour that is to be used, in order. A value without a hex or RGB keeps hex None: inks have no exact pixels."""
    out: list[FoundColor] = []
    group: ColorRole | None = None
    columns: tuple[str, ...] = ()
    pending: _Part | None = None
    is_open = False  # whether the last colour may take more values from the next line
    for line in lines:
        if line.is_heading:
            group, columns, pending, is_open = role_of(line.text), (), None, False
            if not has_value(line.text):
                continue
        if line.cells and not has_value(line.text):
            columns = tuple(cell.lower() for cell in line.cells)
            continue
        if not has_value(line.text):
            is_name = line.topic == "color" and len(line.text.split()) <= 6 and not line.text.endswith(".")
            pending = _Part(line.text, line, role_of(line.text)) if is_name else None
            is_open = False
            continue
        if line.cells:
            found = _row(line, columns, group)
            out += [FoundColor(found, line)] if found else []
            is_open, pending = False, None
            continue
        for part in _parts(line):
            made = _color(part.text)
            if made is None:
                continue
            if is_open and out and _adds(out[-1].color, made) and not made.name:
                out[-1] = replace(out[-1], color=_joined(out[-1].color, made))
                continue
            if _NOT.search(_before_value(part.text)) or _GONE.search(part.text):
                is_open = False
                continue
            name = made.name or (_name(pending.text) if pending else "")
            role = part.role or (pending.role if pending else None) or group or WHITE_BLACK.get(made.hex or "") or "other"
            out.append(
                FoundColor(
                    Color.model_validate({**made.model_dump(), "name": name, "role": role}), pending.line if pending else line
                )
            )
            is_open, pending = True, None
    return _distinct(out)


def has_value(text: str) -> bool:
    """Whether a colour's value stands in the text."""
    return any(pattern.search(text) for pattern in (_HEX, _RGB, _CMYK, _PANTONE))


def role_of(text: str) -> ColorRole | None:
    """The role that words give a colour; the first one named where there are several."""
    found = [(match.start(), role) for role, pattern in _ROLES if (match := pattern.search(text))]
    return min(found)[1] if found else None


def _parts(line: Line) -> list[_Part]:
    """A line cut so that each part holds one colour: before a second value of the same kind, at the nearest pause."""
    starts = [match.start() for match in _HEX.finditer(line.text)] or [match.start() for match in _RGB.finditer(line.text)]
    cuts = [0]
    for one, following in pairwise(starts):
        between = line.text[one:following]
        pause = _PAUSE.search(between)
        cuts.append(one + (pause.start() if pause else len(between)))
    ends = [*cuts[1:], len(line.text)]
    texts = [line.text[start:end] for start, end in zip(cuts, ends, strict=True)]
    return [_Part(text, line, role_of(text)) for text in texts]


def _row(line: Line, columns: Sequence[str], group: ColorRole | None) -> Color | None:
    """A row of a table. The columns' names say what a bare triple or quadruple of numbers is."""
    made = _color(" ; ".join(line.cells))
    if made is None or _NOT.search(line.text):
        return None
    for head, cell in zip(columns, line.cells, strict=False):
        if "cmyk" in head and made.cmyk is None and (found := _CMYK.search(f"CMYK {cell}")):
            made = made.model_copy(update={"cmyk": _four(found)})
        if "rgb" in head and made.hex is None and (rgb := _RGB.search(f"RGB {cell}")):
            made = made.model_copy(update={"hex": _from_rgb(rgb)})
        if "pantone" in head and not made.pantone and (ink := _PANTONE.search(f"Pantone {cell}")):
            made = made.model_copy(update={"pantone": ink[1].strip()})
    named = [cell for head, cell in zip(columns, line.cells, strict=False) if "name" in head or head in ("colour", "color")]
    plain = [cell for cell in line.cells if not has_value(cell) and re.search(r"[A-Za-z]", cell)]
    name = named[0] if named else next((cell for cell in plain if _name(cell)), "")
    role = role_of(" ; ".join(plain)) or group or WHITE_BLACK.get(made.hex or "") or "other"
    return Color.model_validate({**made.model_dump(), "name": _name(name) or made.name, "role": role})


def _color(text: str) -> Color | None:
    """The values in a text; its name is what stands before them."""
    hexed, rgb, inks, pantone = _HEX.search(text), _RGB.search(text), _CMYK.search(text), _PANTONE.search(text)
    first = min((found.start() for found in (hexed, rgb, inks, pantone) if found), default=None)
    if first is None:
        return None
    value = _hex(hexed) if hexed else _from_rgb(rgb) if rgb else None
    if value is None and not inks and not pantone:
        return None
    return Color(
        hex=value, name=_name(text[:first]), cmyk=_four(inks) if inks else None, pantone=pantone[1].strip() if pantone else ""
    )


def _hex(found: re.Match[str]) -> str:
    digits = (found[1] or found[2] or found[3]).upper()
    return "#" + (digits if len(digits) == 6 else "".join(2 * digit for digit in digits))


def _from_rgb(found: re.Match[str]) -> str | None:
    values = [int(group) for group in found.groups() if group is not None]
    return "#" + "".join(f"{value:02X}" for value in values) if max(values) <= 255 else None


def _four(found: re.Match[str]) -> tuple[int, int, int, int] | None:
    values = tuple(int(group) for group in found.groups() if group is not None)
    return (values[0], values[1], values[2], values[3]) if max(values) <= 100 else None


def _name(text: str) -> str:
    """'Primary: Harbour Blue (' -> 'Harbour Blue'; '' where nothing but settings and roles is said."""
    last = re.split(r"[.;|]", text.rstrip(" :=–—-(,|"))[-1]
    pieces = [piece for piece in re.split(r"[:(=–—,]|\s-\s", last) if piece.strip()]
    for piece in reversed(pieces):
        kept = re.findall(r"[A-ZÄÖÜÉ][\w'’-]*(?: [A-ZÄÖÜÉ0-9][\w'’-]*)*", _NAME_STOP.sub("", piece))
        if kept:
            return str(max(kept, key=len)).strip()[:60]
    return ""


def _before_value(text: str) -> str:
    starts = [match.start() for pattern in (_HEX, _RGB, _CMYK, _PANTONE) if (match := pattern.search(text))]
    return text[: min(starts)]


def _adds(known: Color, more: Color) -> bool:
    """Whether values belong to the colour above: those it has not yet, or the same hex in other words."""
    if more.hex and known.hex:
        return more.hex == known.hex
    return not (more.cmyk and known.cmyk) and not (more.pantone and known.pantone)


def _joined(known: Color, more: Color) -> Color:
    update = {"hex": known.hex or more.hex, "cmyk": known.cmyk or more.cmyk, "pantone": known.pantone or more.pantone}
    return known.model_copy(update=update)


def _distinct(found: Sequence[FoundColor]) -> list[FoundColor]:
    """Each colour once: where it is told of again, what is known of it adds up, and the first role stands."""
    out: list[FoundColor] = []
    for one in found:
        same = next((at for at, other in enumerate(out) if _same(other.color, one.color)), None)
        if same is None:
            out.append(one)
            continue
        known = _joined(out[same].color, one.color)
        role = known.role if known.role != "other" else one.color.role
        out[same] = replace(out[same], color=known.model_copy(update={"role": role, "name": known.name or one.color.name}))
    return out


def _same(one: Color, other: Color) -> bool:
    if one.hex and other.hex:
        return one.hex == other.hex
    return bool(one.name) and one.name.casefold() == other.name.casefold()
