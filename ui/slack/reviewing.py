"""Reviews in a private channel: each case with two buttons, decided by those who may, and how it ended."""

from __future__ import annotations

import asyncio
import logging

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from agent.wording import sentence
from memory.domain.review import Review, Verdict
from memory.errors import AlreadyDecided, MemoryStoreError, NotAllowed, NotFound, ReasonMissing
from memory.reviews import Reviews
from memory.slack import Place, SlackStore
from ui.errors import SlackUnready
from ui.slack import blocks
from ui.slack.line import Line, reason_of
from ui.studio.page import stable_id

logger = logging.getLogger(__name__)

KEY = "review"
ENDED = {
    "allowed": "*Allowed.* The film goes on by itself.",
    "refused": "*Refused.* They are told why.",
    "withdrawn": "*Withdrawn*: the words are gone.",
}


class ReviewChannel:
    """The queue of reviews as messages of one private channel."""

    def __init__(self, reviews: Reviews, line: Line, store: SlackStore, channel: str) -> None:
        self._reviews, self._line, self._store, self._channel = reviews, line, store, channel
        self._lock = asyncio.Lock()

    async def check(self) -> None:
        """Raises SlackUnready where the channel is open to the whole workspace: what waits there is nobody else's business."""
        try:
            found = await self._line.call("", lambda: self._line.client.conversations_info(channel=self._channel))
        except SlackApiError as error:
            raise SlackUnready(
                f"AGENCY_SLACK_REVIEW_CHANNEL is {self._channel!r} ({reason_of(error)}); take its id and invite the app there"
            ) from error
        if not found["channel"].get("is_private"):
            raise SlackUnready(
                f"AGENCY_SLACK_REVIEW_CHANNEL is {self._channel!r}, which everybody can read; name a private channel"
            )

    async def follow(self) -> None:
        """Runs for as long as the door is open."""
        async for _ in self._reviews.news():
            try:
                await self.show()
            except (SlackClientError, aiohttp.ClientError, TimeoutError, MemoryStoreError):
                logger.warning("reviews could not be shown; they are at the next one", exc_info=True)

    async def show(self) -> None:
        """Posts what waits, and puts how it ended into the messages of what does not wait any more."""
        async with self._lock:
            waiting = {one.id: one for one in await asyncio.to_thread(self._reviews.list)}
            posted = {doc["review"]: doc for _, _, doc in await asyncio.to_thread(self._store.posts, KEY)}
            for one in waiting.values():
                if posted.get(one.id, {}).get("shown") != _state(one):
                    await self._post(one)
            for review_id, doc in posted.items():
                if review_id not in waiting and doc["shown"].startswith("waiting"):
                    await self._post(await asyncio.to_thread(self._reviews.get, review_id))

    async def _post(self, one: Review) -> None:
        place = Place(stable_id("review", one.id), self._line.team, self._channel, "")
        votes = [f"{vote.person}: {vote.verdict}, “{vote.reason}”" for vote in one.votes]
        shown = blocks.review(one, ENDED.get(one.state, ""), votes)
        doc = {"review": one.id, "shown": _state(one)}
        await self._line.post(place, KEY, f"To decide: {one.title or 'a film'}", shown, doc)

    async def decide(self, review_id: str, verdict: Verdict, person: str, reason: str) -> str:
        """Records a decision and gives '' or the sentence that says why it cannot be."""
        try:
            await asyncio.to_thread(self._reviews.decide, review_id, verdict, by=person, reason=reason)
        except (NotAllowed, AlreadyDecided, ReasonMissing, NotFound) as error:
            return sentence(error)
        return ""


def _state(one: Review) -> str:
    return f"{one.state} {len(one.votes)}"
