"""One turn on the page: every event becomes a message, a card, or a change of one."""

from __future__ import annotations

import mimetypes
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.events import (
    Asked,
    Cancelled,
    Compared,
    Delivered,
    Event,
    Failed,
    FramesChanged,
    Named,
    PreviewReady,
    PreviewStarted,
    Progress,
    Refused,
    Said,
    SceneReady,
    Used,
    Waiting,
)
from memory.domain import script_document
from memory.files import Files
from ui.present import arrows, length, preview_card, text_of, to_go
from ui.studio.chat_store import ChatStore, Doc, Grant
from ui.studio.live import Lives
from ui.studio.page import Page, stable_id

SHOW_EVERY_S = 0.25
KEEP_EVERY_S = 2.0
THINKING = "Thinking about your film"


@dataclass(frozen=True)
class Shelf:
    """Where films are handed out from: the files, who may open them, and what is still being made."""

    files: Files
    store: ChatStore
    lives: Lives

    def hand_out(self, owner: str, path: Path, name: str) -> str:
        """Stores a file and gives the address under which `owner` can open it."""
        sha256 = self.files.put(path)
        mime = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.store.grant(owner, Grant(sha256, name, mime))
        return f"/media/{sha256}"


class TurnView:
    """Shows the events of one turn. `turn_id` names the turn: run again after a crash, it updates what it had posted.

    `waiting` counts the messages that came meanwhile and will be answered next.
    """

    def __init__(
        self,
        page: Page,
        shelf: Shelf,
        owner: str,
        turn_id: str,
        now: Callable[[], float] = time.monotonic,
        waiting: Callable[[], int] = lambda: 0,
    ) -> None:
        self._page, self._shelf, self._owner, self._turn, self._now = page, shelf, owner, turn_id, now
        self._waiting = waiting
        self._messages = 0
        self._growing = ""
        self._live = ""
        self._glimpse: Doc = {}
        self._progress_id = progress_id(page.thread_id)
        self._progress_on = False
        self._shown_at = self._kept_at = 0.0

    async def begin(self) -> None:
        """Shows at once that something happens."""
        await self._progress(Progress(THINKING, 0.0))

    async def end(self) -> None:
        """Nothing is going on any more."""
        await self._finish_growing()
        await self._drop_progress()

    async def show(self, event: Event) -> None:
        """Puts one event on the page."""
        match event:
            case Said(text=text, delta=True):
                await self._grow(text)
            case Progress():
                await self._progress(event)
            case FramesChanged():
                await self._finish_growing()
                await self._frames_changed(event)
            case SceneReady():
                await self._scene_ready(event)
            case PreviewStarted():
                await self._finish_growing()
                await self._preview_started(event)
            case PreviewReady():
                await self._finish_growing()
                await self._preview_ready(event)
            case Delivered():
                await self._finish_growing()
                await self._delivered(event)
            case Used():
                pass
            case Named():
                await self._finish_growing()
                await self._page.change_cards("PreviewCard", lambda old: renamed(old, event.version, event.name))
                await self._post(text_of(event))
            case Compared():
                await self._finish_growing()
                await self._compared(event)
            case Said() | Asked() | Refused() | Waiting() | Cancelled() | Failed():
                await self._finish_growing()
                await self._post(text_of(event))

    def _next_message(self) -> str:
        self._messages += 1
        return stable_id(self._turn, "message", self._messages)

    async def _post(self, text: str) -> None:
        if text.strip():
            await self._drop_progress()
            await self._page.post(text, self._next_message())

    async def _grow(self, piece: str) -> None:
        if not self._growing:
            await self._drop_progress()
            self._growing_id = self._next_message()
            await self._page.begin(self._growing_id)
        self._growing += piece
        await self._page.grow(self._growing_id, piece)

    async def _finish_growing(self) -> None:
        if self._growing:
            await self._page.finish(self._growing, self._growing_id)
            self._growing = ""

    async def _progress(self, event: Progress) -> None:
        now = self._now()
        if self._progress_on and now - self._shown_at < SHOW_EVERY_S and event.done < 1:
            return
        keep = not self._progress_on or now - self._kept_at >= KEEP_EVERY_S
        label = event.label + after_this(self._waiting())
        props = {"label": label, "done": round(event.done, 3), "wait": to_go(event.seconds_left)}
        await self._page.card("ProgressCard", props, self._progress_id, keep=keep)
        self._progress_on, self._shown_at = True, now
        self._kept_at = now if keep else self._kept_at

    async def _drop_progress(self) -> None:
        if self._progress_on:
            self._progress_on = False
            await self._page.drop_card(self._progress_id)

    def _preview_id(self, project_id: str, version: int) -> str:
        return stable_id(self._turn, "preview", project_id, version)

    async def _frames_changed(self, event: FramesChanged) -> None:
        """The card appears at once, with the scenes as they will look."""
        self._glimpse = await self._page.kept(self._glimpse_props, event)
        await self._card_in_progress(event.project_id, event.version)

    def _glimpse_props(self, event: FramesChanged) -> Doc:
        pictures = {number: self._shelf.hand_out(self._owner, still, still.name) for number, still in event.stills}
        scenes = [
            {"number": number, "at": "", "at_s": 0, "still": url, "words": "", "shown": [], "changed": False}
            for number, url in pictures.items()
        ]
        is_part = len(scenes) < event.scenes
        return {"poster": next(iter(pictures.values()), ""), "scenes": scenes, "part": is_part, "clip": "", "clip_of": 0}

    async def _scene_ready(self, event: SceneReady) -> None:
        """A changed scene plays while the rest is put together; the first one that is ready stays."""
        if self._glimpse and not self._glimpse["clip"]:
            name = f"scene-{event.scene}.mp4"
            url = await self._page.kept(self._shelf.hand_out, self._owner, event.clip, name)
            self._glimpse |= {"clip": url, "clip_of": event.scene}
            await self._card_in_progress(event.project_id, event.version)

    async def _preview_started(self, event: PreviewStarted) -> None:
        self._shelf.lives.start(event.project_id, event.version, event.live, self._owner)
        # Where only a part is new, that part is what people wait for: the film plays from its start when it is whole.
        self._live = "" if self._glimpse.get("part") else f"/live/{event.project_id}/{event.version}"
        if self._live or not self._glimpse:
            await self._card_in_progress(event.project_id, event.version)

    async def _card_in_progress(self, project_id: str, version: int) -> None:
        blank: Doc = {"title": "", "facts": [], "said": [], "assumed": [], "changes": [], "scenes": [], "aspect": ""}
        film = film_name(project_id, version)
        props = {"film": film, "live": self._live, "video": "", "poster": "", "version": version, "current": False}
        await self._drop_progress()
        await self._page.card("PreviewCard", {**blank, **props, **self._glimpse}, self._preview_id(project_id, version))

    async def _preview_ready(self, event: PreviewReady) -> None:
        self._shelf.lives.finish(event.project_id, event.version)
        card_id = self._preview_id(event.project_id, event.version)
        props = await self._page.kept(self._preview_props, event)
        await self._drop_progress()
        await self._page.change_cards("PreviewCard", lambda old: {**old, "current": False})
        await self._page.card("PreviewCard", props, card_id)
        await self._page.kept(self._shelf.store.keep_thread, self._page.thread_id, name=event.storyboard.title)

    def _preview_props(self, event: PreviewReady) -> Doc:
        board = event.storyboard
        video = self._shelf.hand_out(self._owner, event.video, f"{file_name(board.title)}-preview.mp4")
        stills = [self._shelf.hand_out(self._owner, still, still.name) for still in event.stills]
        return {
            **preview_card(event, stills),
            "film": film_name(event.project_id, event.version),
            "live": "",
            "clip": self._glimpse.get("clip", ""),
            "clip_of": self._glimpse.get("clip_of", 0),
            "video": video,
            "poster": stills[0] if stills else "",
            "current": True,
            "aspect": board.aspect,
            "script": script_document.write(board),
            "redoable": event.can_redo,
            "versions": [{"number": one.number, "name": one.name, "label": one.label} for one in event.versions],
        }

    def _captions(self, video: Path, file: str) -> list[Doc]:
        """Links to the captions: kind for people, address, and name to save under."""
        names = [(path, str(Path(file).with_suffix(path.suffix))) for path in captions_beside(video)]
        return [
            {"kind": path.suffix[1:].upper(), "url": self._shelf.hand_out(self._owner, path, name), "file": name}
            for path, name in names
        ]

    async def _compared(self, event: Compared) -> None:
        file = f"{'-vs-'.join(f'version-{number}' for number in event.versions)}.mp4"
        video = await self._page.kept(self._shelf.hand_out, self._owner, event.video, file)
        props: Doc = {
            "video": video,
            "file": file,
            "labels": list(event.labels),
            "differences": [arrows(line) for line in event.differences],
            "length": length(event.duration_s),
        }
        await self._drop_progress()
        await self._page.card("CompareCard", props, stable_id(self._turn, "compare", event.project_id, *event.versions))

    async def _delivered(self, event: Delivered) -> None:
        seen: dict[str, Any] = {"title": "Your film", "aspect": "16:9", "facts": [], "poster": ""}

        def approved(old: Doc) -> Doc | None:
            if old["version"] != event.version or not old["video"]:
                return None
            seen.update({key: old[key] for key in seen})
            return {**old, "approved": True}

        await self._page.change_cards("PreviewCard", approved)
        file = f"{file_name(seen['title'])}.mp4"
        video = await self._page.kept(self._shelf.hand_out, self._owner, event.video, file)
        captions = await self._page.kept(self._captions, event.video, file)
        facts = [*seen["facts"], size_of(event.video)]
        props = {**seen, "facts": facts, "video": video, "file": file, "captions": captions, "version": event.version}
        await self._drop_progress()
        await self._page.card("FilmCard", props, stable_id(self._turn, "film", event.project_id, event.version))


def captions_beside(video: Path) -> list[Path]:
    """The caption files that were written with a film."""
    return [path for suffix in (".srt", ".vtt") if (path := video.with_suffix(suffix)).is_file()]


def after_this(waiting: int) -> str:
    """What is said beside the work under way about messages that wait."""
    return "" if not waiting else ", then your next message" if waiting == 1 else f", then your next {waiting} messages"


def renamed(card: Doc, version: int, name: str) -> Doc:
    """The card with a version's new name in its list; no other version keeps the same one."""
    others = [{**one, "name": "" if one["name"].lower() == name.lower() else one["name"]} for one in card.get("versions", ())]
    return {**card, "versions": [{**one, "name": name} if one["number"] == version else one for one in others]}


def progress_id(thread_id: str) -> str:
    """The one progress card of a conversation."""
    return stable_id(thread_id, "progress")


def film_name(project_id: str, version: int) -> str:
    """What a version's film is kept under in the browser; no address, for those run out."""
    return f"{project_id}/{version}"


def file_name(title: str) -> str:
    """A title as a file name that every system takes: letters, digits and hyphens."""
    words = "".join(letter if letter.isalnum() else " " for letter in title).split()
    return "-".join(words)[:60].strip("-") or "film"


def size_of(path: Path) -> str:
    """'12.3 MB'."""
    return f"{path.stat().st_size / 1e6:.1f} MB"
