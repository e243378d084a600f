"""Cuts: a scene that is spoken for too long becomes several, each with a picture of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.director.checking import SENTENCES, STOP
from agent.director.contract import SceneText
from agent.director.lines import own_headline

LONGEST = 17  # words that are spoken over one picture: about seven seconds
FEWEST = 5  # words that a picture of its own is worth
FEWEST_FACT = 3  # and a figure, beside another one
SHOWN_WORDS = (3, 6)  # of a clause that is worth showing
_CLAUSE = re.compile(r"[,;:] (?:and |but |so |then )?")
# What says nothing without the sentence before it, or without its other half.
_LEANS = re.compile(r"(?:it|its|that|this|they|those|so|if|until|when|what|which|you|we|there|and|but|then)\b", re.I)
_FIGURES = re.compile(r"\d+(?:[.,:]\d+)*")
POINT_WORDS = 5
_THING = r"[^\s,.!?]+(?: (?!and\b)[^\s,.!?]+){0,5}"
_LIST = re.compile(
    r".*\b(?:adding|with|including|brings?|offers?|has|have|gets?|find|includes?|needs?|like)\b:? "
    rf"(?P<things>{_THING}(?:, {_THING})+,? and {_THING})[.!?]",
    re.I,
)
# 'Version 2 of our app, dark mode, faster search, export to Excel.'
_LISTED = re.compile(rf"^(?!once more)(?:[^\s,]+ ){{3,}}[^\s,]+, (?P<things>{_THING}(?:, {_THING}){{2,}})\.$", re.I)
_SOMEBODY = re.compile(r"\b(?:it|them|you|we|they|us)\b", re.I)  # in a thing that is none, but a deed
_ARTICLE = re.compile(r"^(?:the ability to|an?|the|our|your) ", re.I)
_SECOND_FACT = re.compile(r"^(?P<first>.*\d.*), and (?P<second>(?:it|they|we|you|he|she) \w+ .*\d.*)$")


@dataclass(frozen=True)
class Shot:
    """What is said and shown over one picture, and what that is about in the brief's own words."""

    text: SceneText
    source: str


def cut(shots: Sequence[Shot], longest: int = LONGEST) -> list[Shot]:
    """An English film with every scene of more than `longest` words cut between its sentences.

    The last one stands, for it is the card that the film ends on; so does a list. The first one is cut only before a figure:
    what it shows is read before anything is heard.
    """
    opens = _opened(shots[0]) if len(shots) > 1 else list(shots[:1])
    inner = [piece for shot in shots[1:-1] for piece in _pieces(shot, longest)]
    return [*opens, *inner, *shots[1:][-1:]]


def _opened(shot: Shot) -> list[Shot]:
    """The hook, and the figures that follow it over a picture of their own."""
    sentences = SENTENCES.split(shot.text.narration)
    hook, matter = " ".join(sentences[:-1]), sentences[-1]
    if len(hook.split()) < FEWEST or _FIGURES.search(hook) or len(_FIGURES.findall(matter)) < 2 or shot.text.points:
        return [shot]
    headline = own_headline(matter)
    tells = SceneText(matter, headline if headline != shot.text.headline else "")
    return [Shot(replace(shot.text, narration=hook), hook), Shot(tells, matter)]


def _pieces(shot: Shot, longest: int) -> list[Shot]:
    said = _parted(shot.text.narration)
    lines = [said] if shot.text.points else _lines(said, longest)
    if not shot.text.points and len(lines) == 1 and (listed := _listed(said)):
        return [Shot(replace(shot.text, narration=said, points=listed), shot.source)]
    if len(lines) == 1:
        return [replace(shot, text=replace(shot.text, narration=said))]
    # The headline stays with the words that it is taken from.
    kept = max(lines, key=lambda line: _shared(shot.text.headline, line))
    heads = [shot.text.headline if line is kept and shot.text.headline else _headline(line) for line in lines]
    return [Shot(replace(shot.text, narration=line, headline=head), line) for line, head in zip(lines, heads, strict=True)]


def _parted(line: str) -> str:
    """A line with 'It runs 40 hours, and it ships on 3 March.' as two sentences, one for each fact."""
    said = []
    for sentence in SENTENCES.split(line):
        if found := _SECOND_FACT.match(sentence):
            said += [f"{found['first']}.", found["second"][:1].upper() + found["second"][1:]]
        else:
            said.append(sentence)
    return " ".join(said)


def _lines(line: str, longest: int) -> list[str]:
    """The sentences of a line, together as long as one picture may stand; two figures have a picture each."""
    lines: list[str] = []
    for sentence in SENTENCES.split(line):
        shown, words = len(lines[-1].split()) if lines else 0, len(sentence.split())
        second = bool(lines and _FIGURES.search(lines[-1]) and _FIGURES.search(sentence))
        if not lines or (min(shown, words) >= (FEWEST_FACT if second else FEWEST) and (second or shown + words > longest)):
            lines.append(sentence)
        else:
            lines[-1] = f"{lines[-1]} {sentence}"
    return lines


def _listed(line: str) -> tuple[str, ...]:
    """Three things or more that a sentence lists, as points: 'dark mode, faster search and the ability to export'."""
    found = _LIST.search(line) or _LISTED.search(line)
    if found is None:
        return ()
    things = [_ARTICLE.sub("", thing.strip()) for thing in re.split(r",? and |, ", found["things"])]
    if any(len(thing.split()) > POINT_WORDS or _SOMEBODY.search(thing) for thing in things):
        return ()
    return tuple(thing[:1].upper() + thing[1:] for thing in things)


def _headline(shot: str) -> str:
    """The words around a fact, else a clause that stands by itself; '' where there is neither: then a face tells it."""
    if re.search(r"\d", shot):
        return own_headline(shot)
    least, most = SHOWN_WORDS
    clauses = (clause.strip(" .!?") for sentence in SENTENCES.split(shot) for clause in _CLAUSE.split(sentence))
    stands = next((one for one in clauses if least <= len(one.split()) <= most and not _LEANS.match(one)), "")
    return stands[:1].upper() + stands[1:]


def _shared(headline: str, line: str) -> int:
    """How many content words of a headline are spoken in a line."""
    spoken = {word[:5] for word in re.findall(r"\w+", line.lower())}
    return sum(word[:5] in spoken for word in re.findall(r"\w+", headline.lower()) if word not in STOP)
