"""Wishes about earlier versions: undo, redo, open, name, compare, take something back. Read by code, whole clauses only."""

from __future__ import annotations

import re
from typing import Any, Literal

from agent.director import history_forms as forms
from agent.director.finding_versions import Description, described
from agent.director.read_facts import without_quotes
from agent.director.read_numbers import NUMBER_WORDS
from agent.director.read_versions import NOUN, Past, Things, things, version_of
from memory.domain.edits import Undo
from memory.domain.frozen import Frozen
from memory.domain.storyboard import Storyboard

HistoryKind = Literal["undo", "redo", "show", "restore", "name", "compare", "changes", "versions", "ask"]


class HistoryWish(Frozen):
    """`version` 0 is found out by the store: one step back for 'restore', the previous one elsewhere.

    `undo` says what comes back or stays, for 'restore'; `other` is the second version of a comparison (0: the one shown);
    `rest` is what else the message asks for, done afterwards; `unclear` what was to stay but is no part of a film.
    `described` says what the version to show is like, `question` what has to be asked first ('ask').
    """

    kind: HistoryKind
    steps: int = 1
    version: int = 0
    other: int = 0
    name: str = ""
    undo: Undo | None = None
    rest: str = ""
    unclear: str = ""
    described: Description | None = None
    question: str = ""


def read_history(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """What a message asks of earlier versions, None where it asks for nothing of the kind."""
    whole = _bare(text)
    if wish := _clause(whole, past, board) or _alone(whole, past):
        return wish
    spans = _pieces(whole)
    for end in range(len(spans) - 1, 0, -1):
        clause, rest = whole[: spans[end - 1][1]], _rest(whole[spans[end][0] :])
        if forms.DOUBT.match(rest):
            continue
        if (wish := _clause(_bare(clause), past, board)) and (not rest or wish.kind not in ("compare", "changes", "versions")):
            # What comes back replaces nothing else, so there is nothing more to do for what is to stay.
            return wish.model_copy(update={"rest": "" if wish.kind == "restore" and forms.KEEPS.fullmatch(rest) else rest})
    return _later(whole, spans, past, board)


def _alone(whole: str, past: Past) -> HistoryWish | None:
    """'The one with Theo' as the whole message; within a longer one it may be a scene."""
    wanted = described(whole, bare=past.newest > 1)
    return HistoryWish(kind="show", described=wanted) if wanted else None


def undoing(undo: Undo) -> HistoryWish:
    """What an edit of the vocabulary asks of earlier versions."""
    if undo.value.version:
        return HistoryWish(kind="show", version=undo.value.version)
    return HistoryWish(kind="undo", steps=undo.value.steps)


def _later(whole: str, spans: list[tuple[int, int]], past: Past, board: Storyboard) -> HistoryWish | None:
    """A wish to go back or to name that stands after other wishes: 'shorter please, and undo the last change'."""
    for begin in range(1, len(spans)):
        if forms.TAKEN_BACK.fullmatch(whole[spans[begin][0] : spans[begin][1]]):
            return None
        for end in range(len(spans), begin, -1):
            clause = _bare(whole[spans[begin][0] : spans[end - 1][1]])
            if not re.match(r"undo|revert|bring back|restore|rückgängig|deshaz|annule|call|name|save", clause, re.I):
                continue
            wish = _clause(clause, past, board)
            rest = _rest(f"{whole[: spans[begin - 1][1]]}{whole[spans[end - 1][1] :]}")
            if wish and not forms.DOUBT.match(rest) and (not rest or wish.kind in ("undo", "redo", "restore")):
                return wish.model_copy(update={"rest": rest})
    return None


def _clause(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    for read in (_approved, _made, _moved, _named, _compared, _asked, _combined, _kept, _taken, _opened):
        if wish := read(text, past, board):
            return wish
    return None


def _approved(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """An approval of another version than the one that is shown: that one is opened first."""
    found = forms.APPROVE.fullmatch(text)
    version = version_of(found["v"], past) if found else None
    return HistoryWish(kind="show", version=version, rest="approve") if version and version != past.head else None


def _made(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """A wish about another version: it is opened, and changed then."""
    found = forms.MADE.fullmatch(text)
    version = version_of(found["v"], past) if found else None
    return HistoryWish(kind="show", version=version, rest=f"make it {found['rest']}") if found and version else None


def _moved(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if forms.UNDO.fullmatch(text):
        return HistoryWish(kind="undo")
    if forms.UNDO_ALL.fullmatch(text):
        return HistoryWish(kind="show", version=1)
    if forms.REDO.fullmatch(text):
        return HistoryWish(kind="redo")
    for pattern in forms.UNDO_STEPS:
        if found := pattern.fullmatch(text):
            word = found["n"].lower()
            steps = 2 if word == "twice" else int(word) if word.isdigit() else NUMBER_WORDS[word]
            return HistoryWish(kind="undo", steps=steps) if steps else None
    return None


def _opened(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if number := forms.BACK_TO_NUMBER.fullmatch(text):
        return HistoryWish(kind="show", version=int(number[1]))
    found = forms.BETTER.fullmatch(text) or forms.GO.fullmatch(text)
    phrase = forms.AS_IT_WAS.sub("", _first(found) if found else text)
    version = version_of(phrase, past)
    is_seen = past.newest > 1 and bool(forms.SEEN.match(text) or forms.BETTER.fullmatch(text))
    if found and version is None and (wanted := described(phrase, bare=is_seen)):
        return HistoryWish(kind="show", described=wanted)
    if version is None or (not found and not re.search(r"\d|version|fassung", phrase, re.I)):
        return None
    return HistoryWish(kind="show", version=version) if version else HistoryWish(kind="undo")


def _named(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    found = forms.NAME.fullmatch(text)
    if not found:
        return None
    groups = found.groupdict()
    said = next(value for key, value in groups.items() if key.startswith("name") and value)
    name = _name(said)
    which = groups["v"] or groups["w"] or groups["x"]
    version = version_of(which, past, bare=True) if which else past.head
    return HistoryWish(kind="name", version=version or past.head, name=name) if name else None


def _name(said: str) -> str:
    """A name as it is kept: without quotes, articles and the noun; '' where it is none."""
    name = " ".join(said.split()).strip(" .,;:!?\"'“”‘’«»„")
    if forms.NOT_NAMED.match(name):
        return ""
    quoted = name != " ".join(said.split()).strip(" .,;:!?")
    if not quoted:
        if forms.GOES_ON.search(name):
            return ""
        name = re.sub(rf"^(?:the|die|der|das|la|el|le|il|o|a|de)\s+(.+?)(?:\s+(?:one|{NOUN}))?$", r"\1", name, flags=re.I)
        name = re.sub(rf"\s+{NOUN}$", "", name, flags=re.I)
    fits = 0 < len(name) <= 40 and len(name.split()) <= 5 and re.search(r"[^\W\d_]", name)
    return name if fits else ""


def _compared(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if forms.COMPARED_LAST.fullmatch(text):
        return HistoryWish(kind="compare", version=past.previous)
    if found := forms.COMPARED_SHORT.fullmatch(text):
        kind: HistoryKind = "changes" if found["how"].lower().startswith("diff") else "compare"
        return HistoryWish(kind=kind, version=int(found["a"]), other=int(found["b"]))
    if found := forms.COMPARED_TWO.fullmatch(text):
        left, right = (version_of(part, past, bare=True) for part in (found["a"] or found["c"], found["b"] or found["d"]))
        if left is not None and right is not None:
            return HistoryWish(kind="compare", version=left, other=right)
    if found := forms.COMPARED.fullmatch(text):
        version = version_of(_first(found), past, bare=True)
        return None if version is None else HistoryWish(kind="compare", version=version)
    return None


def _asked(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    if forms.VERSIONS.fullmatch(text):
        return HistoryWish(kind="versions")
    if not (found := forms.CHANGED.fullmatch(text)):
        return None
    if found["a"] is None:
        return HistoryWish(kind="changes", version=past.previous)
    left = version_of(found["a"], past, bare=True)
    right = version_of(found["b"], past, bare=True) if found["b"] else 0
    return None if left is None or right is None else HistoryWish(kind="changes", version=left, other=right)


def _combined(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """Parts of two versions in one film: the one that most is taken of is opened, and the other's part is put into it."""
    if found := forms.TWO_PARTS.fullmatch(text):
        parts = [(found["t"], version_of(found["v"], past, bare=True)), (found["u"], version_of(found["w"], past, bare=True))]
        rests = [bool(forms.REST.fullmatch(part)) for part, _ in parts]
        if all(version for _, version in parts) and all(
            rest or things(part, board) for (part, _), rest in zip(parts, rests, strict=True)
        ):
            (first, left), (second, right) = reversed(parts) if rests[0] else parts
            if any(rests):
                return HistoryWish(kind="show", version=right or 0, rest=f"take {first} from version {left}")
            wish = _taken(f"take {first} from version {left}", past, board)
            return wish and wish.model_copy(update={"rest": f"take {second} from version {right}"})
    if found := forms.COMBINED.fullmatch(text):
        left, right = (version_of(found[side], past, bare=True) for side in ("a", "b"))
        if left and right and max(left, right) <= past.newest:
            example = f"“the opening of version {left} and the rest of version {right}”"
            question = f"Which parts of version {left} and which of version {right} shall it have? Say for example {example}."
            return HistoryWish(kind="ask", question=question)
    return None


def _kept(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """Back to a version, with something as it is now."""
    found = forms.BUT_KEEP.fullmatch(text) or forms.KEEP_FIRST.fullmatch(text)
    if not found:
        return None
    groups = found.groupdict()
    head = re.sub(r"^(?:everything else|the rest|all else)\b", "make it", _bare(_group(groups, "head")), flags=re.I)
    wish = _moved(head, past, board) or _opened(head, past, board)
    if wish is None or wish.kind == "redo":
        return None
    said = _group(groups, "keep")
    is_weak = bool(forms.WEAK_KEEP.fullmatch(_group(groups, "verb")))
    if is_weak and not forms.KEPT.match(said):
        return None
    keep = things(said, board)
    if keep is None or keep.scene is not None:
        return None if is_weak else wish.model_copy(update={"unclear": _bare(said)})
    value = {"steps": wish.steps, "keep": (*keep.parts, *keep.scenes)}
    return HistoryWish(kind="restore", version=wish.version, steps=wish.steps, undo=_undo(wish.version, None, value))


_FOR_TAKING = (forms.IN_FOR_OLD, forms.TAKE_BACK, forms.SCENE_BACK, forms.BARE_FROM)


def _taken(text: str, past: Past, board: Storyboard) -> HistoryWish | None:
    """Something of a version put into the film as it is now."""
    for form in (forms.TAKE_OLD, forms.OLD_BETTER, forms.OF_VERSION, forms.TAKE_FROM, *_FOR_TAKING):
        if not (found := form.fullmatch(text)):
            continue
        groups = found.groupdict()
        what, phrase = things(_group(groups, "t"), board), _group(groups, "v")
        # 'the previous scene's background' speaks of another scene, not of another version.
        if what is None or "'s" in _group(groups, "t") or (form is forms.SCENE_BACK and not what.scenes):
            continue
        version = version_of(phrase, past) if phrase else 0
        if version is None:
            continue
        is_original = _group(groups, "old").lower().startswith(("origin", "ursprüng"))
        return _restoring(what, 1 if is_original and not version else version)
    return None


def _group(groups: dict[str, str | None], stem: str) -> str:
    """What a form's group holds; alternatives number their groups: 't', 't2'."""
    return next((value for key, value in groups.items() if value and re.fullmatch(rf"{stem}\d*", key)), "")


def _restoring(what: Things, version: int) -> HistoryWish | None:
    if what.parts and what.scenes:
        return None
    if what.parts:
        return HistoryWish(kind="restore", version=version, undo=_undo(version, what.scene, {"only": what.parts}))
    return HistoryWish(kind="restore", version=version, undo=_undo(version, what.scenes, {}))


def _undo(version: int, scene: Any, value: dict[str, Any]) -> Undo:
    return Undo.model_validate({"scene": scene, "value": {**value, "version": version or None}})


def _first(found: re.Match[str]) -> str:
    return next((group for group in found.groups() if group), "")


def _bare(text: str) -> str:
    """The clause without the words of politeness around it."""
    clause = " ".join(text.replace("’", "'").split()) if '"' not in text and "“" not in text else text.strip()
    clause, before = clause.lstrip("¿¡ "), ""
    while before != clause:
        before = clause
        clause = forms.TAIL.sub("", forms.LEAD.sub("", clause)).strip()
    return clause


def _rest(text: str) -> str:
    """What is left of a message, '' where it is only a remark."""
    rest = text.strip(" .,;:!?")
    pieces = [rest[begin:end] for begin, end in _pieces(rest)]
    return "" if all(forms.REMARK.fullmatch(_bare(piece)) or not _bare(piece) for piece in pieces) else rest


def _pieces(text: str) -> list[tuple[int, int]]:
    """Places of the pieces between separators that stand outside quotes."""
    plain = without_quotes(text)
    spans, start = [], 0
    for match in forms.SPLIT.finditer(plain):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(plain)))
    return [(begin, end) for begin, end in spans if plain[begin:end].strip()]
