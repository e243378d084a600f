"""The one place where the graph waits for a person."""

from __future__ import annotations

from typing import Any

from langgraph.types import interrupt

from agent.state import State

KNOWN = 50


async def review(state: State) -> State:
    """Waits for the next message. Everything above `interrupt` runs again on resume, so there is nothing above it."""
    message: dict[str, Any] = interrupt({"stage": state.get("stage", "empty"), "version": state.get("version", 0)})
    brand = State(brand=message["brand"]) if message.get("brand") else State()
    # What was handed in while the brief was still being asked for belongs to its film.
    held = [] if state.get("version") else [*state.get("held", []), *state.get("files", [])]
    return brand | State(
        held=held,
        turn_id=message["turn_id"],
        answered=[*state.get("answered", []), state["turn_id"]][-KNOWN:],
        speaker=message.get("speaker", state["owner"]),
        only=message.get("only", []),
        barred=message.get("barred", []),
        message=message["message"],
        files=message["files"],
        action=message["action"],
        pick=message["pick"],
        script=message.get("script", ""),
        before=state.get("version", 0),
        changes=[],
    )
