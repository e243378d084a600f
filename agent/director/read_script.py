"""A person's own script: found in a message, and cut into scenes without touching a word."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from memory.domain.storyboard import MAX_SCENES

_MARK = re.compile(
    r"(?:^|(?<=[.!?:\n]))[ \t]*(?:(?:please\s+)?(?:use|read|say|speak|keep|film|animate)\s+(?:exactly\s+)?(?:this|the following|my|our|these)"
    r"(?:\s+(?:exact|own|following))?\s*(?:script|text|words|narration|copy|voice ?over)?(?:\s*,?\s*(?:word for word|verbatim|exactly|as is))?"
    r"|here(?:'s| is| comes)\s+(?:the|my|our)\s+(?:\w+\s+)?(?:script|text|narration|voice ?over|copy)"
    r"|(?:the\s+|my\s+|our\s+)?(?:script|narration|voice ?over(?:\s+text)?|guion|skript|texte)(?:\s*\([^)\n]*\))?"
    r"|word for word|verbatim)[ \t]*:[ \t]*\n?",
    re.I,
)
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|«([^»]+)»|```\w*\n?(.+?)```", re.S)
_BETWEEN = re.compile(
    r"(?:[\s,;.–—-]|\b(?:and|then|next|after that|finally|und|dann|y|luego|et|puis)\b|\d{1,2}[.)]|(?:scene|szene|escena|scène)\s*\d{1,2}\s*:)*",
    re.I,
)
_LABEL = re.compile(
    r"^[ \t]*(?:\[?(?:scene|shot|slide|part|szene|escena)\s*\d+\]?[^\n:.\-]{0,40}[:.\-–]|\d{1,2}[.)](?=\s)|[-*](?=\s)|#+ [^\n]*$)[ \t]*",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"”’)]*\s+(?=\S)")
_LONG_QUOTE_WORDS = 40
_SCENE_WORDS = 32
_MAX_CHARS = 2000


def own_script(text: str) -> tuple[str, ...] | None:
    """Narrations, scene by scene, where the message holds the person's own script; None where it asks for one.

    A script stands after a mark ('Script:', 'use this text:') or is a quote of at least 40 words.
    """
    if found := _MARK.search(text):
        body = text[found.end() :].strip()
        if pieces := _quoted_in_a_row(body):
            return tuple(scene for piece in pieces for scene in script_scenes(piece)) or None
        return script_scenes(body) or None
    for quoted in _QUOTED.finditer(text):
        body = next(group for group in quoted.groups() if group)
        if len(body.split()) >= _LONG_QUOTE_WORDS:
            return script_scenes(body)
    return None


def _quoted_in_a_row(body: str) -> list[str]:
    """Quotes that follow each other from the start of `body`: '"Hello." then "Buy now."'; nothing where it opens with none."""
    pieces: list[str] = []
    at = 0
    while found := _QUOTED.match(body, at):
        pieces.append(next(group for group in found.groups() if group))
        between = _BETWEEN.match(body, found.end())
        at = between.end() if between else found.end()
    return pieces


def script_scenes(script: str) -> tuple[str, ...]:
    """The words of a script in scenes: its paragraphs, long ones cut between sentences. Labels such as 'Scene 1:' go.

    Joined by white space the scenes give back every word in order. At most 40 scenes: neighbours are joined beyond.
    """
    paragraphs = [part for part in (_unlabelled(block) for block in _blocks(script)) if part]
    scenes = [scene for paragraph in paragraphs for scene in _cut(paragraph)]
    while len(scenes) > MAX_SCENES:
        shortest = min(range(len(scenes) - 1), key=lambda place: len(scenes[place]) + len(scenes[place + 1]))
        scenes[shortest : shortest + 2] = [f"{scenes[shortest]} {scenes[shortest + 1]}"]
    return tuple(scenes)


def _blocks(script: str) -> list[str]:
    """Paragraphs: between empty lines, or lines where every line starts with a label."""
    text = script.replace("\r\n", "\n").strip()
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_LABEL.match(line) for line in lines):
        return lines
    return re.split(r"\n[ \t]*\n", text)


def _unlabelled(block: str) -> str:
    return _LABEL.sub("", block.strip(), count=1).strip()


def _cut(paragraph: str) -> list[str]:
    """A paragraph in pieces of about 32 words at most, cut only between sentences."""
    pieces: list[str] = []
    for sentence in _sentences(paragraph):
        if pieces and len(pieces[-1].split()) + len(sentence.split()) <= _SCENE_WORDS:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _sentences(paragraph: str) -> list[str]:
    sentences = [part.strip() for part in _SENTENCE.split(paragraph) if part.strip()]
    return [piece for sentence in sentences for piece in _hard_wrapped(sentence)]


def _hard_wrapped(sentence: str) -> list[str]:
    """A sentence longer than a scene may hold is cut between words."""
    pieces = [""]
    for word in sentence.split():
        if pieces[-1] and len(pieces[-1]) + len(word) + 1 > _MAX_CHARS:
            pieces.append(word)
        else:
            pieces[-1] = f"{pieces[-1]} {word}".strip()
    return pieces if len(sentence) > _MAX_CHARS else [sentence]
