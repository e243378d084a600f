"""The gate as the conversation meets it: on, back with the rules that were broken, or to the queue where people decide."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from agent.director.read_purpose import purpose_of
from agent.events import Refused, Waiting
from agent.services import Services
from agent.state import State
from memory.domain.brand import brand_key
from memory.domain.consent import Use
from memory.domain.findings import Finding
from memory.domain.review import Case, words_digest
from memory.domain.storyboard import Storyboard
from tools.clearance import cases_of, texts_of
from tools.consent import RULE
from tools.errors import NeedsPerson
from tools.errors import Refused as RefusedByRule
from tools.moderation.rules import load_policy


def use_of(state: State) -> Use:
    """Whose film it is and what for, as far as either was said: what a real person's consent is held against."""
    return Use(brand=brand_key(state.get("brand", "")), purpose=purpose_of(state.get("request", "")))


async def cleared(state: State, services: Services, board: Storyboard, version: int) -> Any:
    """A Cleared; raises Refused or NeedsPerson, also for what was in doubt in the brief that this version came of."""
    doubts = await asyncio.to_thread(_in_doubt, state, services, board, version)
    try:
        passed = await asyncio.to_thread(services.clear, board, state["project_id"], version, use_of(state))
    except NeedsPerson as closed:
        rules = {finding.rule for case in closed.cases for finding in case.findings}
        raise NeedsPerson((*closed.cases, *(case for case in doubts if case.findings[0].rule not in rules))) from closed
    if doubts:
        raise NeedsPerson(doubts)
    return passed


def _in_doubt(state: State, services: Services, board: Storyboard, version: int) -> tuple[Case, ...]:
    """What people have to decide about the brief of a version. Raises Refused where they said no to it."""
    doubts = state.get("doubts") or {}
    if not doubts or doubts["version"] != version or services.reviews is None:
        return ()
    findings, request = [Finding.model_validate(one) for one in doubts["findings"]], doubts["request"]
    decided = services.reviews.decisions(state["project_id"])
    states = {finding: decided.get(words_digest(finding.rule, request)) for finding in findings}
    if against := tuple(finding for finding in findings if states[finding] == "refused"):
        raise RefusedByRule(against)
    waiting = [finding for finding in findings if states[finding] != "allowed"]
    return cases_of(waiting, {**texts_of(board), "brief": request}, load_policy()) if waiting else ()


async def stop_at(error: RefusedByRule | NeedsPerson, state: State, runtime: Runtime[Services]) -> State:
    """What the turn comes to where the gate is closed; tells the person which words and which rule it is."""
    if isinstance(error, NeedsPerson):
        return await ask_people(error.cases, state, runtime)
    return await refuse(error.findings, state, runtime)


async def ask_people(cases: Sequence[Case], state: State, runtime: Runtime[Services]) -> State:
    """Queues what people have to decide, and ends the turn: the conversation goes on by itself after their decision."""
    services, project_id = runtime.context, state["project_id"]
    if services.reviews is None:
        raise NeedsPerson(tuple(cases))
    who, brand = state.get("speaker") or state["owner"], brand_key(state.get("brand", ""))
    for case in cases:
        await asyncio.to_thread(services.reviews.ask, project_id, state["version"], case, asked_by=who, brand=brand)
    await asyncio.to_thread(services.reviews.withdraw, project_id, [case.digest for case in cases])
    await asyncio.to_thread(services.projects.set_state, project_id, "waiting")
    median_s = await asyncio.to_thread(services.reviews.median_wait_s)
    runtime.stream_writer(Waiting(tuple(case.findings[0] for case in cases), max(case.needed for case in cases), median_s))
    stood = state.get("stood", 0) if state.get("stage") == "waiting" else state.get("before", 0)
    return State(stage="waiting", stood=stood, plea={})


async def refuse(findings: Sequence[Finding], state: State, runtime: Runtime[Services], back: int | None = None) -> State:
    """Names the rules, and lets the version before stand again; what was refused is kept, so that it can be appealed."""
    services, project_id, version = runtime.context, state["project_id"], state["version"]
    before = state.get("before", 0) if back is None else back
    rules = [finding.rule for finding in findings]
    await asyncio.to_thread(services.audit.append, "refused", project_id, {"version": version, "rules": rules})
    if before and before != version:
        await asyncio.to_thread(services.projects.take_back, project_id, before, f"{state['turn_id']}/refused")
    await asyncio.to_thread(services.projects.set_state, project_id, "refused")
    can_appeal = services.reviews is not None and any(finding.rule != RULE for finding in findings)
    runtime.stream_writer(Refused(tuple(findings), can_appeal))
    plea = {
        "version": version,
        "request": state.get("request", ""),
        "findings": [one.model_dump(mode="json") for one in findings],
    }
    # What people look at already goes on waiting.
    still = state.get("stage") == "waiting" and before not in (0, version)
    return State(version=before, before=before, stage="waiting" if still else "refused", plea=plea)
