"""Exact reading in code, the door to it: what code reads wins over what a language model says."""

from __future__ import annotations

from agent.director.read_brief import BriefReading, guard, length_problem, read_brief, unreadable
from agent.director.read_colors import hex_of
from agent.director.read_facts import facts, hard_facts, quotes
from agent.director.read_numbers import Length, lengths
from agent.director.read_revision import Hints, Intent, RevisionReading, read_revision
from agent.director.read_scene import scene_ref
from agent.director.read_script import own_script, script_scenes
from agent.director.read_values import Contradiction, Unknown, aspects, languages

__all__ = [
    "BriefReading",
    "Contradiction",
    "Hints",
    "Intent",
    "Length",
    "RevisionReading",
    "Unknown",
    "aspects",
    "facts",
    "guard",
    "hard_facts",
    "hex_of",
    "languages",
    "length_problem",
    "lengths",
    "own_script",
    "quotes",
    "read_brief",
    "read_revision",
    "scene_ref",
    "script_scenes",
    "unreadable",
]
