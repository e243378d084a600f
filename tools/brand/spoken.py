"""How a brand speaks, from what is said in its videos: sentences, tone, phrases that come back, what viewers are asked to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from memory.domain.brand import PhraseRole
from memory.recall import STOP
from tools.transcribing import Said

LEAST_WORDS = 40
PHRASE_WORDS = (3, 8)
MOST_PHRASES = 5
LAST = 3  # sentences of a film among which the call to action is
DIRECT, INFORMAL, LIVELY, ASKING = 0.3, 0.15, 0.2, 0.15
PLAIN_WORDS, LONG_WORDS = 12.0, 18.0
_ASKS = re.compile(
    r"^(?:so |and |now |just |then )?(?:visit|order|try|call|book|sign up|start|join|get|download|discover|learn more|see|come|"
    r"find|shop|buy|register|subscribe|ask|go to|head to|follow|apply|donate|reserve|meet us|talk to us|write to us|"
    r"besuch|bestell|jetzt|visita|pide|reserva|commandez|visitez|rejoignez|ordina|visita)\w*\b",
    re.I,
)
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you['’]\w+|du|dein\w*|ihr|euch|tú|tu|tus|vous|votre|vos)\b", re.I)
_CONTRACTED = re.compile(r"\b\w+['’](?:s|re|ll|ve|d|t|m)\b", re.I)


@dataclass(frozen=True)
class Line:
    """A sentence that is said in a video, and when."""

    video: str
    start_s: float
    end_s: float
    text: str

    @property
    def words(self) -> list[str]:
        """In small letters, without marks."""
        return re.findall(r"\w+(?:['’]\w+)*", self.text.casefold())


@dataclass(frozen=True)
class Turn:
    """A turn of phrase and the lines that hold it, one of each video."""

    text: str
    role: PhraseRole
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Manner:
    """How a brand speaks. `tone` is '' where nothing stands out; the rates are None where too little is said."""

    words_per_minute: float | None = None
    words_per_sentence: float | None = None
    tone: str = ""
    turns: tuple[Turn, ...] = ()


def manner(said: Mapping[str, Sequence[Said]]) -> Manner:
    """What the transcripts of several videos, by their names, have in common; nothing of less than LEAST_WORDS words."""
    lines = [line for video, pieces in said.items() for line in lines_of(video, pieces)]
    words = sum(len(line.words) for line in lines)
    if words < LEAST_WORDS:
        return Manner()
    spoken_s = sum(one.end_s - one.start_s for pieces in said.values() for one in pieces)
    return Manner(
        words_per_minute=round(60 * words / spoken_s) if spoken_s > 0 else None,
        words_per_sentence=round(words / len(lines), 1),
        tone=_tone(lines),
        turns=(*_call(lines), *_recurring(lines)),
    )


def lines_of(video: str, pieces: Sequence[Said]) -> list[Line]:
    """Whole sentences: what is heard in pieces is joined up to its full stop, and split where one piece holds several."""
    lines: list[Line] = []
    begun: list[Said] = []
    for piece in pieces:
        begun.append(piece)
        if re.search(r"[.!?…。？！]['\"”»]?$", piece.text):
            lines += _sentences(video, begun)
            begun = []
    return lines + _sentences(video, begun)


def _sentences(video: str, pieces: Sequence[Said]) -> list[Line]:
    if not pieces:
        return []
    text = " ".join(piece.text for piece in pieces)
    parts = [part for part in re.split(r"(?<=[.!?…])\s+(?=[\"“«]?\w)|(?<=[。？！])", text) if re.search(r"\w", part)]
    start_s, length_s, letters = pieces[0].start_s, pieces[-1].end_s - pieces[0].start_s, max(1, sum(map(len, parts)))
    lines = []
    for part in parts:
        end_s = start_s + length_s * len(part) / letters
        lines.append(Line(video, round(start_s, 2), round(end_s, 2), part.strip()))
        start_s = end_s
    return lines


def _tone(lines: Sequence[Line]) -> str:
    """'We sound direct, informal and plain: short sentences, “you”, contractions.'"""
    count = len(lines)
    length = sum(len(line.words) for line in lines) / count
    signs = (
        (sum(bool(_YOU.search(line.text)) for line in lines) / count >= DIRECT, "direct", "“you”"),
        (sum(bool(_CONTRACTED.search(line.text)) for line in lines) / count >= INFORMAL, "informal", "contractions"),
        (length <= PLAIN_WORDS, "plain", "short sentences"),
        (length >= LONG_WORDS, "measured", "long sentences"),
        (sum(line.text.endswith("!") for line in lines) / count >= LIVELY, "lively", "exclamations"),
        (sum(line.text.endswith("?") for line in lines) / count >= ASKING, "curious", "questions"),
    )
    found = [(how, by) for is_so, how, by in signs if is_so]
    return f"We sound {_listed([how for how, _ in found])}: {', '.join(by for _, by in found)}." if found else ""


def _call(lines: Sequence[Line]) -> list[Turn]:
    """What viewers are asked to do at the end, in the words of most videos; of one alone too, if it asks for something."""
    asked: dict[str, list[Line]] = {}
    for video in dict.fromkeys(line.video for line in lines):
        ending = [line for line in lines if line.video == video][-LAST:]
        if found := next((line for line in reversed(ending) if _ASKS.match(line.text)), None):
            asked.setdefault(" ".join(found.words), []).append(found)
    if not asked:
        return []
    most = max(asked.values(), key=len)
    return [Turn(most[0].text.rstrip(), "call_to_action", tuple(most))]


def _recurring(lines: Sequence[Line]) -> list[Turn]:
    """Turns of phrase that at least two videos share, the longest of each; only those that say something."""
    places: dict[tuple[str, ...], dict[str, Line]] = {}
    for line in lines:
        words = line.words
        for length in range(PHRASE_WORDS[0], PHRASE_WORDS[1] + 1):
            for at in range(len(words) - length + 1):
                places.setdefault(tuple(words[at : at + length]), {}).setdefault(line.video, line)
    shared = {words: by for words, by in places.items() if len(by) > 1 and sum(word not in STOP for word in words) >= 2}
    whole = [
        words
        for words, by in shared.items()
        if not any(len(other) > len(words) and _inside(words, other) and len(shared[other]) >= len(by) for other in shared)
    ]
    # A sentence that all films end on is their call to action, told by itself.
    best = sorted(whole, key=lambda words: (-len(shared[words]), -len(words), words))[:MOST_PHRASES]
    turns = [
        Turn(_as_said(words, next(iter(shared[words].values()))), "recurring", tuple(shared[words].values())) for words in best
    ]
    asked = Counter(line.text for turn in turns for line in turn.lines if _ASKS.match(line.text))
    return [turn for turn in turns if not all(line.text in asked for line in turn.lines)]


def _inside(words: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(other[at : at + len(words)] == words for at in range(len(other) - len(words) + 1))


def _as_said(words: tuple[str, ...], line: Line) -> str:
    """The phrase with the capitals and marks that it was written down with."""
    pattern = r"\W+".join(map(re.escape, words))
    found = re.search(pattern, line.text, re.I)
    return found[0] if found else " ".join(words)


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
