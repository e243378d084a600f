"""A director at any OpenAI-compatible endpoint: answers are streamed and held to a JSON schema."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from openai import APIConnectionError, APIStatusError, AsyncOpenAI, OpenAIError
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletionMessageParam

from agent.director import prompting, schemas
from agent.director.contract import DraftTask, DraftText, Heard, OnWords, Rewrite, SceneText, Situation
from agent.director.kinds import kind_of_film
from agent.director.metering import meter_now
from agent.director.prompt_state import PromptMemory
from agent.errors import DirectorUnreachable, DraftUnusable
from memory.domain.edit_draft import EditDraft
from memory.domain.edits import Op
from memory.domain.storyboard import Storyboard
from memory.happenings import doing

logger = logging.getLogger(__name__)

TIMEOUT_S = 60.0
PLAY = 0.6
TOKENS = {
    "draft": 1600,
    "tell": 800,
    "headlines": 800,
    "understand": 1600,
    "wishes": 700,
    "rewrite": 1200,
    "translate": 1600,
    "answer": 160,
}
_SAID = re.compile(r'"say"\s*:\s*"((?:[^"\\]|\\.)*)"')
_TOLD = re.compile(r'[\[,]\s*"((?:[^"\\]|\\.)*)"(?=\s*[,\]])')


@dataclass(frozen=True)
class Manner:
    """How an endpoint likes to be asked. `limits` True: it enforces lengths and patterns; `extra` goes along as it is."""

    limits: bool = False
    temperature: float | None = None
    tokens_field: str = "max_completion_tokens"
    extra: dict[str, Any] = field(default_factory=dict)


class EndpointDirector:
    """Chat completions with a schema; one retry, then DirectorUnreachable with a plain sentence."""

    is_small = False

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        api_key: str = "none",
        presenters: Mapping[str, str] | None = None,
        manner: Manner | None = None,
        timeout_s: float = TIMEOUT_S,
        http_client: Any = None,
        memory: PromptMemory | None = None,
    ) -> None:
        self.name = model
        self._url, self._presenters, self._manner = base_url, presenters or {}, manner or Manner()
        self._client = AsyncOpenAI(base_url=base_url, api_key=api_key, timeout=timeout_s, max_retries=1, http_client=http_client)
        # With a memory there is one slot to fill and to ask: one request at a time.
        self._memory, self._turn = memory, asyncio.Lock()

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()

    async def read_ahead(self, purpose: schemas.Purpose) -> None:
        """Let a server with a prompt cache read the fixed part of a prompt before it is needed."""
        async with self._turn:
            if self._memory:
                await self._memory.recall((prompting.fixed(purpose),), self._read)
            else:
                await self._read(prompting.fixed(purpose))

    async def read(self, message: str, situation: Situation, complaint: str = "") -> Heard:
        """The kind of message and its edits, in one answer."""
        request = prompting.message_request(message, situation, self._presenters, complaint)
        return schemas.heard_of(await self._ask("understand", request, schemas.understood_schema()))

    async def wishes(self, message: str, situation: Situation, ops: Sequence[Op]) -> tuple[EditDraft, ...]:
        """The edits of a few operations only, for a small model whose answer a grammar holds to them."""
        request = prompting.wishes_request(message, situation.board)
        return schemas.rows_of(await self._ask("wishes", request, schemas.wishes_schema(ops)))

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        """The words of a new film; each narration is handed to `on_words` as soon as it is whole."""
        if task.narrations:
            text = await self._ask("headlines", prompting.headlines_request(task), schemas.film_schema(task))
        elif task.matter:
            return schemas.told_of(
                await self._ask("tell", prompting.told_request(task), schemas.told_schema(task), _so_far(_TOLD, on_words))
            )
        else:
            text = await self._ask(
                "draft", prompting.draft_request(task), schemas.film_schema(task), _so_far(_SAID, on_words), task=task
            )
        return schemas.film_of(text, task)

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        """New words for some scenes."""
        purpose: schemas.Purpose = "translate" if task.language != board.language else "rewrite"
        text = await self._ask(purpose, prompting.rewrite_request(task, board), schemas.rewrite_schema(task))
        return schemas.rewritten_of(text, task.scenes)

    async def answer(self, question: str, board: Storyboard, facts: str, on_words: OnWords) -> str:
        """A streamed answer in plain text."""
        sent = 0

        def more(text: str) -> None:
            nonlocal sent
            on_words(text[sent:])
            sent = len(text)

        return (await self._ask("answer", prompting.answer_request(question, board, facts), None, more)).strip()

    async def _ask(
        self,
        purpose: schemas.Purpose,
        request: str,
        schema: schemas.Schema | None,
        on_text: Callable[[str], None] | None = None,
        task: DraftTask | None = None,
    ) -> str:
        """The whole text of one answer; `on_text` sees it grow. Raises DirectorUnreachable, DraftUnusable, BudgetSpent."""
        meter_now().check()
        arguments: dict[str, Any] = {self._manner.tokens_field: TOKENS[purpose], "extra_body": self._manner.extra}
        if self._manner.temperature is not None:
            # Asked the same again, a model at zero answers the same: new words need some play.
            arguments["temperature"] = max(self._manner.temperature, PLAY) if purpose == "rewrite" else self._manner.temperature
            arguments["seed"] = 7
        if schema is not None:
            shape = schema if self._manner.limits else schemas.unlimited(schema)
            arguments["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": purpose, "schema": shape, "strict": True},
            }
        example = _example(task)
        prompt = prompting.messages(purpose, request, example)
        with doing("director", purpose=purpose, model=self.name):
            return await self._answered(purpose, prompt, arguments, on_text, example)

    async def _answered(
        self,
        purpose: schemas.Purpose,
        prompt: prompting.Messages,
        arguments: dict[str, Any],
        on_text: Callable[[str], None] | None,
        example: Any,
    ) -> str:
        """With a prompt cache: asked in turn, after the longest known beginning was taken back."""
        if self._memory is None:
            return await self._stream(purpose, prompt, arguments, on_text)
        longest = (prompting.fixed(purpose, example),) if example else ()
        async with self._turn:
            await self._memory.recall((*longest, prompting.fixed(purpose)), self._read)
            return await self._stream(purpose, prompt, arguments, on_text)

    async def _read(self, messages: prompting.Messages) -> None:
        """Let the server read a prompt, with nothing asked."""
        arguments = {self._manner.tokens_field: 1, "extra_body": self._manner.extra}
        await self._stream("read", [*messages, {"role": "user", "content": ""}], arguments)

    async def _stream(
        self,
        purpose: str,
        prompt: prompting.Messages,
        arguments: dict[str, Any],
        on_text: Callable[[str], None] | None = None,
    ) -> str:
        began = time.monotonic()
        text, reason, refusal, usage = "", "", "", None
        try:
            messages = cast(list[ChatCompletionMessageParam], prompt)
            stream = await self._client.chat.completions.create(model=self.name, messages=messages, stream=True, **arguments)
            async for chunk in stream:
                usage = chunk.usage or usage
                for choice in chunk.choices:
                    reason = choice.finish_reason or reason
                    refusal += choice.delta.refusal or ""
                    text += choice.delta.content or ""
                    if choice.delta.content and on_text:
                        on_text(text)
        except OpenAIError as error:
            raise DirectorUnreachable(_why(error, self._url)) from error
        seconds, counts = time.monotonic() - began, _counted(usage)
        meter_now().add(seconds, *counts)
        read, remembered, written = counts
        logger.info(
            "the director answered",
            extra={
                "purpose": purpose,
                "seconds": round(seconds, 2),
                "prompt_tokens": read,
                "cached_tokens": remembered,
                "answer_tokens": written,
            },
        )
        _check_end("" if purpose == "read" else reason, refusal)
        return text


def _example(task: DraftTask | None) -> str:
    """The prompt with one more example of the kind of film; '' where the first example is of that kind."""
    kind = kind_of_film(task.request).example if task else "launch"
    return "" if kind == "launch" else f"draft_{kind}"


def _counted(usage: CompletionUsage | None) -> tuple[int, int, int]:
    """Tokens read, of those remembered, and written; zeros where the endpoint does not tell."""
    if usage is None:
        return 0, 0, 0
    details = usage.prompt_tokens_details
    remembered = details.cached_tokens if details and details.cached_tokens else 0
    return usage.prompt_tokens, remembered, usage.completion_tokens


def _so_far(pattern: re.Pattern[str], on_words: OnWords) -> Callable[[str], None]:
    """Hands over each narration that `pattern` finds in a growing JSON text once."""
    told = 0

    def more(text: str) -> None:
        nonlocal told
        found = pattern.findall(text)
        for said in found[told:]:
            on_words(said.replace('\\"', '"').replace("\\n", " ") + " ")
        told = len(found)

    return more


def _check_end(reason: str, refusal: str) -> None:
    if refusal:
        raise DraftUnusable(f"the language model declined: {refusal.strip().rstrip('.')}; word it differently")
    if reason == "length":
        raise DraftUnusable("the language model's answer was too long and cut off; ask for less at once")
    if reason == "content_filter":
        raise DraftUnusable("the language model's content filter stopped the answer; word it differently")


def _why(error: OpenAIError, url: str) -> str:
    match error:
        case APIConnectionError():
            return f"the language model at {url!r} does not answer; your message is kept, say “try again” in a moment"
        case APIStatusError(status_code=401 | 403):
            return f"the language model at {url!r} does not accept our key; ask the operator to check it, then say “try again”"
        case APIStatusError(status_code=404):
            return f"the language model at {url!r} does not know the configured model; ask the operator, then say “try again”"
        case APIStatusError(status_code=429):
            return f"the language model at {url!r} is busy; your message is kept, say “try again” in a minute"
        case _:
            return f"the language model at {url!r} failed; your message is kept, say “try again” in a moment"
