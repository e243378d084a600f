"""What a copy chief would strike out of a script: facts said twice, figures nobody gave, worn words, labels without meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.checking import CONNECTING, alike, is_cut_off, worn
from agent.director.contract import SceneText
from memory.domain.storyboard import Storyboard

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


def flaws(board: Storyboard, request: str) -> tuple[str, ...]:
    """One short note for each flaw, with the number of its scene; empty where nothing was found."""
    scenes = [SceneText(scene.narration, scene.on_screen.headline, scene.on_screen.points) for scene in board.scenes]
    # A list sums up what was said; everywhere else a thing is said once.
    notes = [f"{index + 1} repeats" for index in alike(scenes) if not scenes[index].points]
    said: set[str] = set()
    for place, scene in enumerate(scenes, 1):
        numbers = set(_NUMBER.findall(scene.narration))
        notes += [f"{place} says {number} again" for number in sorted(numbers & said) if place < len(scenes) and not scene.points]
        notes += [f"{place} invents {number}" for number in sorted(numbers) if number not in request]
        said |= numbers
        if is_cut_off(scene.narration):
            notes.append(f"{place} is cut off")
        if phrase := worn(scene):
            notes.append(f"{place} is worn: {phrase}")
        layout = board.scenes[place - 1].layout
        # A price card needs no words above its price, and a face alone none beside it.
        bare = layout == "price" or (layout == "presenter_full" and not scene.headline and place > 1)
        if not bare and _is_weak(scene.headline):
            notes.append(f"{place} label {scene.headline!r}")
    return tuple(notes)


def _is_weak(headline: str) -> bool:
    """A label that says nothing when it is read alone."""
    words: Sequence[str] = re.findall(r"[^\W_]+", headline.lower())
    return not words or all(word in CONNECTING or word in {"it", "costs", "you", "we"} for word in words)
