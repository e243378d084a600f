"""A clause as a bag of known things: words of the lexicon whatever their order, scenes, lengths, colours, names and quotes."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz.distance import DamerauLevenshtein

from agent.director.read_colors import COLOR, hex_of
from agent.director.read_numbers import Length, lengths
from agent.director.read_scene import scene_ref
from agent.director.read_values import LANGUAGE, aspects, tag_of
from agent.director.wishes.clause import QUOTE, Clause, unquoted
from memory.domain.scene_refs import resolve
from memory.errors import NoSuchScene

_LEXICON = Path(__file__).parent.parent / "lexicon" / "en.txt"
_REAL_WORDS = _LEXICON.parent / "real_words.en.txt"
SCENE_S = 9.0  # no scene is asked to be longer
LONGEST = 7  # words of a phrase, or of a scene's description
# An apostrophe inside a word begins no quote.
_QUOTED = QUOTE.replace("'[^']*'", r"(?<!\w)'[^']*'(?!\w)")
_WORD = re.compile(r"[^\W_](?:[\w'-]*[^\W_])?|[#%&+]")
_SHORT_FORMS: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (re.compile(r"\b(ca|wo|sha)n't\b"), {"ca": "can not", "wo": "will not", "sha": "shall not"}),
    (re.compile(r"\b(can)(?:not|t)\b"), {"can": "can not"}),
    (re.compile(r"\b(do|does|did|is|are|was|were|should|could|would|have|has|need|must)n'?t\b"), {}),
    (re.compile(r"\b(it|that|she|he|there|what|who|here|this)'s\b"), {}),
    (re.compile(r"\b(i|we|you|they)'(d|re|ve|ll|m)\b"), {}),
)
_ENDINGS = {"d": "would", "re": "are", "ve": "have", "ll": "will", "m": "am"}
# Words that mean a scene only beside a noun, an article or a preposition.
_LOOSE = re.compile(r"(?:start|beginning|end|first|last|final|opening|closing|second|third|two|three|four|five|six|seven|[a-z]+)")
_ROLE_WORDS = frozenset(
    "hook intro introduction opener outro ending closer problem solution reveal demo testimonial recap summary".split()  # noqa: SIM905
)
_BEFORE_LOOSE = frozenset("to at in of for before after from on with the and swap make between behind into remove delete".split())  # noqa: SIM905
# 'get it under 30', 'cut it down to 40': seconds without the word.
_BARE_LENGTH = re.compile(
    r"\b(?P<most>under|below|less than|no (?:longer|more) than|at most|max(?:imum)?|within|shorter than) (?P<most_s>[1-9]\d{1,2})\b(?!\s*(?:[%$€£:x/]|\.\d|by\b|percent|scenes?|tips?|words?|dollars|s\b|sec|min))"
    r"|\b(?P<cut>(?:cut|trim|get|bring|keep|shorten|squeeze|shrink|tighten|condense|boil)(?: (?:it|this|that|the (?:video|film|clip|whole thing)))?) ?(?:down )?(?P<to>to|at|around|about) (?P<cut_s>[1-9]\d{1,2})\b(?!\s*(?:[%$€£:x/]|\.\d|by\b|percent|scenes?|tips?|words?|dollars|s\b|sec|min))"
)
# Words that no description of a scene holds: 'the picture in scene' is no scene.
_OTHER_THINGS = frozenset("remove picture background transition logo captions swap replace quieter louder shorter longer".split())  # noqa: SIM905
# A number that counts a scene is no length: 'scene 1 to three seconds'.
_COUNTED = re.compile(
    r"\b(?:scenes?|slides?|tips?|parts?|sections?|shots?|steps?|number|no\.?) (?:\d+|one|two|three|four|five|six|seven)(?= (?:to|and|from|at)\b)"
)
# 'the fern stuff', 'that naming business': a scene by what it is about.
_MATTER = re.compile(
    r"(?:the|that|this|those|these|all the|all that) (\w+(?: \w+)?) (?:stuff|one|thing|things|joke|jokes|business|talk|example|story|topic|message|piece|nonsense|blabla|scene|part|bit|sentence|sentences|line|lines|moment|remark|idea)"
)
_NEIGHBOUR = re.compile(
    r"(?:what|whatever|(?:the|that) (?:one|scene|bit|part|slide|thing))(?: that)?(?: (?:comes|come|coming|is|goes|follows|sits))?(?: (?:right|directly|straight|just|immediately))? (?P<side>after|before|following) (?P<x>.+)"
)
_SAID_OF = re.compile(r"\b(?:i|we|you|would|could|should|want|need|love|like|please|add|get|put|have|make)\b")
_IDLE = frozenset("filler complaint film".split())  # noqa: SIM905
_CONDITION = re.compile(
    r"\b(?:if|unless|until|except|or|maybe|perhaps|wait|first|also|too|same|want|need|should|please|instead|keep|leave)\b|[\"“”#$€£]|\d|[^\W\da-z]"
)
# Roles of a scene whose words are as often words of the film.
_WORDS_OF_THE_FILM = re.compile(r"(?:the )?(?:price|pricing|offer|question|example|story|features?|benefits?|proof)")


@dataclass(frozen=True)
class Thing:
    """What a stretch of the clause stands for: the kinds it may be of, and its value where it has one. Places are characters."""

    kinds: frozenset[str]
    begin: int
    end: int
    value: Any = None


@dataclass(frozen=True)
class Bag:
    """The things of a clause in order; `unknown` are the words that nothing is known of."""

    text: str
    things: tuple[Thing, ...]
    unknown: tuple[Thing, ...]

    def has(self, *kinds: str) -> bool:
        """Whether one of the things may be of one of these kinds."""
        return any(thing.kinds & set(kinds) for thing in self.things)

    def all(self, kind: str) -> list[Thing]:
        """The things of a kind, in order."""
        return [thing for thing in self.things if kind in thing.kinds]


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Kinds by phrase, from lines of `kind: phrase, phrase`."""
    found: dict[str, set[str]] = {}
    for line in _LEXICON.read_text(encoding="utf-8").splitlines():
        kind, _, phrases = line.partition(": ")
        for phrase in phrases.split(", "):
            found.setdefault(phrase, set()).add(kind)
    return {phrase: frozenset(kinds) for phrase, kinds in found.items()}


@cache
def _single_words() -> tuple[str, ...]:
    """Words that a misspelt one may stand for."""
    words = {word for phrase in lexicon() for word in phrase.split() if len(word) > 3}
    return tuple(sorted(words | {"first", "second", "third", "last", "seconds", "minutes", "ending", "intro", "hook", "tips"}))


def bag_of(clause: str, about: Clause) -> Bag:
    """Every word of an English clause with what it may stand for; misspelt words of the lexicon are put right first."""
    text = _mended(plain(clause), about)
    fixed = sorted(_values(text, about), key=lambda thing: thing.begin)
    words = [
        match for match in _WORD.finditer(text) if not any(one.begin < match.end() and match.start() < one.end for one in fixed)
    ]
    things = list(fixed)
    unknown: list[Thing] = []
    at = 0
    while at < len(words):
        thing, count = _longest(text, words, at, about)
        (things if thing.kinds else unknown).append(thing)
        at += count
    return Bag(text, tuple(sorted(things, key=lambda thing: thing.begin)), tuple(unknown))


def only_scenes(piece: str, about: Clause) -> bool:
    """Whether a piece of a message names scenes and says nothing of them, as the end of '2 and 4'."""
    bag = bag_of(piece, about)
    named = bool(bag.things) and not bag.unknown and bag.has("scene")
    return named and all(thing.kinds & {"scene", "filler", "scene_noun"} for thing in bag.things)


def says_nothing(piece: str, about: Clause) -> bool:
    """Whether a piece of an English message names no part of a film and nothing that is done to one."""
    bag = bag_of(piece, about)
    return not _CONDITION.search(bag.text) and all(thing.kinds & _IDLE for thing in bag.things)


def plain(clause: str) -> str:
    """Small letters outside quotes, short forms written out."""
    parts = re.split(rf"({_QUOTED})", clause.replace("’", "'"))
    return "".join(part if place % 2 else _written_out(part.lower()) for place, part in enumerate(parts))


def _written_out(text: str) -> str:
    first, cannot, negated, is_, pronoun = _SHORT_FORMS
    text = first[0].sub(lambda found: first[1][found[1]], text)
    text = cannot[0].sub("can not", text)
    text = negated[0].sub(r"\1 not", text)
    text = re.sub(r"\b(\w+) (?:more|extra|additional) (s|secs?|seconds?)\b", r"\1 \2 more", text)
    text = re.sub(r"\banother (\w+) (s|secs?|seconds?)\b", r"\1 \2 more", text)
    text = is_[0].sub(r"\1 is", text)
    return pronoun[0].sub(lambda found: f"{found[1]} {_ENDINGS[found[2]]}", text)


def _longest(text: str, words: Sequence[re.Match[str]], at: int, about: Clause) -> tuple[Thing, int]:
    """The longest thing that begins at a word, and its count of words; without kinds where nothing is known."""
    for count in range(min(LONGEST, len(words) - at), 0, -1):
        begin, end = words[at].start(), words[at + count - 1].end()
        phrase = text[begin:end]
        if '"' in phrase:
            continue
        known = lexicon().get(" ".join(phrase.split()), frozenset())
        if (ref := _scene(phrase, text[:begin], about)) is not None:
            return Thing(known | {"scene"} if known - {"filler"} else frozenset({"scene"}), begin, end, ref), count
        if known:
            return Thing(known, begin, end), count
    return Thing(frozenset(), words[at].start(), words[at].end()), 1


def _scene(phrase: str, before: str, about: Clause) -> Any:
    """The scene that a phrase names in this place; a bare word counts only where a scene can stand."""
    if re.match(r"(?:from|at|in|on|to|and|everything|all of)\b", phrase) and not re.match(
        r"at .*\d|from .* (?:on|onwards?|end)$|everything (?:after|before|but|except)", phrase
    ):
        return None
    if found := re.fullmatch(r"(?:the )?(?:very )?last (tip|step|reason|point)", phrase):
        _, all_of_them = scene_ref(f"the {found[1]}s", about.board)
        return all_of_them[-1] if isinstance(all_of_them, tuple) else None
    if found := _MATTER.fullmatch(phrase):
        known, ref = scene_ref(f"the {found[1]} scene", about.board)
        return ref if known else None
    if found := _NEIGHBOUR.fullmatch(phrase):
        return _beside(found["x"], found["side"], about)
    if phrase in ("two", "three", "four", "it", "this") or _WORDS_OF_THE_FILM.fullmatch(phrase):
        return None
    if re.fullmatch(r"[a-z]+", phrase) and phrase not in _ROLE_WORDS:
        words = before.split()
        if not words or words[-1].strip(",") not in _BEFORE_LOOSE:
            return None
    if _OTHER_THINGS & {kind for word in re.findall(r"[\w'-]+", phrase) for kind in lexicon().get(word, ())}:
        return None
    if _SAID_OF.search(phrase) and not re.search(r"\b(?:where|that|about)\b", phrase):
        return None
    known, ref = scene_ref(phrase, about.board)
    if str(ref).startswith("?") and " " in phrase and not re.match(r"the (?!.*\b(?:is|are|was|should|to)\b)", phrase):
        return None
    return ref if known and ref != "all" else "all" if known and re.search(r"scenes?|slides?|one", phrase) else None


def _beside(words: str, side: str, about: Clause) -> int | None:
    """The place beside one scene: 'what comes right after the hook'."""
    known, ref = scene_ref(words, about.board)
    ids = [scene.id for scene in about.board.scenes]
    try:
        places = [ids.index(scene_id) + 1 for scene_id in resolve(ref, about.board)] if known and ref is not None else []
    except NoSuchScene:
        return None
    place = (places[0] - 1 if side == "before" else places[-1] + 1) if places else 0
    return place if 0 < place <= len(ids) else None


def _values(text: str, about: Clause) -> Iterator[Thing]:
    """What has a value: quotes, lengths, colours, languages, shapes, members of the cast, voices. No two overlap."""
    taken: list[tuple[int, int]] = []
    for kind, begin, end, value in _candidates(text, about):
        if value is not None and not any(begin < stop and start < end for start, stop in taken):
            taken.append((begin, end))
            film = kind == "length" and value.target_s > SCENE_S and not re.search(r"\b(?:scenes?|slides?|pause|break)\b", text)
            yield Thing(frozenset({kind, "film_length"} if film else {kind}), begin, end, value)


def _candidates(text: str, about: Clause) -> Iterator[tuple[str, int, int, Any]]:
    for match in re.finditer(_QUOTED, text):
        yield "quote", *match.span(), unquoted(match[0])
    for match in re.finditer(r"(?<![\d.,])(?:0[.,][7-9]\d?|1[.,][0-4]\d?)x?(?![\d.,]|\s*(?:s|sec|min))", text):
        yield "rate", *match.span(), float(match[0].rstrip("x").replace(",", "."))
    for length in lengths(_COUNTED.sub(lambda found: "-" * len(found[0]), text)):
        yield "length", length.start, length.end, length
    for match in _BARE_LENGTH.finditer(text):
        most = match["most"] or match["cut"]
        seconds = float(match["most_s"] or match["cut_s"])
        begin = match.start("most_s" if match["most"] else "cut_s")
        mode: Literal["max", "exact"] = "max" if match["most"] or not match["to"] else "exact"
        yield "length", match.start(), match.end(), Length(seconds, seconds, mode, begin, match.end(), match[0]) if most else None
    for match in re.finditer(r"\b\d{1,2} ?[:x/] ?\d{1,2}\b", text):
        shapes = aspects(f"in {match[0]}")
        yield "shape", *match.span(), shapes[0] if shapes else None
    for match in re.finditer(rf"(?:\b(?:our|my|the brand|brand) )?(?<!\w){COLOR}(?: (?:one|tone|shade))?", text, re.I):
        if any(begin <= match.start() and match.end() <= end for begin, end in _phrases_with_colors(text)):
            continue
        yield "color", *match.span(), hex_of(re.sub(r" (?:one|tone|shade)$|^(?:our|my|the brand|brand) ", "", match[0]))
    for match in re.finditer(rf"\b{LANGUAGE}\b", text, re.I):
        yield "language", *match.span(), tag_of(match[0])
    for name in about.presenters:
        for match in re.finditer(rf"\b{re.escape(name.lower())}\b", text):
            yield "name", *match.span(), name.lower()
    spoken = {voice.rpartition("_")[2]: voice for voice in about.voices}
    for match in re.finditer(r"\b[a-z]{2}_[a-z]+\b|\b[a-z]{3,}\b", text):
        voice = match[0] if match[0] in about.voices else spoken.get(match[0])
        yield "voice_name", *match.span(), voice


def _phrases_with_colors(text: str) -> list[tuple[int, int]]:
    """Where phrases of the lexicon stand that a colour is a part of: 'a black box', 'fade to black'."""
    return [match.span() for phrase in _colored() for match in re.finditer(rf"\b{re.escape(phrase)}\b", text)]


@cache
def _colored() -> tuple[str, ...]:
    return tuple(phrase for phrase in lexicon() if " " in phrase and any(hex_of(word) for word in phrase.split()))


def _mended(text: str, about: Clause) -> str:
    """Words that are one or two letters away from one word that is known, put right."""
    names = {name.lower() for name in about.presenters} | {voice.rpartition("_")[2] for voice in about.voices}
    said = {
        word
        for scene in about.board.scenes
        for line in (scene.narration, scene.notes, *scene.on_screen.lines())
        for word in re.findall(r"\w+", line.lower())
    }

    words = re.findall(r"[a-z]+", text)
    strange = [word for word in words if not (word in known_words() or word in real_words() or word in names)]
    if len(strange) > len(words) / 2 and sum(_nearest(word) == word for word in strange) > len(words) / 4:
        # Another language, most likely: its words are not misspelt ones.
        return text

    def right(match: re.Match[str]) -> str:
        word = match[0]
        if word in names or word in said or word in known_words() or word in real_words() or hex_of(word) or tag_of(word):
            return word
        return _nearest(word)

    parts = re.split(rf"({_QUOTED})", text)
    return "".join(part if place % 2 else re.sub(r"\b[a-z]{4,}\b(?![./@])", right, part) for place, part in enumerate(parts))


@lru_cache(maxsize=4096)
def _nearest(word: str) -> str:
    """The one known word that a misspelt one is nearest to, itself where there is none or several."""
    most = 1 if len(word) < 7 else 2
    scored = [(DamerauLevenshtein.distance(word, known, score_cutoff=most), known) for known in _single_words()]
    near = sorted(pair for pair in scored if pair[0] <= most and pair[1][0] == word[0])
    return near[0][1] if near and (len(near) == 1 or near[0][0] < near[1][0]) else word


@cache
def real_words() -> frozenset[str]:
    """English words that are spelt right, so that 'charity' is not taken for 'chatty'."""
    return frozenset(_REAL_WORDS.read_text(encoding="utf-8").split())


@cache
def known_words() -> frozenset[str]:
    """Every English word that a phrase of the lexicon has."""
    return frozenset(word for phrase in lexicon() for word in phrase.split()) | frozenset(_single_words())
