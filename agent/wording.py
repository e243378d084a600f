"""Changes in the words of the chat: 'Scene 2 background: mesh -> blue'."""

from __future__ import annotations

from collections.abc import Iterable

from memory.domain.changes import Change
from memory.domain.storyboard import Storyboard

LONGEST = 90


def changes_in_words(changes: Iterable[Change], new: Storyboard, old: Storyboard) -> tuple[str, ...]:
    """One line for each change, with scenes by their place: in the new film, or in the old one where they are gone."""
    places = {scene.id: place for place, scene in enumerate(old.scenes, 1)} | {
        scene.id: place for place, scene in enumerate(new.scenes, 1)
    }
    return tuple(_line(change, places) for change in changes if change.what not in ("gestures", "notes"))


def _line(change: Change, places: dict[str, int]) -> str:
    if change.scene is None and change.what == "order":
        return f"Order of scenes: {_order(change.before, places)} -> {_order(change.after, places)}"
    where = f"Scene {places[change.scene]}" if change.scene else "Film"
    if change.what == "scene":
        return f"{where} added: {change.after}" if change.after else f"{where} removed: {change.before}"
    return f"{where} {change.what}: {_short(change.before)} -> {_short(change.after)}"


def _order(ids: str, places: dict[str, int]) -> str:
    return ", ".join(str(places.get(name.strip(), "?")) for name in ids.split(","))


def _short(text: str) -> str:
    if not text:
        return "none"
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
