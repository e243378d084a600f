"""Scene references as people make them, turned into scene ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.domain.edit_values import SceneRef
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import NoSuchScene

_CLOCK = r"(?:(\d+):)?(\d+(?:\.\d+)?)s?"
_RANGE = re.compile(r"^(\d+)\s*-\s*(\d+)?$")
_AT = re.compile(rf"^@\s*{_CLOCK}(?:\s*-\s*{_CLOCK})?$")
_ENDS = re.compile(r"^(first|last)\s+(\d+)$")
_BESIDE = re.compile(r"^(?:(?:after|before)\s+)+(.+)$", re.S)
_NOISE = frozenset(
    """the a an of to in on and or with about scene part bit one where that this is it its says say shows slide""".split()  # noqa: SIM905
)
# A scene that shows an amount of money is 'the price scene'.
_PRICED = {"price", "prices", "pricing", "cost", "costs"}
_ROLES = {
    "first": frozenset(["hook", "intro", "introduction", "opening", "opener", "beginning", "start"]),
    "last": frozenset(["cta", "ending", "end", "outro", "closing", "close", "finale", "call", "action"]),
}


def resolve(ref: SceneRef, board: Storyboard, starts_s: Sequence[float] = ()) -> tuple[str, ...]:
    """Ids of the scenes meant, in film order; None means all of them.

    `starts_s` holds the start of each scene in seconds and may end with the length of the film. 'after X' and
    'before X' give X itself. Raises NoSuchScene, which names what exists.
    """
    parts = ref if isinstance(ref, tuple) else (ref,)
    if not parts:
        raise NoSuchScene(f"No scene is named; {_inventory(board)}.")
    wanted = {scene_id for part in parts for scene_id in _one(part, board, starts_s)}
    return tuple(scene.id for scene in board.scenes if scene.id in wanted)


def number_of(scene_id: str, board: Storyboard) -> int:
    """1-based place of a scene that is known to exist."""
    return next(place for place, scene in enumerate(board.scenes, 1) if scene.id == scene_id)


def _one(ref: int | str | None, board: Storyboard, starts_s: Sequence[float]) -> tuple[str, ...]:
    ids = tuple(scene.id for scene in board.scenes)
    if ref is None:
        return ids
    if isinstance(ref, int):
        return _numbered(ref, board)
    text = ref.strip().lower()
    if text.isdecimal():
        return _numbered(int(text), board)
    if text in ("all", "", "every", "film", "each"):
        return ids
    if text in ("first", "last"):
        return (ids[0] if text == "first" else ids[-1],)
    if text in ids:
        return (text,)
    return _patterned(text, board, starts_s)


def _patterned(text: str, board: Storyboard, starts_s: Sequence[float]) -> tuple[str, ...]:
    ids = tuple(scene.id for scene in board.scenes)
    if found := _BESIDE.match(text):
        return _one(found[1], board, starts_s)
    if found := _ENDS.match(text):
        count = int(found[2])
        if not 1 <= count <= len(ids):
            raise NoSuchScene(f"{text!r} is more than there is; {_inventory(board)}.")
        return ids[:count] if found[1] == "first" else ids[-count:]
    if found := _RANGE.match(text):
        first, last = int(found[1]), int(found[2]) if found[2] else len(ids)
        if first > last and found[2]:
            first, last = last, first
        return tuple(scene_id for place in range(first, max(first, last) + 1) for scene_id in _numbered(place, board))
    if found := _AT.match(text):
        start = _seconds(found[1], found[2])
        end = start if found[4] is None else _seconds(found[3], found[4])
        return _at(start, end, board, starts_s)
    if "," in text and not text.startswith("?"):
        return tuple(scene_id for part in text.split(",") if part.strip() for scene_id in _one(part, board, starts_s))
    return (_by_content(text.removeprefix("?"), board),)


def _numbered(number: int, board: Storyboard) -> tuple[str, ...]:
    if not 1 <= number <= len(board.scenes):
        nearest = 1 if number < 1 else len(board.scenes)
        raise NoSuchScene(f"There is no scene {number}, the nearest is {nearest}; {_inventory(board)}.")
    return (board.scenes[number - 1].id,)


def _seconds(minutes: str | None, seconds: str) -> float:
    return 60 * int(minutes or 0) + float(seconds)


def _at(start_s: float, end_s: float, board: Storyboard, starts_s: Sequence[float]) -> tuple[str, ...]:
    count = len(board.scenes)
    if len(starts_s) < count:
        raise NoSuchScene(f"The film has no clock yet, so {start_s:g} s cannot be found; {_inventory(board)}.")
    ends = (*starts_s[1:count], starts_s[count] if len(starts_s) > count else float("inf"))
    if start_s > ends[-1]:
        raise NoSuchScene(f"There is nothing at {start_s:g} s; the film ends at {ends[-1]:g} s.")
    spans = zip(board.scenes, starts_s, ends, strict=False)
    hits = tuple(scene.id for scene, begin, end in spans if begin <= max(start_s, end_s) and start_s < end)
    # The very last instant belongs to the last scene.
    return hits or (board.scenes[-1].id,)


def _by_content(query: str, board: Storyboard) -> str:
    """The first of the scenes that fit best."""
    found = matches(query, board)
    if not found:
        raise NoSuchScene(f"No scene is about {query.strip()!r}; {_inventory(board)}.")
    return found[0]


def matches(query: str, board: Storyboard) -> tuple[str, ...]:
    """Ids of the scenes that share the rarest words with `query`, several where they fit alike, none where nothing fits.

    Where a scene stands ('the hook', 'the ending') counts as a word of it.
    """
    wanted = _words(query) - _NOISE or _words(query)
    texts = [_words_of(scene) for scene in board.scenes]
    texts[0] |= _ROLES["first"]
    texts[-1] |= _ROLES["last"]
    scores = [sum(_rarity(word, texts) for word in wanted if _holds(text, word)) for text in texts]
    best = max(scores)
    return tuple(scene.id for scene, score in zip(board.scenes, scores, strict=True) if score == best > 0)


def _rarity(word: str, texts: list[set[str]]) -> float:
    return 1 / max(1, sum(_holds(text, word) for text in texts))


def _holds(words: set[str], wanted: str) -> bool:
    """Whole word, or the same word with another ending ('price', 'prices', 'pricing')."""
    if wanted in words or (not wanted.isascii() and any(wanted in word for word in words)):
        # Scripts without spaces write a sentence as one word.
        return True
    stem = wanted[: max(4, len(wanted) - 3)]
    if len(wanted) >= 4 and any(word.startswith(stem) and abs(len(word) - len(wanted)) <= 3 for word in words):
        return True
    root = _root(wanted)
    return len(root) >= 3 and any(_root(word) == root for word in words)


def _root(word: str) -> str:
    """The word without an English ending: 'naming', 'named' and 'name' are one."""
    root = re.sub(r"(?:ing|ed|es|s|e)$", "", word) if len(word) > 3 else word
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", root)


def _words(text: str) -> set[str]:
    return set(re.findall(r"[\w%$€£]+", text.lower()))


def _words_of(scene: Scene) -> set[str]:
    media = scene.media.name if scene.media else ""
    said = " ".join([scene.narration, *scene.on_screen.lines(), scene.notes, media, scene.layout.replace("_", " ")])
    return _words(said) | (_PRICED if re.search(r"[$€£¥₹]\s?\d|\d\s?[$€£¥₹]", said) else set())


def _inventory(board: Storyboard) -> str:
    """'the film has 3 scenes: 1 "Hello", 2 "Price", 3 "Call us"', shortened where there are many."""
    names = [f"{place} {_label(scene)!r}" for place, scene in enumerate(board.scenes, 1)]
    shown = [*names[:6], "...", names[-1]] if len(names) > 8 else names
    return f"the film has {len(names)} scene{'s' * (len(names) > 1)}: {', '.join(shown)}"


def _label(scene: Scene) -> str:
    words = (scene.on_screen.headline or scene.narration or scene.layout.replace("_", " ")).split()
    return " ".join(words[:5])
