"""A studio whose agency follows a script: real page, real database, films of coloured frames. Started as a program by tests."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import av
import numpy as np

from agent.events import (
    Cancelled,
    Compared,
    Delivered,
    Event,
    FramesChanged,
    Named,
    PreviewReady,
    PreviewStarted,
    Progress,
    Said,
    SceneReady,
)
from memory.domain.project import Version
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tools.assets import Accepted
from tools.errors import AssetRefused
from ui.studio.room import Heard

BORN = datetime(2026, 1, 1, tzinfo=UTC)
LINES = ["Meet Lumo.", "It follows the daylight.", "Eighty-nine dollars.", "Ships on the third of June."]
COLORS = [(90, 69, 204), (28, 126, 214), (240, 140, 0), (43, 138, 62)]


def film(path: Path, seconds: float, size: tuple[int, int] = (640, 360), pause_s: float = 0.0) -> None:
    """A silent film that changes its colour with every scene, written fragment by fragment."""
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "flush_packets": "1"}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = container.add_stream("libx264", rate=30, options={"g": "15", "preset": "ultrafast", "tune": "zerolatency"})
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(int(seconds * 30)):
            pixels = np.empty((size[1], size[0], 3), np.uint8)
            pixels[:] = COLORS[int(number / 30 / seconds * len(COLORS))]
            pixels[:, : int(size[0] * number / (seconds * 30))] //= 2
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
            time.sleep(pause_s)
        container.mux(stream.encode())


def picture(path: Path, color: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> Path:
    """A still of one colour."""
    from PIL import Image

    Image.new("RGB", size, color).save(path, "JPEG")
    return path


class ScriptedTurns:
    """Every brief gives a preview of four scenes, every other message a new version, 'approve' the film."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions: dict[str, int] = {}
        self._stopped: set[str] = set()

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        self._stopped.discard(thread_id)
        version = self._versions.get(thread_id, 0)
        words = heard.text.casefold()
        if words == "approve":
            for step in range(1, 11):
                yield Progress(f"Rendering scene {1 + step * 3 // 10} of 4", step / 10, 3.0 - step * 0.3)
                await asyncio.sleep(0.2)
                if thread_id in self._stopped:
                    yield Cancelled("the film was not finished")
                    return
            target = self._folder / f"{thread_id}-{version}-final.mp4"
            await asyncio.to_thread(film, target, 4.0, (1280, 720))
            yield Delivered(thread_id, version, target, 4.0)
            return
        if words.startswith("call this one "):
            yield Named(thread_id, version, heard.text.removeprefix("Call this one "))
            return
        if words.startswith("compare"):
            both = self._folder / f"{thread_id}-both.mp4"
            await asyncio.to_thread(film, both, 4.0, (1352, 448))
            yield Compared(thread_id, (1, version), ("Version 1", f"Version {version}"), both, 4.0, ("Scene 2: it is blue now",))
            return
        if heard.script:
            yield Said(f"The script came with {heard.script.count('## Scene')} scenes: {heard.script.split(chr(10))[4]}")
        back = words == "undo"
        version = max(1, version - 1) if back else version + 1
        self._versions[thread_id] = version
        if back:
            yield Said(f"Back to version {version}: scene 2 is as it was.")
        for piece in ("Good. ", "Here is ", "how I see it."):
            yield Said(piece, delta=True)
            await asyncio.sleep(0.05)
        async for event in self._preview(thread_id, version, heard.text, back):
            yield event

    async def _preview(self, thread_id: str, version: int, text: str, back: bool) -> AsyncIterator[Event]:
        yield Progress("Recording the voice", 0.1, 6.0)
        await asyncio.sleep(0.3)
        is_part = version > 1 and not back
        new = [1] if is_part else range(len(COLORS))
        stills = tuple((n + 1, picture(self._folder / f"{thread_id}-{n}.jpg", COLORS[n])) for n in new)
        yield FramesChanged(thread_id, version, stills, len(COLORS))
        live = self._folder / f"{thread_id}-{version}.mp4"
        making = asyncio.create_task(asyncio.to_thread(film, live, 4.0, (640, 360), 0.01))
        await asyncio.sleep(0.4)
        yield PreviewStarted(thread_id, version, live)
        if is_part:
            clip = self._folder / f"{thread_id}-{version}-s2.mp4"
            await asyncio.to_thread(film, clip, 1.0)
            yield SceneReady(thread_id, version, 2, clip)
            # Long enough for a busy browser to be seen playing it.
            await asyncio.sleep(6.0 if "slowly" in text else 0.2)
        while not making.done():
            yield Progress("Rendering scene 2 of 4", 0.5, 2.0)
            await asyncio.sleep(0.3)
        board = Storyboard(
            title="Lumo follows the daylight",
            scenes=tuple(
                Scene(id=f"s{n + 1}", narration=line, on_screen=OnScreen(headline=line)) for n, line in enumerate(LINES)
            ),
        )
        pictures = tuple(picture(self._folder / f"{thread_id}-{n}.jpg", color) for n, color in enumerate(COLORS))
        changes = (("back to version 1",) if back else (f"“{text}”",)) if version > 1 or back else ()
        yield PreviewReady(
            thread_id,
            version,
            board,
            live,
            4.0,
            pictures,
            said=("30 seconds", "costs $89", "ships on 3 June", "ends with lumo.example"),
            assumed=("Maya presents it", "English", "16:9, for a website", "calm music"),
            changes=changes,
            rendered_scenes=("s2",) if changes else ("s1", "s2", "s3", "s4"),
            reused_scenes=("s1", "s3", "s4") if changes else (),
            starts_s=(0.0, 1.0, 2.0, 3.0),
            can_undo=version > 1,
            can_redo=back,
            versions=tuple(
                Version(
                    project_id=thread_id,
                    number=n,
                    parent=n - 1 or None,
                    turn_id=str(n),
                    label="First draft" if n == 1 else "Scene 2: the background colour is now #1D4ED8",
                    created_at=BORN,
                )
                for n in range(1, max(version, 2) + 1)
            ),
        )

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        async for event in self._preview(thread_id, self._versions.get(thread_id, 1), "", False):
            yield event

    async def cancel(self, thread_id: str) -> None:
        self._stopped.add(thread_id)


def refuse(path: Path, name: str, thread_id: str, owner: str) -> Accepted:
    raise AssetRefused(f"{name!r} cannot be used in this test.")


def main(home: Path, port: int) -> None:
    """Serves until it is killed; the only user is ana, her password is 'pocket'."""
    from ui.studio import site

    started = time.monotonic()
    site.prepare(home / "studio", origins=[f"http://127.0.0.1:{port}"], upload_mb=5)

    import uvicorn

    from memory.db import Database
    from memory.files import FolderFiles
    from memory.reviews import Reviews
    from memory.server import EmbeddedServer
    from memory.users import Access, Users
    from ui.studio.addresses import Addresses
    from ui.studio.chat_store import ChatStore
    from ui.studio.gate import Entrance
    from ui.studio.server import studio_app

    database = Database(EmbeddedServer(home / "database").ensure)
    database.migrate()
    users = Users(database)
    if not users.count():
        users.create("ana", "pocket", "owner")
    (home / "films").mkdir(exist_ok=True)

    @asynccontextmanager
    async def turns() -> AsyncIterator[ScriptedTurns]:
        yield ScriptedTurns(home / "films")

    async def ready() -> None:
        print(f"ready after {time.monotonic() - started:.1f} s", flush=True)

    app = studio_app(
        users=users,
        access=Access(database),
        addresses=Addresses("a key of this test"),
        entrance=Entrance(hosts=frozenset(("127.0.0.1",))),
        store=ChatStore(database),
        files=FolderFiles(home / "files"),
        reviews=Reviews(database),
        turns=turns,
        intake=refuse,
        upload_mb=5,
        upload_files=20,
        on_ready=ready,
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
