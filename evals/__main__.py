"""`agency eval SUITE [--cases FILE] [--director none|local|openai] [--json OUT]`: how well it understands and performs."""

from __future__ import annotations

import argparse
import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from agent.director.contract import Director
from agent.director.revising import Cast
from agent.errors import AgentError
from evals import brands, briefs, injection, lipsync, look, marks, moderation, recall, revisions, sound
from evals.brand_films import Brand
from evals.cases_file import BriefCase, CasesUnreadable, RevisionCase, Row, read_cases
from evals.directors import CodeAlone
from evals.moderation_sources import ModerationCase
from renderer.presenters.cast import PRESENTERS
from tools.errors import ToolError
from tools.moderation.classifier import load_heads
from ui.settings import Settings
from ui.wiring import make_director, voices

FOLDER = Path(__file__).parent / "cases"
SUITES = ("briefs", "revisions", "lipsync", "look", "sound", "brand", "recall", "injection", "marks", "moderation")

CASES = {"marks": "look"}


def main() -> None:
    """Runs one suite; prints progress, then the summary; writes the report where asked. Leaves with 1 where it cannot run."""
    parser = argparse.ArgumentParser(prog="agency eval")
    parser.add_argument("suite", choices=SUITES)
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--director", choices=("none", "local", "openai"), default="local")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only every Nth case, for a quick look")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    try:
        report = asyncio.run(
            _report(
                asked.suite, asked.cases or FOLDER / f"{CASES.get(asked.suite, asked.suite)}.jsonl", asked.director, asked.every
            )
        )
    except (CasesUnreadable, AgentError, ToolError) as error:
        sys.exit(str(error))
    print(json.dumps(report["summary"], indent=1, ensure_ascii=False))
    if asked.json:
        asked.json.write_text(compact(report))


async def _report(suite: str, path: Path, kind: str, every: int) -> Row:
    settings = Settings()
    if suite == "lipsync":
        return _lipsync(path, every, settings)
    if suite == "brand":
        clients, digest = read_cases(path, Brand)
        unseen = read_cases(FOLDER / "brand_unseen.jsonl", Brand)[0] if path.parent == FOLDER else ()
        rows, passed = brands.run(clients[::every], unseen[::every], settings.home_dir / "evals" / "brands")
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("tools", "renderer"), "every": every}
        return {**head, "summary": passed, "cases": rows}
    if suite == "recall":
        questions, digest = read_cases(path, recall.RecallCase)
        answers, found = recall.run(questions[::every])
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("tools", "memory"), "every": every}
        return {**head, "summary": found, "cases": answers}
    if suite == "injection":
        probes, digest = read_cases(path, injection.InjectionCase)
        tried, found = await injection.run(probes[::every])
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("agent", "tools", "memory"), "every": every}
        return {**head, "summary": found, "cases": tried}
    if suite == "moderation":
        checked, digest = read_cases(path, ModerationCase)
        judged, found = moderation.run(checked, every, beside=path == FOLDER / "moderation.jsonl")
        head = {"suite": suite, "cases_sha256": digest, "director": None, "model": load_heads().digest}
        return {**head, "commit": _commit("tools", "memory"), "every": every, "summary": found, "cases": judged}
    if suite == "look":
        stories, digest = read_cases(path, look.LookCase)
        films, passed = look.run(stories[::every])
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("renderer"), "every": every}
        return {**head, "summary": passed, "cases": films}
    if suite == "marks":
        stories, digest = read_cases(path, look.LookCase)
        films, passed = marks.run(stories, marks.FILMS // every)
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("renderer", "tools/provenance"), "every": every}
        return {**head, "summary": passed, "cases": films}
    if suite == "sound":
        mixes, digest = read_cases(path, sound.SoundCase)
        engine = voices(settings)
        heard, summary = sound.run(mixes[::every], engine, engine.voices()[0])
        head = {"suite": suite, "cases_sha256": digest, "commit": _commit("renderer"), "every": every}
        return {**head, "summary": summary, "cases": heard}
    members = Cast(tuple(PRESENTERS), tuple(voices(settings).voices()))
    if suite == "briefs":
        briefing, digest = read_cases(path, BriefCase)
    else:
        messages, digest = read_cases(path, RevisionCase)
    director, commit = _director(kind, settings), _commit()
    try:
        if suite == "briefs":
            rows, summary = briefs.run(briefing[::every], members)
        else:
            rows, summary = await revisions.run(messages[::every], director, members)
    finally:
        if not isinstance(director, CodeAlone):
            await director.close()  # type: ignore[attr-defined]
    head = {"suite": suite, "cases_sha256": digest, "director": kind, "model": director.name, "commit": commit, "every": every}
    return {**head, "summary": summary, "cases": rows}


def _lipsync(path: Path, every: int, settings: Settings) -> Row:
    lines, digest = read_cases(path, lipsync.LipCase)
    engine = voices(settings)
    rows, summary = lipsync.run(lines[::every], engine, engine.voices())
    head = {"suite": "lipsync", "cases_sha256": digest, "commit": _commit("renderer"), "every": every}
    return {**head, "summary": summary, "cases": rows}


def _director(kind: str, settings: Settings) -> Director:
    if kind == "none":
        return CodeAlone()
    if kind == "openai" and not settings.llm_base_url:
        raise CasesUnreadable("no endpoint is configured for --director openai; set AGENCY_LLM_BASE_URL, or use local")
    return make_director(settings if kind == "openai" else settings.model_copy(update={"llm_base_url": None}))


def _commit(*parts: str) -> str:
    """The commit, with a plus where the code that runs differs from it."""
    run = [
        ["git", "rev-parse", "--short", "HEAD"],
        ["git", "status", "--porcelain", "--", *(parts or ("agent", "memory", "evals/neutral.json"))],
    ]
    head, changed = (subprocess.run(args, capture_output=True, text=True, check=False).stdout.strip() for args in run)
    return f"{head}+" if changed else head


def compact(report: Row) -> str:
    """JSON with one line a case."""
    rows: list[Any] = report["cases"]
    head = json.dumps({key: value for key, value in report.items() if key != "cases"}, ensure_ascii=False, indent=1)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{head[:-2]},\n "cases": [\n{lines}\n ]\n}}\n'


if __name__ == "__main__":
    main()
