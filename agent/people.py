"""People in the loop: an appeal in words goes to the queue, and the conversation goes on when they have decided."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from langgraph.runtime import Runtime

from agent.allowing import refused
from agent.director.read_appeal import is_appeal
from agent.doubts import less
from agent.events import Refused, Said
from agent.gate import ask_people
from agent.services import Services
from agent.state import State
from memory.domain.findings import Finding
from memory.domain.review import Review
from tools.clearance import appealed, texts_of

NO_APPEAL = "Whether a real person's face or voice is used is only theirs to decide: they can give their own consent."
NOTHING_REFUSED = "Nothing of this film was refused, so there is nothing to appeal."


async def appeal(state: State, runtime: Runtime[Services]) -> State | None:
    """Queues what was refused last where the message asks for a person; None where it does not."""
    services, plea = runtime.context, state.get("plea") or {}
    if state["action"] or not plea or services.reviews is None or not is_appeal(state["message"]):
        return None
    if told := await asyncio.to_thread(refused, state, services, "revise"):
        runtime.stream_writer(Said(told))
        return State()
    findings = tuple(Finding.model_validate(one) for one in plea["findings"])
    texts = {"brief": plea["request"]}
    if plea["version"]:
        texts = dict(texts_of(await asyncio.to_thread(services.projects.board, state["project_id"], plea["version"])))
    cases = appealed(findings, texts, state["message"])
    if not cases:
        runtime.stream_writer(Said(NO_APPEAL))
        return State()
    asked = await ask_people(cases, state | State(version=plea["version"]), runtime)
    return asked | State(appealed={"version": plea["version"], "request": plea["request"]})


async def heard_back(state: State, runtime: Runtime[Services]) -> State:
    """Takes note of what people decided and goes on with it: to the film, or back to the version that stood before."""
    services = runtime.context
    if services.reviews is None:
        return State()
    reviews = await asyncio.to_thread(services.reviews.untold, state["project_id"])
    await asyncio.to_thread(services.reviews.tell, state["project_id"])
    if not reviews:
        return State()
    against = [review for review in reviews if review.state == "refused"]
    if against:
        return await _stop(against, state, runtime)
    if state.get("stage") != "waiting":
        runtime.stream_writer(Said(f"{allowed_line(reviews)} The film says something else by now, so nothing changes."))
        return State()
    runtime.stream_writer(Said(allowed_line(reviews)))
    wanted = state.get("appealed") or {}
    if wanted and not wanted["version"]:
        rules = [review.rule for review in reviews]
        pleaded = {"text": wanted["request"], "rules": rules}
        return State(message=wanted["request"], request="", pleaded=pleaded, appealed={}, stage="empty", action="")
    version = state["version"]
    settled = less(state, {review.rule for review in reviews})
    if wanted:
        version = await asyncio.to_thread(
            services.projects.set_head, state["project_id"], wanted["version"], f"{state['turn_id']}/allowed"
        )
    return settled | State(intent="show", version=version, before=state.get("stood", 0), appealed={})


async def _stop(against: Sequence[Review], state: State, runtime: Runtime[Services]) -> State:
    services, project_id, stood = runtime.context, state["project_id"], state.get("stood", 0)
    findings = tuple(review.findings[0].model_copy(update={"action": "refuse", "reason": _no(review)}) for review in against)
    runtime.stream_writer(Refused(findings))
    if state.get("stage") != "waiting":
        return State()
    await asyncio.to_thread(services.reviews.withdraw, project_id) if services.reviews else None
    if stood and stood != state["version"]:
        await asyncio.to_thread(services.projects.take_back, project_id, stood, f"{state['turn_id']}/refused")
    await asyncio.to_thread(services.projects.set_state, project_id, "refused")
    # Where no film stands, the next words are a brief of their own.
    afresh = State() if stood else State(request="", brief={}, doubts={})
    return afresh | State(version=stood, before=stood, stage="refused", appealed={}, plea={})


def allowed_line(reviews: Sequence[Review]) -> str:
    """What is said when people have allowed what they were asked about."""
    words = " and ".join(f"“{quoted}”" for review in reviews for quoted in review.quoted)
    return f"A person has looked at {words} and allowed it."


def _no(review: Review) -> str:
    return f"A person looked at it and said no: “{review.reason}”. {review.findings[0].reason}"
