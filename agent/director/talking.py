"""What a message means because of the messages before it: answers to a question, and corrections of the last change."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agent.director.read_colors import hex_of
from agent.director.read_revision import read_revision
from agent.director.read_scene import place, scene_ref
from memory.domain.edits import Edit, parse_edit
from memory.domain.frozen import Frozen
from memory.domain.scene_refs import matches, resolve
from memory.domain.storyboard import Storyboard
from memory.errors import EditError, NoSuchScene

_YES = re.compile(r"(?:yes|yep|yeah|yup|sure|ok(?:ay)?|right|exactly|correct|please|do (?:it|that|so)|that one|i did|ja|genau|sí|si|oui|sì|sim|tak|evet|да)(?:[, !.]+(?:yes|please|that one|exactly|bitte|i did|do that|the last(?: one)?|thanks?))*[.! ]*", re.I)  # fmt: skip
_NO = re.compile(r"(?:no|nope|nah|neither|none(?: of them)?|nein|keine[rs]?|non|never ?mind|leave it|forget it)(?:[, !.]+(?:thanks?|thank you|danke|merci|leave it|never ?mind))*[.! ]*", re.I)  # fmt: skip
_NTH = re.compile(r"(?:no,? |ok,? )*(?:the |take (?:the )?|option |number |nr\.? |die |das |la |el |le )?(?P<n>[\w.]+)(?: (?:one|option|of them|please|idea|wish))*[.! ]*", re.I)  # fmt: skip
_ENDS = {"former": 1, "latter": -1, "last": -1}
_FIRST_WORD = re.compile(r"^(?:please |can you |could you )?(\w+)\b", re.I)
_MEANT = re.compile(
    r"(?:(?:no|nope|not (?:that|this)(?: (?:one|scene|part))?|wrong (?:one|scene|part)|sorry|oh|wait|argh?|oops|hmm*|nein|non)[,.;! ]+)*"
    r"(?:but )?(?:(?P<meant>i (?:meant|mean|was talking about|said)|it was|rather|for|in|ich meinte|me refería a|je voulais dire) )?(?P<what>.{1,60}?)(?:[, ]+(?:please|instead|sorry|not that one))*[.! ]*",
    re.I,
)
_TAKES_BACK = re.compile(r"^(?:no|nope|not (?:that|this)|wrong (?:one|scene|part)|sorry|oh,? |oops|i (?:meant|mean)\b|nein\b|non\b|ich meinte|me refería|je voulais)", re.I)  # fmt: skip
_OTHER = re.compile(r"(?:the )?other(?: (?:one|scene|part|guy|man|woman|lady|presenter|person|tip|step))?|(?:das|die|der) andere|l'autre|(?:la|el) otr[ao]", re.I)  # fmt: skip
_WRONG_ONE = re.compile(r"(?:no,? |nope,? |sorry,? )*(?:not (?:that|this)(?: (?:one|scene|part))?|(?:that's |that is )?(?:the )?wrong (?:one|scene|part))[.! ]*", re.I)  # fmt: skip
_BUT = re.compile(r"^(?:(?:no|nope|nein|non|sorry|i (?:meant|mean))[,;.! ]+)+", re.I)
_OR = re.compile(
    r"\b(?P<a>(?:(?P<noun>scene|slide|tip|part) )?[\w#:'-]+),? or (?:maybe |perhaps |rather |even |a |in )?(?P<b>(?:scene |slide |tip |part )?[\w#:'-]+)",
    re.I,
)
_NO_SCENE = re.compile(r"^There is no scene (\d+)\b")
NOTHING_THEN = "All right, nothing was changed."


class Talk(Frozen):
    """What was asked last and is still open, with the messages that its answers stand for; and the change that was made last.

    `text` is the message that the question is about. `edits` made version `version` out of the one before.
    """

    question: str = ""
    text: str = ""
    options: tuple[str, ...] = ()
    message: str = ""
    edits: tuple[dict[str, Any], ...] = ()
    version: int = 0


@dataclass(frozen=True)
class Corrected:
    """The last change, taken back and made as it was meant; or the question which one was meant."""

    edits: tuple[Edit, ...] = ()
    question: str = ""


def answered(text: str, talk: Talk, board: Storyboard, presenters: Sequence[str], voices: Sequence[str]) -> str | None:
    """The message that an answer to the open question stands for, '' for none of them; None where it answers nothing."""
    if not talk.question:
        return None
    clean = " ".join(text.split())
    if talk.options and (chosen := _chosen(clean, talk.options)):
        return chosen
    if _NO.fullmatch(clean):
        return ""
    if _YES.fullmatch(clean):
        return None
    alone = read_revision(clean, board, presenters, voices)
    if alone.edits or alone.intent:
        return None
    clean = _BUT.sub("", clean)
    known, _ = scene_ref(clean, board)
    return next((one for one in _joined(talk.text, clean, known) if _complete(one, board, presenters, voices)), None)


def corrected(text: str, talk: Talk, head: int, board: Storyboard, presenters: Sequence[str]) -> Corrected | None:
    """What a message that takes back the last change wants instead; None where it is no such message."""
    clean = " ".join(text.split())
    if not talk.edits or talk.version != head or not _TAKES_BACK.match(clean):
        return None
    edits = [parse_edit(row) for row in talk.edits]
    if _WRONG_ONE.fullmatch(clean):
        return Corrected(question=_which(edits))
    found = _MEANT.fullmatch(clean)
    what = found["what"].strip(" ,.") if found else ""
    if _OTHER.fullmatch(what):
        other = _other(edits, talk.message, board, presenters)
        return Corrected(edits=tuple(other)) if other else Corrected(question=_which(edits))
    changed = _instead(edits, what, board, presenters)
    return Corrected(edits=tuple(changed)) if changed else None


def either(text: str, board: Storyboard, presenters: Sequence[str], voices: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """'scene 3 or 4 should be shorter': the question which one, where both readings are whole wishes and differ."""
    for pair in _OR.finditer(text):
        one, other = (text[: pair.start()] + pair[side] + text[pair.end() :] for side in ("a", "b"))
        if pair["noun"] and not re.match(pair["noun"], pair["b"], re.I):
            other = text[: pair.start()] + f"{pair['noun']} {pair['b']}" + text[pair.end() :]
        reads = [read_revision(way, board, presenters, voices) for way in (one, other)]
        if all(read.edits and not read.rest for read in reads) and reads[0].edits != reads[1].edits:
            return f"“{pair['a']}” or “{pair['b']}”: which one shall it be?", (one, other)
    return None


def choices(question: str, text: str, board: Storyboard) -> tuple[str, tuple[str, ...]]:
    """The question as it is put, and the messages that its answers stand for.

    A scene that does not exist may have been the last one; of two wishes that cannot both be, one is left out.
    """
    if found := _NO_SCENE.search(question):
        count = len(board.scenes)
        meant = re.sub(rf"(?<!\d){found[1]}(?!\d)", str(count), text)
        return f"There is no scene {found[1]}; the last is scene {count}. Did you mean that one?", (meant,)
    quoted = re.findall(r"“([^”]+)”", question)
    if len(quoted) != 2 or not all(words in text for words in quoted):
        return question, ()
    one, other = quoted
    return question, tuple(" ".join(text.replace(dropped, " ").split()).strip(" ,.;") for dropped in (other, one))


def _chosen(clean: str, options: tuple[str, ...]) -> str | None:
    if len(options) == 1:
        return options[0] if _YES.fullmatch(clean) else None
    if found := _NTH.fullmatch(clean):
        word = found["n"].lower()
        number = _ENDS.get(word) or place(word)
        if number and number <= len(options):
            return options[number - 1 if number > 0 else number]
    mine = _words(clean)
    scores = [len(mine & _words(option)) for option in options]
    best = max(scores)
    return options[scores.index(best)] if best and scores.count(best) == 1 and len(mine) <= 8 else None


def _joined(asked: str, answer: str, is_scene: bool) -> list[str]:
    """The two messages as one, in the ways that they may belong together."""
    asked, answer = asked.strip(" .!?"), answer.strip(" .!")
    ways = []
    if is_scene:
        ways.append(re.sub(r"\b(?:scene|szene|escena|scène|scena|slide)? ?\d+\b", answer, asked, count=1, flags=re.I))
        if verb := _FIRST_WORD.match(asked):
            ways.append(f"{verb[1]} {answer}")
    return [
        *(way for way in ways if way != asked),
        f"{asked} to {answer}",
        f'{asked} to "{answer}"',
        f"{asked} {answer}",
        f"{asked}: {answer}",
    ]


def _complete(text: str, board: Storyboard, presenters: Sequence[str], voices: Sequence[str]) -> bool:
    read = read_revision(text, board, presenters, voices)
    return bool(read.edits) and not read.rest


def _which(edits: Sequence[Edit]) -> str:
    scenes = {edit.scene for edit in edits if edit.scene is not None}
    where = f"scene {scenes.pop()}" if len(scenes) == 1 and all(isinstance(scene, int) for scene in scenes) else "that one"
    return f"Which one do you mean instead of {where}? Say “I meant scene” and its number, or “undo”."


def _other(edits: Sequence[Edit], message: str, board: Storyboard, presenters: Sequence[str]) -> list[Edit] | None:
    """The same change for the one other thing that the message could have meant; None where there are none, or several."""
    if len(edits) != 1:
        return None
    edit = edits[0]
    try:
        done = resolve(edit.scene, board) if edit.scene is not None else ()
    except NoSuchScene:
        return None
    if len(done) == 1:
        asked = [set(matches(word, board)) for word in re.findall(r"[^\W\d_]{3,}", message)]
        rivals = [ids - set(done) for ids in asked if done[0] in ids and len(ids) == 2]
        if rivals and len({tuple(ids) for ids in rivals}) == 1:
            other = rivals[0].pop()
            return [edit.model_copy(update={"scene": [scene.id for scene in board.scenes].index(other) + 1})]
    return None


def _instead(edits: Sequence[Edit], what: str, board: Storyboard, presenters: Sequence[str]) -> list[Edit] | None:
    """The same edits with another scene, colour or presenter; None where the words name none that they have."""
    known, ref = scene_ref(what, board)
    if known and any(edit.scene is not None for edit in edits):
        return [edit.model_copy(update={"scene": ref}) if edit.scene is not None else edit for edit in edits]
    for field, value in (("color", hex_of(what)), ("name", what.lower() if what.lower() in presenters else None)):
        fits = [edit for edit in edits if value and getattr(edit.value, field, None)]
        if len(fits) == 1:
            return [_with(edit, field, value) if edit is fits[0] else edit for edit in edits]
    return None


def _with(edit: Edit, field: str, value: str | None) -> Edit:
    row = edit.model_dump(mode="json", by_alias=True)
    try:
        return parse_edit({**row, "value": {**row["value"], field: value}})
    except EditError:
        return edit


def _words(text: str) -> set[str]:
    return {
        word
        for word in re.findall(r"[^\W_]+", text.lower())
        if (len(word) > 2 or word.isdigit()) and word not in ("the", "one", "and", "make", "please")
    }
