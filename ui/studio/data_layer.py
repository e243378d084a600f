"""Chainlit's persistence interface on our own store: thin, async over threads, and open to a conversation's owner only."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

from chainlit.context import context
from chainlit.data.base import BaseDataLayer
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import Feedback, PageInfo, PaginatedResponse, Pagination, ThreadDict, ThreadFilter
from chainlit.user import PersistedUser, User

from ui.studio.addresses import Addresses
from ui.studio.chat_store import ChatStore, Doc

SKIPPED_STEPS = ("run",)  # the toolkit's own bookkeeping; nothing a person reads


class StudioData(BaseDataLayer):  # type: ignore[misc]  # chainlit is untyped here
    """Users are kept elsewhere, so a person's id is their name."""

    def __init__(self, store: ChatStore, addresses: Addresses) -> None:
        self._store, self._addresses = store, addresses

    async def get_user(self, identifier: str) -> PersistedUser | None:
        return PersistedUser(id=identifier, identifier=identifier, createdAt=datetime.now(UTC).isoformat())

    async def create_user(self, user: User) -> PersistedUser | None:
        return await self.get_user(user.identifier)

    async def upsert_feedback(self, feedback: Feedback) -> str:
        raise NotImplementedError("the studio shows no thumbs, so nothing may send any")

    async def delete_feedback(self, feedback_id: str) -> bool:
        return False

    async def create_element(self, element: Element) -> None:
        await asyncio.to_thread(self._store.keep_element, dict(element.to_dict()))

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        doc = await asyncio.to_thread(self._store.element, thread_id, element_id)
        return self._addresses.dressed(doc, await self.get_thread_author(thread_id)) if doc else None

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        await asyncio.to_thread(self._store.drop_element, element_id)

    async def create_step(self, step_dict: StepDict) -> None:
        if step_dict["type"] not in SKIPPED_STEPS:
            await asyncio.to_thread(self._store.keep_step, dict(step_dict))

    async def update_step(self, step_dict: StepDict) -> None:
        if step_dict["type"] not in SKIPPED_STEPS:
            await asyncio.to_thread(self._store.keep_step, dict(step_dict))

    async def delete_step(self, step_id: str) -> None:
        await asyncio.to_thread(self._store.drop_step, step_id)

    async def get_thread_author(self, thread_id: str) -> str:
        return await asyncio.to_thread(self._store.owner, thread_id)

    async def delete_thread(self, thread_id: str) -> None:
        await asyncio.to_thread(self._store.drop_thread, thread_id)

    async def list_threads(self, pagination: Pagination, filters: ThreadFilter) -> PaginatedResponse[ThreadDict]:
        if not filters.userId:
            raise PermissionError("conversations are listed for one person at a time")
        page, more = await asyncio.to_thread(
            self._store.threads, filters.userId, first=pagination.first, cursor=pagination.cursor, search=filters.search
        )
        ends = (page[0]["id"], page[-1]["id"]) if page else (None, None)
        return PaginatedResponse(data=page, pageInfo=PageInfo(hasNextPage=more, startCursor=ends[0], endCursor=ends[1]))

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """With addresses for its owner, the only one to whom the toolkit hands it out."""
        doc = await asyncio.to_thread(self._store.thread, thread_id)
        return self._addresses.dressed(doc, doc["userIdentifier"] or "") if doc else None

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: Doc | None = None,
        tags: list[str] | None = None,
    ) -> None:
        keep = {key: value for key, value in (metadata or {}).items() if key in ("chat_profile",)}
        owner = user_id or _session_user()
        await asyncio.to_thread(self._store.keep_thread, thread_id, owner=owner, name=name, metadata=keep, tags=tags)

    async def build_debug_url(self) -> str:
        return ""

    async def close(self) -> None:
        return None

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        return []


def _session_user() -> str | None:
    """Who is connected, when a request comes from a connected page; None for plain HTTP requests."""
    from chainlit.context import ChainlitContextException

    try:
        user: Any = context.session.user
    except ChainlitContextException:
        return None
    return user.identifier if user else None
