"""A phrase book for English films whose brief says little: first sentences by topic, and what a fact means to the viewer."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from agent.director.checking import SENTENCES

_COMMENT = "#"
_ORDERED = re.compile(r" (?:an?|your|yours|now|us|by|at|online|today)\b")
_LEAD = re.compile(r"^(?:next|then|first|second|third|now|finally|last)(?: of all)?,? ", re.I)


@dataclass(frozen=True)
class Turn:
    """Lines that may follow a sentence with `pattern` in films of `kinds`."""

    kinds: frozenset[str]
    pattern: re.Pattern[str]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Topic:
    """First sentences of films about any of `words`."""

    words: re.Pattern[str]
    lines: tuple[str, ...]


def hook_about(request: str) -> str:
    """A first sentence for the topic that `request` has most words of, the earliest among equals; '' where it has none.

    Of 'desk lamp' only the lamp counts: the last word of a compound says what it is. 'Book a demo' is about no book.
    """
    found = [
        (topic, word) for topic in topics() for word in topic.words.finditer(request) if not _ORDERED.match(request, word.end())
    ]
    starts = {word.start() for _, word in found}
    heads = [(topic, word) for topic, word in found if word.end() + 1 not in starts]
    if not heads:
        return ""
    counts: dict[int, set[str]] = {}
    for topic, word in heads:
        counts.setdefault(id(topic), set()).add(word[0].lower())
    topic, _ = max(heads, key=lambda entry: (len(counts[id(entry[0])]), -entry[1].start()))
    return _one_of(topic.lines, request)


def with_turn(kind: str, line: str, told: str) -> str:
    """`line` with what one of its facts means to the viewer of a film of this kind, said right behind that fact.

    '' where nothing is known that `told` does not say already. A line takes one only.
    """
    sentences = SENTENCES.split(line)
    if any(one in line for turn in turns() for one in turn.lines):
        return ""
    for turn in turns():
        place = next((index for index, sentence in enumerate(sentences) if turn.pattern.search(_LEAD.sub("", sentence))), None)
        if kind in turn.kinds and place is not None and not any(one in told for one in turn.lines):
            while place + 1 < len(sentences) and sentences[place + 1][:1].isdigit():
                place += 1  # '10 am to 4 pm.' belongs to what was said before it
            return " ".join((*sentences[: place + 1], _one_of(turn.lines, line), *sentences[place + 1 :]))
    return ""


@cache
def topics() -> tuple[Topic, ...]:
    """Every topic of the phrase book, in its order."""
    return tuple(
        Topic(re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, head.split(', ')))})(?![\w-])", re.I), lines)
        for head, lines in _entries("hooks.en.txt")
    )


@cache
def turns() -> tuple[Turn, ...]:
    """Every turn of the phrase book, in its order: the first that fits is taken."""
    found = []
    for head, lines in _entries("turns.en.txt"):
        kinds, _, pattern = head.partition(" | ")
        found.append(Turn(frozenset(kinds.split(", ")), re.compile(pattern, re.I), lines))
    return tuple(found)


def _entries(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each line at the margin with the indented lines under it."""
    entries: list[tuple[str, list[str]]] = []
    for line in (files("agent.director") / "phrases" / name).read_text("utf-8").splitlines():
        if line.startswith(" "):
            entries[-1][1].append(line.strip())
        elif line and not line.startswith(_COMMENT):
            entries.append((line, []))
    return tuple((head, tuple(lines)) for head, lines in entries)


def _one_of(lines: tuple[str, ...], text: str) -> str:
    """The same line for the same text, another one for many other texts."""
    return lines[zlib.crc32(text.encode()) % len(lines)]
