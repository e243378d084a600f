"""Spoken words to caption lines, burnt-in or as SRT and WebVTT."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from memory.domain.storyboard import AspectRatio
from renderer.look.phrases import clings
from renderer.spec import Word

# Characters a block may hold (two rows together) and words at a time, by aspect; look/film.md's limits.
_LIMITS: dict[AspectRatio, tuple[int, int]] = {"16:9": (68, 12), "1:1": (48, 8), "4:5": (44, 7), "9:16": (26, 5)}
_ROW = 38
# Letters that take the width of two: fewer of them fill a row.
_WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))


def lines(words: Sequence[Word], aspect: AspectRatio) -> tuple[tuple[Word, ...], ...]:
    """Blocks of words for one screen each: broken at phrases, never after an article or a preposition."""
    limit, count = _LIMITS[aspect]
    blocks: list[list[Word]] = []
    block: list[Word] = []
    for word in words:
        length = sum(_width(other.text) + 1 for other in block) + _width(word.text)
        if block and (length > limit or len(block) >= count):
            kept = block
            while len(kept) > 1 and clings(kept[-1].text):
                kept = kept[:-1]
            blocks.append(kept)
            block = block[len(kept) :]
        block.append(word)
        if word.text.endswith((".", "!", "?", ":", ";")) or (word.text.endswith(",") and length > limit * 0.55):
            blocks.append(block)
            block = []
    if block:
        blocks.append(block)
    return tuple(tuple(block) for block in _without_orphans(blocks, limit, count))


def _without_orphans(blocks: list[list[Word]], limit: int, count: int) -> list[list[Word]]:
    """A single short word joins the block before it where it fits."""
    out: list[list[Word]] = []
    for block in blocks:
        joins = bool(out) and len(block) == 1 and len(out[-1]) <= count and not out[-1][-1].text.endswith((".", "!", "?"))
        if joins and sum(_width(word.text) + 1 for word in out[-1] + block) <= limit + 1:
            out[-1] = out[-1] + block
        else:
            out.append(block)
    return out


def srt(blocks: Iterable[Sequence[Word]]) -> str:
    """SubRip text; words carry film-clock times."""
    rows = [
        f"{number}\n{_clock(block[0].start_s, ',')} --> {_clock(block[-1].end_s, ',')}\n{_text(block)}\n"
        for number, block in enumerate(blocks, 1)
    ]
    return "\n".join(rows)


def vtt(blocks: Iterable[Sequence[Word]]) -> str:
    """WebVTT text; words carry film-clock times."""
    rows = [f"{_clock(block[0].start_s, '.')} --> {_clock(block[-1].end_s, '.')}\n{_text(block)}\n" for block in blocks]
    return "WEBVTT\n\n" + "\n".join(rows)


def _text(block: Sequence[Word]) -> str:
    """Two rows where one would be too long, broken where the caption in the picture breaks: never after an article."""
    texts = [word.text for word in block]
    joint = "" if _WIDE.match(texts[0]) else " "
    whole = joint.join(texts)
    if _width(whole) <= _ROW:
        return whole
    cuts = [at for at in range(1, len(texts)) if not clings(texts[at - 1])] or list(range(1, len(texts)))
    if not cuts:
        return whole
    at = min(cuts, key=lambda cut: max(_width(joint.join(texts[:cut])), _width(joint.join(texts[cut:]))))
    return joint.join(texts[:at]) + "\n" + joint.join(texts[at:])


def _clock(seconds: float, mark: str) -> str:
    millis = round(seconds * 1000)
    return f"{millis // 3_600_000:02}:{millis // 60_000 % 60:02}:{millis // 1000 % 60:02}{mark}{millis % 1000:03}"
