"""Whose film a turn is about, and what of their memory bears on it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.services import Services
from agent.state import State
from memory.domain.brand import BrandItem, brand_key
from memory.domain.brand_kit import BrandKit
from memory.domain.edits import Edit
from memory.domain.storyboard import Storyboard
from memory.errors import NotFound
from tools.brand.adherence import Adherence, adherence
from tools.brand.apply import Applied, bearing
from tools.brand.keeper import newest
from tools.brand.preferences import Habit

TERMINAL = "local"


def brand_of(state: State, services: Services, text: str, said: str = "") -> str:
    """The name of a known brand that this conversation is for, '' where there is none, or it is off the record.

    What the message names comes first, then what the conversation was for; the only brand of a person needs no name, but on
    the terminal, where nobody said who asks.
    """
    if services.brands is None or state.get("off_record"):
        return ""
    owner = state["owner"]
    bounds = state.get("only", [])
    known = [name for name in services.brands.names(person_of(state)) if not bounds or brand_key(name) in bounds]
    named = [name for name in known if said.casefold() == name.casefold()] or [name for name in known if _names(text, name)]
    kept = [name for name in known if state.get("brand", "").casefold() == name.casefold()]
    only = list(known) if owner != TERMINAL and len(known) == 1 else []
    return next(iter((*sorted(named, key=len, reverse=True), *kept, *only)), "")


def person_of(state: State) -> str:
    """Who asks, as brands know people: '' is the operator at the terminal, who may work for all of them."""
    return "" if state["owner"] == TERMINAL else state["owner"]


def facts_for(services: Services, kit: BrandKit, request: str) -> tuple[Applied, ...]:
    """What is known that a film about this should not miss; the memory is asked only where it holds facts."""
    if services.brands is None or not any(item.kind == "fact" for item in kit.items):
        return ()
    recalled = [found.item for found in services.brands.recall(kit.name, request, 8)]
    return bearing(kit, request, recalled)


def line_of(used: Applied) -> str:
    """'the colour Harbour Blue #1D4ED8 (guidelines.pdf, page 1)'."""
    return f"{used.what} ({newest(used.item)})"


def told(brand: str, lines: Sequence[str]) -> str:
    """What was remembered and from where, as a person says it; '' where nothing was."""
    return "\n".join([f"From what I know of {brand}:", *(f"- {line}" for line in lines)]) if lines else ""


def brand_check(state: State, services: Services, board: Storyboard, lengths_s: Sequence[float] = ()) -> Adherence | None:
    """How the film keeps to its brand; None where it has none that is known, or the conversation is off the record."""
    brand = state.get("brand", "")
    if services.brands is None or not brand or state.get("off_record"):
        return None
    try:
        found = adherence(board, services.brands.kit(brand), lengths_s)
    except NotFound:  # forgotten meanwhile
        return None
    return found if found.checks else None


def noticed(state: State, services: Services, edits: Sequence[Edit]) -> Habit | None:
    """What this client now changes in a second film, where that is worth proposing; counted on the record only."""
    brand = state.get("brand", "")
    if services.brands is None or not brand or state.get("off_record"):
        return None
    return services.brands.notice(brand, edits, state["project_id"])


def ids(items: Sequence[BrandItem]) -> list[str]:
    """Ids, each once, in order."""
    return list(dict.fromkeys(item.id for item in items))


def _names(text: str, name: str) -> bool:
    # A name of one short word may be any word: it has to stand as a name, with its capital.
    flags = re.I if len(name) > 4 or " " in name else 0
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None
