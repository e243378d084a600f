"""The scripts of the ten briefs, to be read like a copy chief: `python -m evals.drafts [ID ...] [--json OUT]`.

Drafts only: the configured director writes, the real voices are measured, nothing is rendered. Each film tells how far its
length is off, what it cost, and what a reader would strike out (`flaws`).
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from agent.director.contract import Director
from agent.director.drafting import draft_board, settled
from agent.director.flaws import flaws
from agent.director.metering import Budget, metered
from agent.director.reading import read_brief
from agent.services import Schedule
from memory.domain.storyboard import Storyboard
from renderer.presenters.cast import PRESENTERS
from renderer.speech.engine import SpeechEngine
from tools.rendering import voice_of
from tools.timing import schedule
from ui.settings import Settings
from ui.wiring import make_director, voices

CASES = Path(__file__).parent / "cases" / "films.jsonl"


@dataclass(frozen=True)
class Written:
    """One draft: `off` is its relative distance from the asked length."""

    id: str
    board: dict[str, Any]
    off: float
    duration_s: float
    flaws: tuple[str, ...]
    usage: dict[str, Any]
    seconds: float


class Measuring:
    """What a draft needs of rendering: lengths by the real voice."""

    def __init__(self, speech: SpeechEngine) -> None:
        self._speech = speech

    def schedule(self, board: Storyboard) -> Schedule:
        """How long every scene will be."""
        return schedule(board, self._speech.measure, lambda scene: voice_of(board, scene))


def main() -> None:
    """Write and show the drafts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("ids", nargs="*")
    parser.add_argument("--cases", type=Path, default=CASES)
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    cases = [json.loads(line) for line in chosen.cases.read_text().splitlines()]
    wanted = [case for case in cases if not chosen.ids or case["id"] in chosen.ids]
    made = asyncio.run(_all(wanted))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(draft) for draft in made], indent=1, ensure_ascii=False))
    missed = [draft.id for draft in made if abs(draft.off) > 0.02]
    found = sum(len(draft.flaws) for draft in made)
    print(f"\n{len(made) - len(missed)} of {len(made)} within 2 %, {found} flaws; length missed by: {missed}")


async def _all(cases: list[dict[str, Any]]) -> list[Written]:
    settings = Settings()
    director, measuring = make_director(settings), Measuring(voices(settings))
    made = []
    for case in cases:
        draft = await _draft(case, director, measuring)
        _show(draft)
        made.append(draft)
    await director.close()  # type: ignore[attr-defined]
    return made


async def _draft(case: dict[str, Any], director: Director, measuring: Any) -> Written:
    cast = tuple(PRESENTERS)
    reading = read_brief(case["text"], cast)
    facts = tuple(fact.rstrip(".,;:") for fact in reading.facts)
    began = time.monotonic()
    with metered(Budget()) as meter:
        brief = settled(reading.brief, cast[0], case["text"])
        board = await draft_board(director, measuring, brief, case["text"], facts, lambda _: None)
    seconds = time.monotonic() - began
    times = measuring.schedule(board)
    lost = tuple(f"lost {fact!r}" for fact in case.get("facts", ()) if fact not in board.model_dump_json())
    return Written(
        case["id"],
        board.model_dump(mode="json"),
        round(times.off, 4),
        round(times.duration_s, 2),
        (*lost, *flaws(board, case["text"])),
        asdict(meter.used()),
        round(seconds, 1),
    )


def _show(draft: Written) -> None:
    usage = draft.usage
    spent = f"{usage['prompt_tokens'] - usage['cached_tokens']}+{usage['answer_tokens']} tokens, {usage['calls']} calls"
    print(f"\n## {draft.id}: {draft.duration_s:g} s ({draft.off:+.1%}), {draft.seconds:g} s to write, {spent}", flush=True)
    for scene in draft.board["scenes"]:
        shown = scene["on_screen"]
        lines = [line for line in (shown["figure"], shown["headline"], shown["body"], *shown["points"]) if line]
        print(f"  {scene['layout']:16} [{' | '.join(lines)}]\n      {scene['narration']}", flush=True)
    for flaw in draft.flaws:
        print(f"  ! {flaw}", flush=True)


if __name__ == "__main__":
    main()
