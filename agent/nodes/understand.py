"""What the person wants now: read in code as far as it is exact, by the director where it is not."""

from __future__ import annotations

import asyncio
import re
from dataclasses import asdict
from typing import Any

from langgraph.runtime import Runtime

from agent.allowing import refusal, refused
from agent.director.briefing import first_question, in_spoken
from agent.director.dialogue import speakers
from agent.director.drafting import settled
from agent.director.interpreting import Interpretation, Meaning, interpret
from agent.director.read_history import HistoryKind, HistoryWish
from agent.director.read_label import LABEL_STAYS, without_label_wish
from agent.director.read_likeness import told as told_likeness
from agent.director.read_likeness import without_likeness
from agent.director.read_memory import MemoryWish, brand_said, read_memory
from agent.director.read_versions import Past, past_of
from agent.director.reading import guard, own_script, read_brief, script_scenes
from agent.director.talking import Talk
from agent.director.variants import Wish, picked, taken, variants_wish
from agent.doubts import weighed
from agent.events import Asked, Said
from agent.people import appeal, heard_back
from agent.remembering import brand_of, ids, line_of
from agent.services import Services
from agent.state import Intent, State
from agent.stopping import unless_stopped
from agent.verdicts import is_again, is_cancel
from memory.domain import script_document
from memory.domain.brand import brand_key
from memory.domain.brief import Brief, Sourced
from memory.domain.storyboard import Storyboard
from memory.errors import CannotApply, ScriptUnreadable
from tools.brand.apply import remembered

HISTORY: dict[HistoryKind, Intent] = {
    **dict.fromkeys(("undo", "redo", "show", "restore"), "restore"),
    **dict.fromkeys(("name", "changes", "versions"), "recount"),
    "compare": "compare",
}
WAYS: dict[Meaning, Intent] = {"approve": "deliver", "again": "show", "ask_question": "answer"}
SAME_SCRIPT = "The script says what the film says already; nothing was changed."
NOTHING_RUNS = "Nothing is being made right now, so there is nothing to stop."
HOW_TO_APPROVE = "Glad you like it. Say “approve” for the finished film, or tell me what to change."


async def understand(state: State, runtime: Runtime[Services]) -> State:
    """Decides the way on, as far as the role of whoever speaks allows it.

    Before the first draft it asks at most once; everything open is assumed and listed.
    """
    update = await _understood(state, runtime)
    if told := await asyncio.to_thread(refusal, state | update, runtime.context):
        runtime.stream_writer(Said(told))
        return State(project_id=update["project_id"], intent="wait", edits=[], rest="", memory={}, files=[])
    return update


async def _understood(state: State, runtime: Runtime[Services]) -> State:
    project = await asyncio.to_thread(runtime.context.projects.create, state["thread"], state["owner"])
    # What this turn has done already ('undo, redo, undo') is told with what is done now.
    base = State(project_id=project.id, intent="wait", edits=[], rest="", changes=state.get("changes", []))
    if state["action"] == "cancel" or (is_cancel(state["message"]) and not state["action"]):
        runtime.stream_writer(Said(NOTHING_RUNS))
        return base
    if state["action"] == "decided":
        heard = await heard_back(state, runtime)
        if not heard.get("message"):
            return base | heard
        base, state = base | heard, state | heard
    elif (asked := await appeal(state, runtime)) is not None:
        return base | asked
    if not state["action"] and (wish := without_likeness(state["message"], runtime.context.presenters)):
        runtime.stream_writer(Said(told_likeness(wish.name, runtime.context.presenters)))
        if len(wish.rest.split()) < 2:
            return base
        state = state | State(message=wish.rest)
    besides = None if state["action"] else without_label_wish(state["message"], has_film=bool(state["version"]))
    if besides is not None:
        runtime.stream_writer(Said(LABEL_STAYS))
        if not besides:
            return base
        state = state | State(message=besides)
    if memory := await asyncio.to_thread(_of_memory, state, runtime.context):
        base |= memory
        if brand := memory.get("brand", ""):
            await asyncio.to_thread(runtime.context.projects.set_brand, project.id, brand_key(brand))
        if memory.get("intent") == "recollect":
            return base
        state = state | memory
    if not state["version"]:
        # Somebody who may not make films is not asked about one, and nothing of it is noted.
        if await asyncio.to_thread(refused, state, runtime.context, "revise"):
            return base | State(intent="draft")
        return base | await _first(state, runtime, project.id)
    return base | await _next(state, runtime)


def _of_memory(state: State, services: Services) -> State:
    """Whose film this is, and the way to the memory where the message is about it. What else it says goes on as a message."""
    if services.brands is None or state["action"] or state.get("script"):
        return State()
    text, names = state["message"], tuple(file["name"] for file in state["files"])
    if state.get("handed") and not state["files"] and (name := text.strip(' .!"“”')) and len(name.split()) <= 5:
        # The answer to whose material it is.
        named = MemoryWish(kind="learn", who=brand_said(text) or name)
        return State(intent="recollect", memory=named.model_dump())
    wish = read_memory(text, has_files=bool(names), names=names, is_open=bool(state.get("proposal")))
    brand = brand_of(state, services, text, brand_said(text) or (wish.who if wish else ""))
    about = State(brand=brand)
    if wish is None:
        return about
    if wish.kind in ("off", "on") and wish.rest:
        return State(off_record=wish.kind == "off", message=wish.rest, brand="" if wish.kind == "off" else brand)
    if wish.kind == "forget" and wish.what and not state.get("cited") and not _is_known(services, brand, wish.what):
        return about  # 'forget the music' is a wish for the film
    if wish.kind == "where" and wish.what and not _is_known(services, brand, wish.what):
        return about
    return about | State(intent="recollect", memory=wish.model_dump())


def _is_known(services: Services, brand: str, words: str) -> bool:
    if not brand or services.brands is None:
        return False
    named = {source.name.casefold() for source in services.brands.sources(brand)}
    return words.casefold() in named or bool(services.brands.meant(brand, words))


async def _first(state: State, runtime: Runtime[Services], project_id: str) -> State:
    services, say = runtime.context, runtime.stream_writer
    if state["action"]:
        say(Said("There is no film yet; say in a sentence what it should be about."))
        return State()
    document = "\n\n".join(file["text"] for file in state["files"] if file["text"])
    problem = guard(state["message"] or document)
    if problem and not (is_again(state["message"]) and state.get("request")):
        return await _ask(state, runtime, project_id, problem, state.get("request", ""), state.get("brief", {}))
    request = "\n".join(part for part in (state.get("request", ""), state["message"]) if part.strip())
    stopped, doubts = await weighed(request, state | State(project_id=project_id, version=0, before=0), runtime)
    if stopped is not None:
        return stopped | doubts | State(request="", brief={})
    reading = read_brief(state["message"], services.presenters, services.voices)
    brief = _merged(state.get("brief", {}), reading.brief)
    if document and brief.script is None:
        brief = brief.model_copy(
            update={"script": Sourced[tuple[str, ...]](value=own_script(document) or script_scenes(document))}
        )
    question = "" if state.get("asked") else first_question(request, reading, brief, services.languages)
    if question:
        return doubts | await _ask(state, runtime, project_id, question, request, brief.model_dump(mode="json"))
    for unknown in reading.unknowns:
        say(Said(unknown.sentence))
    brief = in_spoken(brief, services.languages)
    brand = state.get("brand", "") if services.brands and not state.get("off_record") else ""
    # 'Brand: Acme.' is a setting: of a brand that is known, the film is told without it.
    request = re.sub(rf"\s*\bBrand: {re.escape(brand)}\.?", "", request, flags=re.I).strip() if brand else request
    brief, recalled = await asyncio.to_thread(_from_memory, services, brand, brief)
    first = (*speakers(request, services.presenters), *services.presenters)[0]
    drafting = State(intent="draft", request=request, brief=settled(brief, first, request).model_dump(mode="json"))
    return recalled | doubts | drafting


def _from_memory(services: Services, brand: str, brief: Brief) -> tuple[Brief, State]:
    """The brief with what is remembered of the brand, and which items that was."""
    if not brand or services.brands is None:
        return brief, State(recalled=[], cited=[])
    filled, used = remembered(brief, services.brands.kit(brand))
    return filled, State(brand=brand, recalled=[line_of(one) for one in used], cited=ids([one.item for one in used]))


async def _ask(
    state: State, runtime: Runtime[Services], project_id: str, question: str, request: str, brief: dict[str, Any]
) -> State:
    await asyncio.to_thread(runtime.context.projects.set_state, project_id, "asking")
    runtime.stream_writer(Asked(question))
    return State(intent="ask", asked=True, stage="asking", request=request, brief=brief)


def _merged(earlier: dict[str, Any], later: Brief) -> Brief:
    """Both briefs; what was said last wins, and facts add up."""
    if not earlier:
        return later
    first = Brief.model_validate(earlier)
    fields = {name: value for name in Brief.model_fields if (value := getattr(later, name)) is not None}
    if first.must_include and later.must_include:
        both = tuple(dict.fromkeys((*first.must_include.value, *later.must_include.value)))
        fields["must_include"] = Sourced[tuple[str, ...]](value=both)
    return first.model_copy(update=fields)


async def _next(state: State, runtime: Runtime[Services]) -> State:
    match state["action"]:
        case "approve":
            return State(intent="deliver")
        case "undo":
            return _history(HistoryWish(kind="undo"))
        case "version":
            return _history(HistoryWish(kind="show", version=state["pick"]))
    services, text = runtime.context, state["message"]
    board, past = await asyncio.to_thread(_film, state, services)
    if state.get("script"):
        return _edited(state["script"], board, runtime)
    if chosen := _lines(state, board):
        return chosen
    talk = Talk.model_validate(state.get("talk") or {})
    names, files = (services.presenters, services.voices), bool(state["files"])
    asked = interpret(text, board, past, services.director, *names, has_files=files, talk=talk)
    meant = await unless_stopped(services, state["thread"], asked)
    way = _way_on(meant, state, runtime)
    if way.get("intent") == "draft":
        stopped, doubts = await weighed(text, state, runtime)
        way = doubts | (way if stopped is None else stopped | State(intent="wait"))
    open_now = (meant.question, text, meant.options) if meant.meaning == "clarify" else ("", "", ())
    update = dict(zip(("question", "text", "options"), open_now, strict=True))
    return way | State(talk=talk.model_copy(update=update).model_dump(mode="json"))


def _edited(script: str, board: Storyboard, runtime: Runtime[Services]) -> State:
    """The edits that were made in the script itself; one sentence where it cannot be read."""
    try:
        edits = script_document.read(script, board)
    except (ScriptUnreadable, CannotApply) as error:
        runtime.stream_writer(Said(f"I kept the film as it is: {error}."))
        return State()
    if not edits:
        runtime.stream_writer(Said(SAME_SCRIPT))
        return State()
    return State(intent="revise", edits=[edit.model_dump(mode="json") for edit in edits])


def _lines(state: State, board: Storyboard) -> State | None:
    """The way on where several lines are asked for, or one of those that were offered is taken; None where neither is said."""
    offered = state.get("variants") or {}
    lines = offered.get("lines", []) if offered.get("version") == state["version"] else []
    if number := picked(state["message"], len(lines)):
        edit = taken(Wish(**offered["wish"]), lines[number - 1])
        return State(intent="revise", edits=[edit.model_dump(mode="json")], variants={})
    if wish := variants_wish(state["message"], board):
        return State(intent="vary", variants={"wish": asdict(wish)})
    return None


def _film(state: State, services: Services) -> tuple[Storyboard, Past]:
    project = services.projects.create(state["thread"], state["owner"])
    board = services.projects.board(project.id, state["version"])
    return board, past_of(project, services.projects.versions(project.id))


def _history(wish: HistoryWish) -> State:
    return State(intent=HISTORY[wish.kind], history=wish.model_dump(mode="json"))


def _way_on(meant: Interpretation, state: State, runtime: Runtime[Services]) -> State:
    """Where the graph goes, and what is said before."""
    services, say, text = runtime.context, runtime.stream_writer, state["message"]
    match meant.meaning:
        case "history" if meant.history:
            return _history(meant.history) | State(edits=[edit.model_dump(mode="json") for edit in meant.edits])
        case "revise":
            for note in meant.notes:
                say(Said(note))
            return State(intent="revise", edits=[edit.model_dump(mode="json") for edit in meant.edits], rest=meant.rest)
        case "start_new":
            brief = settled(read_brief(text, services.presenters, services.voices).brief, services.presenters[0], text)
            return State(intent="draft", request=text, brief=brief.model_dump(mode="json"))
        case "clarify":
            say(Asked(meant.question))
            return State()
        case "other" | "cancel":
            say(Said(NOTHING_RUNS if meant.meaning == "cancel" else meant.question or HOW_TO_APPROVE))
            return State()
        case _:
            return State(intent=WAYS[meant.meaning])
