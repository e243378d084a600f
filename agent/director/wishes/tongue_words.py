"""A clause in a language of the tables as tokens: what each of its words stands for."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from agent.director.read_colors import COLOR, NAMES, hex_of
from agent.director.read_facts import quotes
from agent.director.read_numbers import NUMBER_WORDS, Length
from agent.director.read_tongue import tongue_of
from agent.director.read_values import LANGUAGE_TAGS, aspects, tag_of
from agent.director.wishes.bag import known_words, real_words
from agent.director.wishes.clause import Clause

_TABLES = Path(__file__).parent.parent / "tongues"
# Written without spaces, so that a word may end anywhere.
UNSPACED = ("ja", "zh")
_SKIPPED = re.compile(r"[\s,.!?;:()¿¡。、，！？؟،…'’\-–]+|[^\w\s\"“”„«»#%$€£]+")
_NUMBER = re.compile(r"\d{1,2}(?![\d.,:]*\d)")
# Words that deny, limit or leave open what stands beside them: then one unknown word is one too many.
_HEDGES = frozenset(
    """nicht nie niemals außer oder vielleicht wenn falls nur sondern ohne lass lasst bleibt bleiben behalte no nunca excepto salvo o si quizás quizá
    tal solo pero sino deja dejen mantén conserva ne pas jamais sauf ou peut-être si garde gardez laisse laissez seulement non mai tranne oppure
    o forse se lascia tieni mantieni não nunca exceto ou talvez se só mantenha deixe niet nooit behalve of misschien als alleen laat houd nie
    nigdy oprócz lub albo może jeśli tylko zostaw inte aldrig utom eller kanske om bara behåll değil asla hariç veya belki sadece не никогда
    кроме или может если только оставьте оставь नहीं मत सिर्फ या अगर or if unless except only keep leave not don't ikke eller undtagen når""".split()  # noqa: SIM905
)
# Of these, the ones that turn a wish around.
_DENIALS = frozenset(
    "nicht nie niemals no nunca ne pas jamais non mai não nunca niet nooit nie nigdy inte aldrig ikke aldri değil asla не никогда ні नहीं मत لا".split()  # noqa: SIM905
)
_UNIT_S = {"second": 1, "minute": 60}


@dataclass(frozen=True)
class Token:
    """What a word stands for, what it may stand for `also`, and its value: a number, a colour, a length, a name."""

    kind: str
    value: Any = None
    also: frozenset[str] = frozenset()


@cache
def table(tongue: str) -> dict[str, Token]:
    """Phrases of one language by what they stand for, from its file: `kind: phrase, phrase`."""
    found: dict[str, Token] = {}
    for line in (_TABLES / f"{tongue}.txt").read_text(encoding="utf-8").splitlines():
        kind, _, phrases = line.partition(": ")
        for phrase in phrases.split(", "):
            word, _, color = phrase.partition("=")
            if word and kind == "colors":
                found[word] = Token("color", NAMES[color])
            elif word and kind == "ordinals":
                found[word] = Token("number", int(color))
            elif word and kind == "languages":
                found[word] = Token("language", color)
            elif word in found and found[word].value is None:
                old = found[word]
                first = old.kind if kind in ("filler", "and") else kind
                found[word] = Token(first, also=(old.also | {old.kind, kind}) - {first})
            elif word and word not in found:
                found[word] = Token(kind)
    return found


@cache
def tongues() -> tuple[str, ...]:
    """The languages there are tables for."""
    return tuple(sorted(path.stem for path in _TABLES.glob("*.txt")))


def tokens_of(clause: str, tongue: str, about: Clause | None, spans: dict[int, Length], *, lenient: bool = False) -> list[Token]:
    """The clause as tokens, nothing where a word of it that may matter is unknown; when `lenient`, such words are skipped."""
    known, lower = table(tongue), clause.lower().replace("’", "'")
    longest = max(len(word) for word in known)
    tokens: list[Token] = []
    at = 0
    while at < len(lower):
        if skipped := _SKIPPED.match(lower, at):
            if re.search(r"[,;.!?、，。]", skipped[0]) and tokens:
                tokens.append(Token("pause"))
            at = skipped.end()
            continue
        token, end = _token(clause, lower, at, tongue, spans, about)
        word = next(
            (
                lower[at:stop]
                for stop in range(min(len(lower), at + longest), at, -1)
                if lower[at:stop] in known and (tongue in UNSPACED or not lower[stop : stop + 1].isalnum())
            ),
            "",
        )
        if word and (token is None or at + len(word) >= end):
            token, end = known[word], at + len(word)
        if token is None:
            found = re.compile(r"[^\W_]+").match(lower, at)
            if lenient:
                spaced = found is not None and tongue not in UNSPACED
                tokens.append(_stranger(found[0], tongue) if found and spaced else Token("unknown"))
                at = found.end() if found and spaced else at + 1
                continue
            if tongue in UNSPACED or not found:
                return []
            if found[0] in _HEDGES or found[0] in known_words():
                # An English word that matters is no stranger in a message of another language.
                return []
            token, end = Token("unknown"), found.end()
        if token.kind in _UNIT_S and tokens and tokens[-1].kind == "number":
            seconds = float(tokens.pop().value * _UNIT_S[token.kind])
            token = Token("length", Length(seconds, seconds, "exact", at, end, clause[at:end]))
        tokens.append(token)
        at = end
    return tokens


def _stranger(word: str, tongue: str) -> Token:
    return Token("denial") if word in _DENIALS else _form_of(word, tongue)


# What people write has no end, and what this server remembers of it must.
@lru_cache(8192)
def _form_of(word: str, tongue: str) -> Token:
    """The token of the known word that this may be another form of, as 'videoyu' of 'video'; else an unknown one."""
    near = [known for known, token in table(tongue).items() if token.kind != "filler" and shared_stem(word, known)]
    if near:
        return table(tongue)[max(near, key=len)]
    tag = next((tag for name, tag in LANGUAGE_TAGS.items() if len(name) > 4 and shared_stem(word, name)), None)
    return Token("language", tag) if tag else Token("unknown")


def shared_stem(word: str, other: str) -> bool:
    """Whether a word may be a form of another: 'prowadzącą' of 'prowadząca', 'videoyu' of 'video'."""
    common = next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), min(len(word), len(other)))
    least = len(other) - 2 if len(other) > 6 else len(other) - 1 if len(other) > 5 else len(other)
    return common >= max(4, least, 0.6 * len(word))


def likely_tongue(text: str) -> str:
    """The language of the tables that a message is in, 'en' where it is English or nothing speaks for another."""
    told = tongue_of(text)
    if told is not None:
        return told if told in tongues() else "en"
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())
    english = sum(word in known_words() or word in real_words() for word in words)
    counts = {tongue: sum(_counts(word, tongue) for word in words) for tongue in tongues()}
    best = max(counts, key=lambda tongue: counts[tongue])
    return best if counts[best] > english else "en"


def is_english(text: str) -> bool:
    """Whether nearly all words of a text of some length are English ones, names left aside."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    return len(words) > 3 and sum(word in known_words() or word in real_words() for word in words) >= 0.85 * len(words)


@cache
def _vocabulary(tongue: str) -> frozenset[str]:
    """Every word of the phrases of a table."""
    return frozenset(word for phrase in table(tongue) for word in phrase.split())


def _counts(word: str, tongue: str) -> float:
    """How much a word speaks for a language."""
    return 1.0 if word in _vocabulary(tongue) else 0.8 if _form_of(word, tongue).kind != "unknown" else 0.0


def _token(
    clause: str, lower: str, at: int, tongue: str, spans: dict[int, Length], about: Clause | None
) -> tuple[Token | None, int]:
    """What no table holds: a length, a number, a colour, a shape, a language, a quote, a member of the cast."""
    if (length := spans.get(at)) is not None:
        return Token("length", length), length.end
    if clause[at] in '"“„«':
        said = quotes(clause[at:])
        end = re.compile(r"[\"”“»]").search(clause, at + 1)
        return (Token("quote", said[0]), end.end()) if said and end else (None, at)
    if found := re.compile(r"\d{1,2}:\d{1,2}(?!\d)").match(lower, at):
        shapes = aspects(f"in {found[0]}")
        return (Token("shape", shapes[0]), found.end()) if shapes else (None, at)
    if found := _NUMBER.match(lower, at):
        return Token("number", int(found[0])), found.end()
    if found := re.compile(COLOR, re.I).match(lower, at):
        return Token("color", hex_of(found[0])), found.end()
    if tongue in UNSPACED:
        if about and (name := next((name for name in about.presenters if lower.startswith(name.lower(), at)), "")):
            return Token("name", name.lower()), at + len(name)
        return next(
            ((Token("language", tag), at + size) for size in (4, 3, 2) if (tag := tag_of(lower[at : at + size]))), (None, at)
        )
    if not (found := re.compile(r"[\w'-]+").match(lower, at)):
        return None, at
    word = found[0]
    if tag := tag_of(word):
        return Token("language", tag), found.end()
    voice = next((name for name in about.voices if word in (name.lower(), name.lower().rpartition("_")[2])), "") if about else ""
    if voice and re.search(r"\b(?:stimme|voz|voix|voce|stem|röst|stemme|głos|glos|hlas|ses|sesi|голос|голосом)\b", lower):
        return Token("voice_name", voice), found.end()
    if about and word in {name.lower() for name in about.presenters}:
        return Token("name", word), found.end()
    if word in NUMBER_WORDS and word not in table(tongue):
        return Token("number", NUMBER_WORDS[word]), found.end()
    return None, at
