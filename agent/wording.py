"""The agency's own words: changes ('Scene 2: the headline is now “Charged once”'), versions, errors."""

from __future__ import annotations

from collections.abc import Iterable

from memory.domain.brief import LANGUAGE_NAMES
from memory.domain.changes import Change
from memory.domain.project import Version
from memory.domain.storyboard import Storyboard

ALREADY = "That message was already taken care of."
"""Said where a turn comes once more that is done."""
LONGEST = 90
QUOTED = frozenset(("headline", "text", "figure", "points", "title", "notes"))


def sentence(error: Exception) -> str:
    """What an error says, as a sentence: 'no room left; free some' -> 'No room left; free some.'."""
    return _ended(str(error)[:1].upper() + str(error)[1:])


def no_version(number: int, newest: int) -> str:
    """What is said of a version that does not exist; `newest` is the highest number there is."""
    return f"There is no version {number}; the film has {'only version 1' if newest == 1 else f'versions 1 to {newest}'}."


def version_line(version: Version) -> str:
    """A version in a list: 'Version 2 “calm”: Music is now off (before: on)'."""
    name = f" “{version.name}”" if version.name else ""
    return f"Version {version.number}{name}: {version.label or 'no note'}"


def announced(lead: str, changes: Iterable[str]) -> str:
    """What is about to be shown, in words: 'Changing now: music is now off (before: on).'."""
    told = "; ".join(changes)
    return _ended(f"{lead}: {told}" if told else lead)


def changes_in_words(changes: Iterable[Change], new: Storyboard, old: Storyboard) -> tuple[str, ...]:
    """One line for each change, with scenes by their place: in the new film, or in the old one where they are gone."""
    places = {scene.id: place for place, scene in enumerate(old.scenes, 1)} | {
        scene.id: place for place, scene in enumerate(new.scenes, 1)
    }
    return tuple(_line(change, places) for change in changes if change.what != "gestures")


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?", "”")) else f"{text}."


def _line(change: Change, places: dict[str, int]) -> str:
    if change.scene is None and change.what == "order":
        return f"The scenes now come in the order {_order(change.after, places)}"
    where = f"Scene {places[change.scene]}" if change.scene else "Film"
    if change.what == "scene":
        return f"{where} added: {change.after}" if change.after else f"{where} removed: {change.before}"
    if change.what == "narration":
        return f"{where} now says: “{_short(change.after)}”" if change.after else f"{where} says nothing now"
    subject = f"{where}: the {change.what}" if change.scene else change.what.capitalize()
    verb = "are" if change.what.endswith("s") else "is"
    if not change.after:
        return f"{subject} {verb} gone" if change.before else f"{subject} {verb} as the film's"
    was = f" (before: {_named(change.what, change.before)})" if change.before else ""
    return f"{subject} {verb} now {_named(change.what, change.after)}{was}"


def _order(ids: str, places: dict[str, int]) -> str:
    return ", ".join(str(places.get(name.strip(), "?")) for name in ids.split(","))


def _named(what: str, value: str) -> str:
    """A value as a person writes it: texts in quotes, names with a capital, layouts without underscores."""
    if what in QUOTED:
        return f"“{_short(value)}”"
    if what in ("presenter", "voice"):
        return value.capitalize()
    return LANGUAGE_NAMES.get(value, value) if what == "language" else _short(value.replace("_", " "))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
