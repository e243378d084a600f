"""One turn in a Slack thread: progress in one message, then the preview as a film and a card, or the finished film."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError

from agent.events import Compared, Delivered, Event, FramesChanged, PreviewReady, PreviewStarted, Progress, Said, SceneReady, Used
from memory.slack import Place, SlackStore
from ui.present import delivery_line, preview_card, preview_line, text_of
from ui.slack import blocks
from ui.slack.line import Line
from ui.studio.turn_view import THINKING, after_this, captions_beside, file_name

logger = logging.getLogger(__name__)

CARD = "card"
"""Under this key the store keeps the latest preview of a thread: where it is, and what it shows."""


class SlackView:
    """Shows the events of one turn. `turn` names it: run again after a crash, it changes what it had posted.

    `waiting` counts the messages that are answered next; `missed` turns True where something could not be shown.
    """

    def __init__(self, line: Line, store: SlackStore, place: Place, turn: str, studio: str, waiting: Callable[[], int]) -> None:
        self._waiting = waiting
        self._line, self._store, self._place, self._turn, self._studio = line, store, place, turn, studio
        self._growing = ""
        self._progress_on = False
        self.missed = False

    async def begin(self) -> None:
        """Shows at once that something happens."""
        await self._safely(self._progress(Progress(THINKING, 0.0)))

    async def show(self, event: Event) -> None:
        """Puts one event into the thread. What Slack refuses is logged: the turn goes on, and the studio has it."""
        await self._safely(self._show(event))

    async def end(self) -> None:
        """Nothing is going on any more."""
        await self._safely(self._finish_growing())
        await self._safely(self._line.take_away(self._place, f"{self._turn}/progress"))

    async def _safely(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (SlackClientError, aiohttp.ClientError, TimeoutError):
            logger.warning("Slack did not take a message", exc_info=True, extra={"conversation": self._place.thread})
            self.missed = True

    async def _show(self, event: Event) -> None:
        match event:
            case Said(text=text, delta=True):
                self._growing += text
            case Progress():
                await self._progress(event)
            case Used() | FramesChanged() | SceneReady() | PreviewStarted():
                pass
            case PreviewReady():
                await self._finish_growing()
                await self._preview(event)
            case Delivered():
                await self._finish_growing()
                await self._delivered(event)
            case Compared():
                await self._finish_growing()
                name = f"{'-vs-'.join(f'version-{number}' for number in event.versions)}.mp4"
                await self._line.upload(self._place, file_key(self._turn, name), text_of(event), [(event.video, name)])
            case _:
                await self._finish_growing()
                await say(self._line, self._place, self._turn, text_of(event))

    async def _finish_growing(self) -> None:
        grown, self._growing = self._growing, ""
        await say(self._line, self._place, self._turn, grown)

    async def _progress(self, event: Progress) -> None:
        if self._progress_on and not self._line.is_free(self._place.channel):
            return
        self._progress_on = True
        self._line.hold(self._place.channel)
        shown = blocks.progress(event, self._place.thread, after_this(self._waiting()))
        await self._line.post(self._place, f"{self._turn}/progress", event.label, shown)
        self._line.hold(self._place.channel)  # from when it arrived: Slack may have made us wait

    async def _preview(self, event: PreviewReady) -> None:
        card, line = preview_card(event, ()), preview_line(event)
        await show_preview(self._line, self._store, self._place, self._turn, self._studio, card, event.video, event.stills, line)

    async def _delivered(self, event: Delivered) -> None:
        found = await asyncio.to_thread(self._store.posted, self._place.thread, CARD)
        title = str(found[1]["card"]["title"]) if found else "Your film"
        name = file_name(title)
        captions = [(path, f"{name}{path.suffix}") for path in captions_beside(event.video)]
        await show_film(self._line, self._place, self._turn, title, event.video, captions, delivery_line(event))
        await close_card(self._line, self._store, self._place, self._studio, "approved")


def file_key(turn: str, name: str) -> str:
    """Under which a file of a turn is posted once."""
    return f"{turn}/file/{name}"


async def say(line: Line, place: Place, turn: str, text: str) -> None:
    """What the agency says; the same words again in one turn are the same message."""
    if text.strip():
        key = f"{turn}/said/{hashlib.sha256(text.strip().encode()).hexdigest()[:16]}"
        await line.post(place, key, text, blocks.words(text))


async def show_preview(
    line: Line, store: SlackStore, place: Place, turn: str, studio: str, card: Mapping[str, Any], video: Path,
    stills: Sequence[Path], comment: str,
) -> None:  # fmt: skip
    """The film, then the card below it; the buttons of the card before go, because they would be about an old version."""
    version = card["version"]
    name = f"{file_name(card['title'])}-v{version}-preview.mp4"
    await line.upload(place, file_key(turn, name), comment, [(video, name)])
    await close_card(line, store, place, studio, "old", but=f"{turn}/card/{version}")
    pictures = await line.pictures(stills)
    key, shown = f"{turn}/card/{version}", blocks.preview(card, pictures, place.thread, studio)
    ts = await line.post(place, key, comment, shown)
    kept = {"card": dict(card), "pictures": {str(number): file for number, file in pictures.items()}, "key": key}
    await asyncio.to_thread(store.keep_post, place.thread, CARD, ts, kept)


async def show_film(
    line: Line, place: Place, turn: str, title: str, video: Path, captions: Sequence[tuple[Path, str]], comment: str
) -> None:
    """The finished film and its captions (path, name), as one message."""
    name = f"{file_name(title)}.mp4"
    await line.upload(place, file_key(turn, name), comment, [(video, name), *captions])


async def close_card(line: Line, store: SlackStore, place: Place, studio: str, state: str, but: str = "") -> None:
    """Takes the buttons off the latest preview."""
    found = await asyncio.to_thread(store.posted, place.thread, CARD)
    if not found or found[1].get("state") or found[1]["key"] == but:
        return
    ts, kept = found
    pictures = {int(number): file for number, file in kept["pictures"].items()}
    shown = blocks.preview(kept["card"], pictures, place.thread, studio, state=state)
    await line.post(place, kept["key"], kept["card"]["title"], shown)
    await asyncio.to_thread(store.keep_post, place.thread, CARD, ts, {**kept, "state": state})
