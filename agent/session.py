"""The only door of the agency: a message goes in, events come out, and a turn survives whatever stops it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, AsyncExitStack, nullcontext
from dataclasses import replace
from types import TracebackType
from typing import Any, cast
from weakref import WeakValueDictionary

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.types import Command, StateSnapshot

from agent.checkpoints import open_saver
from agent.crowd import spoken
from agent.director.metering import Budget, metered
from agent.errors import AgentError, TurnCancelled
from agent.events import Cancelled, Event, Failed, Said
from agent.graph import build
from agent.messages import Message, new_turn_id
from agent.services import Services
from agent.state import State
from agent.turn import Turn
from agent.verdicts import is_again, is_cancel
from agent.wording import ALREADY, sentence
from memory.db import was_cut_off
from memory.errors import MemoryStoreError, StoreUnavailable
from memory.happenings import at_work, doing, tell
from tools.errors import RenderCancelled, RenderSetAside, ToolError, WorkInterrupted

logger = logging.getLogger(__name__)

THREADS = 64
UNREAD = {"understand", "draft", "revise"}
BROKEN = "Something broke on our side; nothing of yours is lost. Say “try again”, or ask the operator to look at the log."
GONE = "The database went away in the middle of this; say “try again” in a moment."
HURRIED = "That is a lot of messages for one minute. Yours is kept, and answered in {}."
STOPPED = "Stopped. The version before still stands."
STOPPED_FIRST = "Stopped. Say “go on”, or tell me what to change."


Alone = Callable[[str], AbstractAsyncContextManager[object]]
"""Keeps other processes away from a conversation while a turn of it runs; see memory.one_place."""


class Agency:
    """The graph and what it works with. Use it as an async context manager: it opens `talk`, the store of
    conversations (the URL of our database, or a saver that is not open yet). `alone` is held around every turn.

    Turns of one thread are served one after the other; turns of different threads run side by side.
    """

    def __init__(
        self,
        services: Services,
        talk: str | AbstractAsyncContextManager[BaseCheckpointSaver[Any]],
        budget: Budget | None = None,
        alone: Alone = nullcontext,
    ) -> None:
        self._services = replace(services, stopped=self._is_stopped)
        self._alone = alone
        self._budget = budget or Budget()
        self._talk = open_saver(talk) if isinstance(talk, str) else talk
        # A lock lives as long as a turn holds it or waits for it.
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._turns: dict[str, Turn] = {}
        # What was said while the conversation could not be opened: the next message brings it along.
        self._unheard: dict[str, Message] = {}
        self._is_closing = False
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Agency:
        # A render holds its thread for minutes; what asyncio keeps by itself are six threads on two cores, and everybody who
        # asks the database something would stand behind the films.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "agency"))
        self._graph = build(await self._stack.enter_async_context(self._talk))
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # Before anything stops: what stops from now on was interrupted, not called off.
        self._is_closing = True
        tasks = [turn.task for turn in self._turns.values() if turn.task and not turn.is_done]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._stack.aclose()

    async def run_turn(self, thread: str, message: Message) -> AsyncIterator[Event]:
        """Everything that happens because of `message`, as it happens. The turn goes on if the caller stops listening."""
        if (message.action == "cancel" or is_cancel(message.text)) and await self.cancel(thread):
            return
        lock = self._locks.setdefault(thread, asyncio.Lock())
        await lock.acquire()
        turn = self._start(thread, lock, message)
        async for event in turn.follow():
            yield event

    async def resume(self, thread: str) -> AsyncIterator[Event]:
        """Follow the turn that runs now, or continue one that a crash interrupted; nothing where neither exists."""
        turn = self._turns.get(thread)
        if turn is None or turn.is_done:
            lock = self._locks.setdefault(thread, asyncio.Lock())
            await lock.acquire()
            try:
                is_interrupted = await self.is_interrupted(thread)
            except BaseException:
                lock.release()
                raise
            if not is_interrupted:
                lock.release()
                return
            turn = self._start(thread, lock, None)
        async for event in turn.follow():
            yield event

    async def cancel(self, thread: str) -> bool:
        """Stop the turn that runs now; its own events end with Cancelled. False where nothing runs."""
        turn = self._turns.get(thread)
        if turn is None or turn.is_done:
            return False
        turn.stop.set()
        return True

    async def is_interrupted(self, thread: str) -> bool:
        """Whether a turn of this thread began and never ended."""
        snapshot = await self._graph.aget_state(_config(thread))
        return bool(snapshot.next) and not snapshot.interrupts

    def is_working(self, thread: str) -> bool:
        """Whether a turn of this thread runs in this process now."""
        turn = self._turns.get(thread)
        return turn is not None and not turn.is_done

    def _is_stopped(self, thread: str) -> bool:
        """Raises WorkInterrupted where the agency closes: renders ask from threads of their own, which outlive their turn."""
        if self._is_closing:
            raise WorkInterrupted("the agency closes; the work goes on at the next start")
        turn = self._turns.get(thread)
        return turn is not None and turn.stop.is_set()

    def _start(self, thread: str, lock: asyncio.Lock, message: Message | None) -> Turn:
        if self._is_closing:
            lock.release()
            raise WorkInterrupted("the agency closes; say it again once it is open")
        turn = self._turns[thread] = Turn(thread)
        turn.task = asyncio.create_task(self._work(turn, lock, message))
        return turn

    async def _work(self, turn: Turn, lock: asyncio.Lock, message: Message | None) -> None:
        """Runs a turn to its end and turns whatever stops it into one sentence; the trace goes to the log."""
        began, outcome = time.monotonic(), "left_off"
        try:
            with at_work(conversation=turn.thread), doing("turn", **_named(message)):
                async with self._alone(turn.thread):
                    outcome = await self._to_its_end(turn, message)
        except WorkInterrupted:
            logger.info("a turn was left off; it goes on at the next start", extra={"conversation": turn.thread})
        except (AgentError, ToolError, MemoryStoreError) as error:
            outcome = "failed"
            logger.warning("a turn failed", exc_info=True, extra={"conversation": turn.thread})
            await turn.add(Failed(sentence(error), is_outage=isinstance(error, StoreUnavailable)))
        except Exception as error:
            # The turn handler of every door: a person waits for an answer, and the trace must not be it.
            outcome = "broke"
            logger.exception("a turn broke", extra={"conversation": turn.thread})
            await turn.add(Failed(GONE, is_outage=True) if was_cut_off(error) else Failed(BROKEN))
        finally:
            if message and outcome in ("failed", "broke") and not turn.was_heard:
                self._unheard[turn.thread] = self._with_unheard(turn.thread, message)
            tell("turn", time.monotonic() - began, outcome=outcome)
            await turn.finish()
            if self._turns.get(turn.thread) is turn:
                del self._turns[turn.thread]
            lock.release()

    async def _at_a_pace(self, turn: Turn, person: str) -> bool:
        """Where somebody said more than the limit of a minute, the turn waits here, heard or not. False: stopped meanwhile."""
        wait_s = self._services.crowd.wait_s(person)
        if not wait_s:
            return True
        await turn.add(Said(HURRIED.format(spoken(wait_s))))
        until = time.monotonic() + wait_s
        while (left_s := until - time.monotonic()) > 0 and not turn.stop.is_set():  # noqa: ASYNC110  # the flag is a thread's
            await asyncio.sleep(min(left_s, 0.5))
        return not turn.stop.is_set()

    async def _to_its_end(self, turn: Turn, message: Message | None) -> str:
        """How it ended, in a word for the figures."""
        if message and message.action != "decided" and not await self._at_a_pace(turn, message.user):
            await turn.add(Cancelled(STOPPED_FIRST))
            return "cancelled"
        try:
            await self._count(turn, message)
        except (TurnCancelled, RenderCancelled):
            await self._go_back(turn)
            return "cancelled"
        except RenderSetAside as error:
            # It would take the next process down too: the turn is over, and only a person begins it again.
            await self._go_back(turn, Failed(sentence(error)))
            return "failed"
        return "done"

    async def _count(self, turn: Turn, message: Message | None) -> None:
        """Plays the turn and tells what it cost of the language model, however it ends."""
        with metered(self._budget) as meter:
            try:
                await self._play(turn, message)
            finally:
                if meter.calls:
                    tell("model_calls", meter.calls)
                    tell("model_tokens", meter.prompt_tokens - meter.cached_tokens, kind="read")
                    tell("model_tokens", meter.cached_tokens, kind="cached")
                    tell("model_tokens", meter.answer_tokens, kind="written")
                    await turn.add(meter.used())

    async def _play(self, turn: Turn, message: Message | None) -> None:
        config = _config(turn.thread)
        snapshot = await self._graph.aget_state(config)
        entry: State | Command[Any] | None
        if message and (snapshot.interrupts or not snapshot.values):
            message = self._with_unheard(turn.thread, message)
        if message is None:
            if snapshot.interrupts or not snapshot.next:
                return  # another process went on with it while this one waited
            entry = None
        elif not snapshot.values:
            entry = State(
                thread=turn.thread, owner=message.user, version=0, before=0, **message.state(message.turn_id or new_turn_id())
            )
        elif message.turn_id and message.turn_id in snapshot.values.get("answered", ()):
            await turn.add(Said(ALREADY))
            return
        elif message.turn_id and message.turn_id == snapshot.values["turn_id"]:
            if snapshot.interrupts:
                await turn.add(Said(ALREADY))
                return
            entry = None
        elif snapshot.interrupts:
            entry = Command(resume=message.state(message.turn_id or new_turn_id()))
        else:
            await self._after_failure(config, snapshot, message)
            entry = None
        await self._stream(turn, entry, config)

    async def _after_failure(self, config: RunnableConfig, snapshot: StateSnapshot, message: Message) -> None:
        """The last turn never ended: go on with it where that is wished, else take the new message along with it."""
        if message.action is None and not message.files and is_again(message.text):
            return
        update = message.state(message.turn_id or new_turn_id())
        if UNREAD & set(snapshot.next) and message.action is None:
            update["message"] = "\n".join(part for part in (snapshot.values["message"], message.text) if part.strip())
            update["files"] = [*snapshot.values["files"], *update["files"]]
        update |= State(before=snapshot.values["version"], changes=[])
        await self._graph.aupdate_state(config, update, as_node="review")

    async def _stream(self, turn: Turn, entry: State | Command[Any] | None, config: RunnableConfig) -> None:
        pieces = self._graph.astream(entry, config, context=self._services, stream_mode="custom", durability="sync")
        async for event in pieces:
            turn.was_heard = True
            self._unheard.pop(turn.thread, None)
            await turn.add(cast(Event, event))

    def _with_unheard(self, thread: str, message: Message) -> Message:
        """The message with the one before it that nobody heard, which “try again” stands for; a button speaks for itself."""
        kept = self._unheard.get(thread)
        if kept is None or (message.turn_id and kept.turn_id == message.turn_id) or message.action or message.script:
            return message
        if not message.files and is_again(message.text):
            return kept
        if kept.action or kept.script:
            return message
        return replace(message, text=f"{kept.text}\n{message.text}", files=(*kept.files, *message.files))

    async def _go_back(self, turn: Turn, told: Event | None = None) -> None:
        """After a stop: the version before stands again, and the graph waits for the next message; `told` says why."""
        config = _config(turn.thread)
        values = (await self._graph.aget_state(config)).values
        before, project_id = values.get("before", 0), values.get("project_id")
        update = State(stage="cancelled")
        if project_id:
            if before and before != values["version"]:
                await asyncio.to_thread(self._services.projects.take_back, project_id, before, f"{values['turn_id']}/cancelled")
                update["version"] = before
            await asyncio.to_thread(self._services.projects.set_state, project_id, "cancelled")
        await self._graph.aupdate_state(config, update, as_node="preview")
        await self._stream(turn, None, config)
        await turn.add(told or Cancelled(STOPPED if before else STOPPED_FIRST))


def _named(message: Message | None) -> dict[str, str]:
    """The turn's id, where it has one yet; one that is taken up again does not bring its own."""
    return {"turn": message.turn_id} if message and message.turn_id else {}


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}}
