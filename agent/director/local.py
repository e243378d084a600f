"""The embedded director: a small model on llama.cpp in a process beside this one, spoken to like any other endpoint."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

from agent.director.contract import DraftTask, DraftText, Heard, OnWords, Rewrite, SceneText, Situation
from agent.director.endpoint import EndpointDirector, Manner
from agent.director.local_server import LocalServer, Weights
from agent.director.prompt_state import PromptStates, ServerSlot
from memory.domain.storyboard import Storyboard

CONTEXT = 6144
CACHE_MIB = 384
TIMEOUT_S = 300.0
NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"


class LocalDirector:
    """Loads its weights at the first call, and again after its process was lost; it answers to a key of its own.

    `model` gives the path of the weights and may raise ModelMissing. It is the small one, whose reading of a message is checked.
    Prompts that were read once are kept in the folder `states`; None keeps nothing.
    """

    name = NAME
    is_small = True

    def __init__(
        self,
        model: Callable[[], Path],
        *,
        presenters: Mapping[str, str] | None = None,
        threads: int = 2,
        states: Path | None = None,
    ) -> None:
        self._model, self._presenters, self._threads, self._states = model, presenters or {}, threads, states
        self._slot: ServerSlot | None = None
        self._lock = asyncio.Lock()
        self._server: LocalServer | None = None
        self._endpoint: EndpointDirector | None = None

    async def warm(self) -> None:
        """Load the weights and read the longest prompt once, so that the first draft does not wait for either."""
        endpoint = await self._ready()
        await endpoint.read_ahead("tell")

    async def close(self) -> None:
        """Stop the server and free its memory."""
        if self._endpoint:
            await self._endpoint.close()
        if self._slot:
            await self._slot.close()
        if self._server:
            await self._server.close()
        self._endpoint = self._slot = self._server = None

    async def read(self, message: str, situation: Situation, complaint: str = "") -> Heard:
        if not situation.open_ops:
            return Heard("clarify")
        return Heard("revise", await (await self._ready()).wishes(message, situation, situation.open_ops))

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        return await (await self._ready()).draft(task, on_words)

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        return await (await self._ready()).rewrite(task, board)

    async def answer(self, question: str, board: Storyboard, facts: str, on_words: OnWords) -> str:
        return await (await self._ready()).answer(question, board, facts, on_words)

    async def _ready(self) -> EndpointDirector:
        async with self._lock:
            if self._server and self._server.is_gone:
                await self.close()
            if self._endpoint is None:
                path, key = await asyncio.to_thread(self._model), secrets.token_urlsafe(24)
                self._server = await LocalServer.start(self._weights(path, key))
                # In a thread: the first client of a process imports for half a second.
                self._endpoint = await asyncio.to_thread(self._endpoint_at, self._server.address, key, path)
            return self._endpoint

    def _endpoint_at(self, address: str, key: str, path: Path) -> EndpointDirector:
        return EndpointDirector(
            f"{address}/v1",
            NAME,
            api_key=key,
            presenters=self._presenters,
            manner=Manner(
                limits=True,
                temperature=0.0,
                tokens_field="max_tokens",
                extra={"cache_prompt": True, "stream_options": {"include_usage": True}},
            ),
            timeout_s=TIMEOUT_S,
            memory=self._memory(path, address, key),
        )

    def _weights(self, path: Path, key: str) -> Weights:
        if self._states:
            self._states.mkdir(parents=True, exist_ok=True)
        # States on disk come back in milliseconds: keeping a second copy of them in memory gains nothing.
        return Weights(str(path), key, CONTEXT, self._threads, 0 if self._states else CACHE_MIB, str(self._states or ""))

    def _memory(self, path: Path, address: str, key: str) -> PromptStates | None:
        if self._states is None:
            return None
        self._slot = ServerSlot(address, key)
        reader = f"{path.name} {path.stat().st_size} {version('xllamacpp')} {CONTEXT}"
        return PromptStates(self._states, reader, self._slot)
