"""The whole conversation on one page.

    understand -> draft ----> clear -> preview -> review
               -> revise ---> clear                 |
               -> restore --> clear                 v
               -> answer, recount, compare, recollect, deliver ----> review -> understand

`review` is the only place that waits for a person. A question before the first preview is asked there too.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.errors import GraphBubbleUp
from langgraph.graph import START, StateGraph
from langgraph.graph.state import CompiledStateGraph

from agent.nodes.answer import answer
from agent.nodes.clear import clear
from agent.nodes.compare import compare
from agent.nodes.deliver import deliver
from agent.nodes.draft import draft
from agent.nodes.preview import preview
from agent.nodes.recollect import recollect
from agent.nodes.recount import recount
from agent.nodes.restore import restore
from agent.nodes.review import review
from agent.nodes.revise import revise
from agent.nodes.understand import understand
from agent.nodes.variants import vary
from agent.services import Services
from agent.state import State
from memory.happenings import doing

Graph = CompiledStateGraph[State, Services, State, State]
Node = Callable[..., Awaitable[Any]]

NODES: dict[str, Node] = {
    "understand": understand,
    "draft": draft,
    "revise": revise,
    "restore": restore,
    "recount": recount,
    "compare": compare,
    "recollect": recollect,
    "answer": answer,
    "vary": vary,
    "clear": clear,
    "preview": preview,
    "deliver": deliver,
    "review": review,
}

ROUTES = {
    "ask": "review",
    "wait": "review",
    "draft": "draft",
    "revise": "revise",
    "restore": "restore",
    "recount": "recount",
    "compare": "compare",
    "show": "clear",
    "answer": "answer",
    "vary": "vary",
    "deliver": "deliver",
    "recollect": "recollect",
}


def _way_on(state: State) -> str:
    """A turn that went to another version shows it, even where nothing came of what else was said."""
    return _after_words(state) if state["intent"] == "wait" else ROUTES[state["intent"]]


def _after_words(state: State) -> str:
    return "review" if state["version"] == state.get("before", 0) else "clear"


def _told(name: str, node: Node) -> Node:
    """The same node, as a piece of work of its own; the graph still reads its signature."""

    @wraps(node)
    async def at_it(*arguments: Any, **named: Any) -> Any:
        with doing(name):
            try:
                return await node(*arguments, **named)
            except GraphBubbleUp as paused:  # it waits for a person; nothing went wrong
                waits = paused
        raise waits

    return at_it


def build(saver: BaseCheckpointSaver[Any]) -> Graph:
    """The compiled graph; every step is written to `saver` before the next one starts."""
    graph = StateGraph(State, context_schema=Services)
    for name, node in NODES.items():
        graph.add_node(name, _told(name, node))
    graph.add_edge(START, "understand")
    graph.add_conditional_edges("understand", _way_on, sorted({*ROUTES.values()}))
    graph.add_edge("draft", "clear")
    graph.add_edge("preview", "review")
    graph.add_conditional_edges("compare", _after_words, ["clear", "review"])
    graph.add_conditional_edges("answer", _after_words, ["clear", "review"])
    graph.add_conditional_edges("vary", _after_words, ["clear", "review"])
    graph.add_edge("deliver", "review")
    graph.add_edge("recollect", "review")
    graph.add_edge("review", "understand")
    return graph.compile(checkpointer=saver)
