"""How long a person waits after a message: twenty revisions of a real 30 s film, with the configured director."""

from __future__ import annotations

import asyncio
import math
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from agent.events import Asked, FramesChanged, PreviewReady, PreviewStarted, Said, SceneReady, Used
from agent.messages import Message
from agent.session import Agency
from evals.bench.metering import tree_cpu_s
from memory.server import EmbeddedServer
from ui.running import open_agency
from ui.settings import Settings
from ui.wiring import Places, make_director, open_database

BRIEF = (
    "A 30 second film about Lumen One, a desk lamp without a cable. One charge gives forty hours of light, it dims by touch and"
    " folds flat into a bag. For people who work where they like. It costs $49 and ships in March. Order at lumen.example."
)
MESSAGES = (
    "Make the headline of scene 2 say “Forty hours of light”",
    "scene 3 should be two seconds longer",
    "make the background of scene 2 dark green",
    "could you mention in the third scene that it charges over USB-C?",
    "Kenji should present scene 4",
    "turn the music off",
    "undo",
    "scene 4 sounds too stiff, make it friendlier",
    "swap scenes 2 and 3",
    "use the paper background in the first scene",
    "the ending should tell people to order before Friday",
    "make our brand colour orange",
    "shorten scene 2 a bit",
    "captions in boxes please",
    "add a scene after scene 2 about the two year warranty",
    "drop scene 3",
    "scene 2 should say “Lumen One gives you forty hours of warm light on one charge.”",
    "calmer music, and a wipe after scene 1",
    "the headline at the end: “Order Lumen One today”",
    "no wait, go back to how it was before",
)
# Seconds that a person should wait at most, from the edits being known.
TARGETS = {"still_s": 1.0, "scene_s": 3.0}
WAITS = ("edits_s", "still_s", "scene_s", "preview_s", "whole_s", "cpu_s")


def rows() -> list[dict[str, object]]:
    """Medians and 95th percentiles of each wait, over all turns and over those that the model had a part in; then every turn.

    `edits_s` runs from the message to the edits being known; `still_s`, `scene_s` and `preview_s` run from there to the
    changed pictures, to something that can be played of what changed, and to the whole preview; `whole_s` is everything.
    A turn whose pictures stay as they were has neither a still nor a scene.
    """
    with tempfile.TemporaryDirectory(prefix="agency-bench-", ignore_cleanup_errors=True) as home:
        # The account that the embedded database runs as under root has to enter it.
        Path(home).chmod(0o755)
        settings = Settings(home=Path(home))
        try:
            draft, turns = asyncio.run(_conversation(settings))
        finally:
            EmbeddedServer(Places(settings.home_dir).database).stop()
    groups = {
        "all": turns,
        "read_by_code": [turn for turn in turns if not turn["calls"]],
        "read_by_model": [turn for turn in turns if turn["calls"]],
        "one_scene": [turn for turn in turns if turn["scope"] == "scenes"],
    }
    summary = [_summary(case, group) for case, group in groups.items()]
    return [*summary, {"case": "first_draft", **draft}, *({"case": "turn", **turn} for turn in turns)]


async def _conversation(settings: Settings) -> tuple[dict[str, object], list[dict[str, object]]]:
    director = make_director(settings)
    with open_database(settings) as database:
        async with open_agency(settings, database, director) as agency:
            draft = await _turn(agency, BRIEF)
            if not draft["rendered"]:
                raise SystemExit(f"there is no film to revise; the agency asked {draft['asked']!r}")
            turns = []
            for message in MESSAGES:
                turns.append(await _turn(agency, message))
                print(turns[-1], file=sys.stderr)
    return {"director": director.name, **draft}, turns


async def _turn(agency: Agency, message: str) -> dict[str, object]:
    """One message from its sending to the end of the turn."""
    at: dict[str, float] = {}
    told: dict[str, Any] = {"scope": "none", "calls": 0, "rendered": 0, "reused": 0, "asked": ""}
    load, cpu, began = os.getloadavg()[0], tree_cpu_s(), time.perf_counter()
    async for event in agency.run_turn("bench", Message(message)):
        now = time.perf_counter() - began
        match event:
            case Said(delta=False):
                # What is about to change is said as soon as the edits are known; notes before it are part of knowing them.
                if "still_s" not in at and "play_s" not in at:
                    at["edits_s"] = now
            case FramesChanged():
                at.setdefault("still_s", now)
                told["scope"] = "film" if len(event.stills) == event.scenes else "scenes"
            case SceneReady():
                at.setdefault("scene_s", now)
            case PreviewStarted():
                at.setdefault("play_s", now)
            case PreviewReady():
                at["preview_s"] = now
                told |= {"rendered": len(event.rendered_scenes), "reused": len(event.reused_scenes)}
            case Asked():
                told["asked"] = event.question
            case Used():
                told["calls"] = event.calls
            case _:
                pass
    whole = time.perf_counter() - began
    if told["scope"] == "film" and "play_s" in at:
        # Where every scene changes, the film that grows shows the first of them.
        at.setdefault("scene_s", at["play_s"])
    known = at.get("edits_s", 0.0)
    waits: dict[str, object] = {name: round(at[name] - known, 2) for name in ("still_s", "scene_s", "preview_s") if name in at}
    seconds: dict[str, object] = {
        "edits_s": round(known, 2),
        **waits,
        "whole_s": round(whole, 2),
        "cpu_s": round(tree_cpu_s() - cpu, 1),
    }
    return {"message": message, **seconds, **told, "load": round(load, 1)}


def _summary(case: str, turns: Sequence[dict[str, Any]]) -> dict[str, object]:
    """`n`, median and 95th percentile (nearest rank) of each wait, and how many turns kept within the targets."""
    found: dict[str, object] = {"case": case, "turns": len(turns)}
    for name in WAITS:
        if values := sorted(turn[name] for turn in turns if turn.get(name)):
            wait: dict[str, object] = {
                "n": len(values),
                "median": round(median(values), 2),
                "p95": values[math.ceil(0.95 * len(values)) - 1],
            }
            if target := TARGETS.get(name):
                wait |= {"target": target, "within": sum(value <= target for value in values)}
            found[name] = wait
    loads = [turn["load"] for turn in turns]
    return found | ({"load_median": median(loads), "load_highest": max(loads)} if loads else {})
