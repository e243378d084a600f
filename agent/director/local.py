"""The embedded director: a small model on llama.cpp inside this process, spoken to like any other endpoint."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from agent.director.contract import DraftTask, DraftText, Heard, OnWords, Rewrite, SceneText, Situation
from agent.director.endpoint import EndpointDirector, Manner
from agent.director.prompt_state import PromptStates, ServerSlot
from agent.errors import DirectorUnreachable
from memory.domain.storyboard import Storyboard

CONTEXT = 6144
CACHE_MIB = 384
TIMEOUT_S = 300.0
NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"


class LocalDirector:
    """Loads its weights at the first call, in a thread, and answers on a loopback address with a key of its own.

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
        self._server: Any = None
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
            if self._endpoint is None:
                key = secrets.token_urlsafe(24)
                self._server = await asyncio.to_thread(self._load, key)
                memory = self._memory(key)
                self._endpoint = EndpointDirector(
                    f"{self._server.listening_address}/v1",
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
                    memory=memory,
                )
            return self._endpoint

    def _memory(self, key: str) -> PromptStates | None:
        if self._states is None:
            return None
        self._slot = ServerSlot(self._server.listening_address, key)
        weights = self._model()
        reader = f"{weights.name} {weights.stat().st_size} {version('xllamacpp')} {CONTEXT}"
        return PromptStates(self._states, reader, self._slot)

    def _load(self, key: str) -> Any:
        try:
            import xllamacpp
        except ImportError as error:
            raise DirectorUnreachable(
                f"the embedded language model could not be loaded ({error}); `./run agency doctor` says what is missing"
            ) from error

        parameters = xllamacpp.CommonParams()
        parameters.model.path = str(self._model())
        parameters.n_ctx = CONTEXT
        parameters.n_parallel = 1
        parameters.hostnames = ["127.0.0.1"]
        parameters.api_keys = [key]
        parameters.ui = False
        # States on disk come back in milliseconds: keeping a second copy of them in memory gains nothing.
        parameters.cache_ram_mib = 0 if self._states else CACHE_MIB
        if self._states:
            self._states.mkdir(parents=True, exist_ok=True)
            parameters.slot_save_path = f"{self._states}/"
        parameters.verbosity = 0
        # Threads that wait without spinning leave the cores to a render that runs beside them.
        for cpu in (parameters.cpuparams, parameters.cpuparams_batch):
            cpu.n_threads = self._threads
            cpu.poll = 0
        try:
            return xllamacpp.Server(parameters)
        except RuntimeError as error:
            raise DirectorUnreachable(
                f"the embedded language model could not be loaded ({error}); run `./run agency models install {NAME}`"
            ) from error
