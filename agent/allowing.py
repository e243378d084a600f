"""Whether the person who speaks may have done what they asked for: one place for every way the conversation can take."""

from __future__ import annotations

from collections.abc import Mapping

from agent.services import Services
from agent.state import Intent, State
from memory.domain.brand import brand_key
from memory.domain.roles import Action, Role, denial, may

NEEDS: Mapping[Intent, Action] = {
    "ask": "revise",
    "draft": "revise",
    "revise": "revise",
    "restore": "revise",
    "vary": "revise",
    "show": "revise",
    "deliver": "approve",
    "recount": "view",
    "compare": "view",
    "answer": "view",
    "wait": "view",
}
BARRED = "The key that you came with does not reach as far as this; do it in the studio, or with a key that has the scope for it."
_OF_MEMORY: Mapping[str, Action] = {"know": "recall", "where": "recall", "forget": "forget", "forget_all": "govern"}


def refusal(state: State, services: Services) -> str:
    """The sentence for somebody whose role does not reach as far as `state['intent']`, '' where it does."""
    if state["intent"] != "recollect":
        return refused(state, services, NEEDS[state["intent"]])
    wish = state.get("memory", {})
    who = wish.get("who", "")
    if who and _role(state, services, who) is None:
        # Somebody else's client is answered as one that nobody knows, by the memory itself: not even that it exists is told.
        who, state = "", state | State(brand="")
    return refused(state, services, _OF_MEMORY.get(wish.get("kind", ""), "teach"), who)


def refused(state: State, services: Services, action: Action, brand: str = "") -> str:
    """The same for one action, for a brand that is named or the conversation's own."""
    if action in state.get("barred", ()):
        return BARRED
    about = brand or state.get("brand", "")
    role = _role(state, services, about)
    return "" if may(role, action) else denial(role, action, about if role else "")


def _role(state: State, services: Services, brand: str) -> Role | None:
    if brand and state.get("only") and brand_key(brand) not in state["only"]:
        return None
    return services.role(state.get("speaker") or state["owner"], brand_key(brand) if brand else "")
