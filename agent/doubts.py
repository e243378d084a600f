"""What the policy is unsure of in a brief: said in the first reply, and for people to decide with the film that came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence

from langgraph.runtime import Runtime

from agent.events import Said
from agent.gate import refuse
from agent.services import Services
from agent.state import State
from memory.domain.findings import Finding
from tools.clearance import is_sure


async def weighed(request: str, state: State, runtime: Runtime[Services]) -> tuple[State | None, State]:
    """Holds a request against the policy before anything is drafted: the state where it is refused, else None; and what is
    left to people, which is said at once.
    """
    findings = await asyncio.to_thread(runtime.context.check, request)
    pleaded = state.get("pleaded", {})
    passed = pleaded.get("rules", []) if pleaded.get("text") == request else []
    broken = [one for one in findings if one.action != "allow" and one.rule not in passed]
    stopping = [one for one in broken if one.action == "refuse" and is_sure(one)]
    if stopping:
        return await refuse(stopping, state | State(request=request), runtime), State(doubts={})
    if not broken or runtime.context.reviews is None:
        return None, State(doubts={})
    told = [one.model_dump(mode="json") for one in broken]
    if told != (state.get("doubts") or {}).get("findings"):
        runtime.stream_writer(Said(told_at_once(broken)))
    return None, State(doubts={"request": request, "findings": told, "version": 0})


def told_at_once(findings: Sequence[Finding]) -> str:
    """Which words a person will look at, and why."""
    words = "\n".join(f"- “{one.text.strip()}”: {one.reason.rstrip('.')} (rule: {one.rule})." for one in findings)
    return (
        f"Before I may show this film, a person has to look at what you wrote:\n{words}\n"
        "I go on with the script, and they see it with the film. You can also send me other words now."
    )


def drafted(state: State, version: int) -> State:
    """Notes which version came of the brief that is in doubt."""
    return State(doubts=state["doubts"] | {"version": version}) if state.get("doubts") else State()


def less(state: State, rules: Collection[str]) -> State:
    """Without the doubts that people have settled, by their rules."""
    doubts = state.get("doubts") or {}
    left = [one for one in doubts.get("findings", ()) if one["rule"] not in rules]
    return State(doubts=doubts | {"findings": left} if left else {})
