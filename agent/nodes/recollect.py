"""The brand's memory in the chat: what is known, from where, remember, forget, off the record."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from langgraph.runtime import Runtime

from agent.director.read_memory import MemoryWish
from agent.events import Asked, Progress, Said
from agent.remembering import ids, person_of
from agent.services import Services
from agent.state import State
from memory.domain.brand import BrandItem
from memory.domain.brand_words import sentence
from memory.errors import NotFound
from tools.brand.keeper import GROUPS, BrandKeeper, Taught, proof
from tools.brand.preferences import Habit
from tools.errors import TakingApartCancelled

PAGE = "page"
MOST_SHOWN = 6  # of a group, in the chat; the terminal shows all
NOTHING = "I know nothing about you yet. Hand in your guidelines, your logo or earlier videos, and say whose they are."
OFF = "Off the record: for this conversation I use nothing that I know about you, and I keep nothing of it."
ON = "Back on the record: I use what I know about you again."
WHOSE = "Whose material is this? Say the company's name, and I learn it."
TAKEN = "I cannot keep material under that name for you; add a word to it, such as the city, and hand it in again."
NO_MEMORY = "There is no brand memory here; an operator has to set one up."


async def recollect(state: State, runtime: Runtime[Services]) -> State:
    """Does what was asked of the memory, and says it in words."""
    keeper, say = runtime.context.brands, runtime.stream_writer
    wish = MemoryWish.model_validate(state["memory"])
    brand = wish.who or state.get("brand", "")
    if keeper is None:
        say(Said(NO_MEMORY))
        return State(memory={})
    if brand and not await asyncio.to_thread(keeper.is_open_to, brand, person_of(state)):
        # The same words as for a brand that nobody knows: not even the name of another client is told.
        say(Said(TAKEN if wish.kind in ("learn", "remember") else f"I know nothing about {brand}."))
        return State(memory={}, brand="")
    if wish.kind in ("off", "on"):
        say(Said(OFF if wish.kind == "off" else ON))
        return State(memory={}, off_record=wish.kind == "off", cited=[])
    if state.get("off_record") and wish.kind in ("learn", "remember"):
        say(Said("This conversation is off the record, so I kept nothing. Say “back on the record” first."))
        return State(memory={})
    if wish.kind in ("learn", "remember"):
        return State(memory={}) | await _take_in(wish, brand, state, runtime, keeper)
    if wish.kind in ("keep", "decline"):
        habit = Habit(**state["proposal"])
        await asyncio.to_thread(keeper.decide, brand, habit, keep=wish.kind == "keep")
        say(Said(f"Noted: {habit.sentence}." if wish.kind == "keep" else "All right, only where you ask for it."))
        return State(memory={}, proposal={})
    if not brand:
        say(Said(NOTHING))
        return State(memory={})
    try:
        return State(memory={}, brand=brand) | await _look_up(wish, brand, state, runtime, keeper)
    except NotFound:
        say(Said(f"I know nothing about {brand}." if wish.who else NOTHING))
        return State(memory={})


async def _take_in(wish: MemoryWish, brand: str, state: State, runtime: Runtime[Services], keeper: BrandKeeper) -> State:
    say, person = runtime.stream_writer, person_of(state)
    if not brand:
        say(Asked(WHOSE))
        return State(memory=wish.model_dump(), handed=_material(wish, state))
    if wish.kind == "remember":
        heard = await asyncio.to_thread(keeper.hear, brand, wish.what, person)
        if not heard:
            say(Said("I could not tell what to keep of that; say it as a rule, a colour, a word to use or to avoid, or a fact."))
            return State(brand=brand)
        say(Said("\n".join([f"I will remember for {brand}:", *(f"- {sentence(item.value)}" for item in heard)])))
        return State(brand=brand, cited=ids(heard))
    handed = _material(wish, state)
    uploads = [(file["sha256"], file["name"]) for file in handed if file["kind"] != PAGE]
    addresses = [file["name"] for file in handed if file["kind"] == PAGE]

    def on_progress(label: str, done: float) -> None:
        say(Progress(label, done))

    def cancelled() -> bool:
        return runtime.context.stopped(state["thread"])

    try:
        taught = await asyncio.to_thread(keeper.learn_stored, brand, uploads, on_progress, person, addresses, cancelled)
    except TakingApartCancelled:
        say(Said(f"Stopped; nothing of this material was kept for {brand}."))
        return State(handed=[])
    say(Said(_lesson(taught, brand)))
    return State(brand=brand, handed=[])


def _material(wish: MemoryWish, state: State) -> list[dict[str, str]]:
    """What came with this message, else what waits for a name: files, and addresses of pages."""
    pages = [{"kind": PAGE, "name": address} for address in wish.pages]
    return [*state["files"], *pages] or list(state.get("handed", []))


def _lesson(taught: Taught, brand: str) -> str:
    parts = [taught.summary(brand)] if taught.new or taught.known or not taught.refused else []
    parts += [*taught.conflicts, *taught.notes, *taught.refused]
    if taught.new:
        parts.append("Ask “what do you know about us?” to see it all.")
    return "\n\n".join(parts)


async def _look_up(wish: MemoryWish, brand: str, state: State, runtime: Runtime[Services], keeper: BrandKeeper) -> State:
    say = runtime.stream_writer
    match wish.kind:
        case "know":
            text = await asyncio.to_thread(_all_known, keeper, brand)
            say(Said(text))
            return State()
        case "forget_all":
            gone = await asyncio.to_thread(keeper.forget, brand)
            say(Said(f"Done. Everything about {brand} is deleted: {gone.items} items, {len(gone.files)} files. Nothing is left."))
            return State(brand="", cited=[])
        case "where":
            found = await asyncio.to_thread(_found, keeper, brand, wish.what, state.get("cited", []))
            say(Said(_sources(found, brand, wish.what)))
            return State(cited=ids(found)) if found else State()
        case _:
            return await _forget(wish, brand, state, runtime, keeper)


async def _forget(wish: MemoryWish, brand: str, state: State, runtime: Runtime[Services], keeper: BrandKeeper) -> State:
    say = runtime.stream_writer
    sources = {source.name.casefold(): source for source in await asyncio.to_thread(keeper.sources, brand)}
    if source := sources.get(wish.what.casefold()):
        gone = await asyncio.to_thread(keeper.forget, brand, source.sha256)
        say(Said(f"Forgotten: {source.name}, and the {gone.items} things that only it said."))
        return State(cited=[])
    found = await asyncio.to_thread(_found, keeper, brand, wish.what, state.get("cited", []))
    if not found:
        say(Said(f"I know nothing of {brand} that matches “{wish.what}”; ask “what do you know about us?” to see it all."))
        return State()
    if len(found) > 1:
        which = [f"- {sentence(one.value)}" for one in found[:MOST_SHOWN]]
        say(Asked("\n".join(["Which of these shall I forget? Say it in your words.", *which])))
        return State(cited=ids(found))
    await asyncio.to_thread(keeper.forget, brand, found[0].id)
    say(Said(f"Forgotten for good: {sentence(found[0].value)}."))
    return State(cited=[])


def _found(keeper: BrandKeeper, brand: str, words: str, cited: Sequence[str]) -> list[BrandItem]:
    """The items that are meant: what was spoken of last, or those that bear the words."""
    items = [known.item for known in keeper.items(brand)]
    if not words:
        return [item for item in items if item.id in cited]
    return keeper.meant(brand, words)


def _all_known(keeper: BrandKeeper, brand: str) -> str:
    items, sources = keeper.items(brand), keeper.sources(brand)
    name = keeper.name(brand)
    lines = [f"This is what I know about {name}, from {_listed([source.name for source in sources])}:"]
    for title, kinds in GROUPS:
        group = [known for known in items if known.item.kind in kinds and known.replaced_by is None]
        if not group:
            continue
        lines += ["", f"**{title}**"]
        lines += [f"- {sentence(known.item.value)} ({proof(known.item)})" for known in group[:MOST_SHOWN]]
        if len(group) > MOST_SHOWN:
            lines.append(f"- and {len(group) - MOST_SHOWN} more")
    old = [known for known in items if known.replaced_by]
    if old:
        lines += ["", f"{len(old)} older {'statement gave' if len(old) == 1 else 'statements gave'} way to newer ones."]
    return "\n".join(lines)


def _sources(found: Sequence[BrandItem], brand: str, words: str) -> str:
    if not found and words:
        return f"I have nothing on “{words}” from {brand}'s material; the film says it because you said it, or I assumed it."
    if not found:
        return f"That is not from what I know of {brand}: it is from your message, or I assumed it."
    lines = []
    for item in found[:MOST_SHOWN]:
        best = max(item.evidence, key=lambda one: one.dated)
        quote = f": “{best.quote}”" if best.quote else ""
        lines.append(f"- {sentence(item.value)} – {proof(item)}{quote}")
    return "\n".join(lines)


def _listed(names: Sequence[str]) -> str:
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "our talks"
