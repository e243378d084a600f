"""A studio whose policy leaves prices to people: the real conversation, gate, queue and page; films of coloured frames."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from memory.domain.consent import Use
from memory.domain.storyboard import Storyboard
from tests.e2e.scripted_studio import film, picture, refuse
from tests.fakes import FakeCleared, FakeFilm, FakeRendering, ScriptedDirector, fake_services
from tools.clearance import clear
from tools.moderation.check import check
from tools.moderation.rules import Policy, Rule

POLICY = Policy(
    version="e2e",
    terms={},
    rules=(
        Rule(
            id="price-claims",
            text="A person looks at every price before it is published.",
            severity="review",
            way_out="Leave the price out, or say where it is listed.",
            patterns=(r"\$\d+",),
        ),
    ),
)


class ColouredRendering(FakeRendering):
    """Makes a short film of coloured frames for every preview."""

    def _film(
        self, cleared: FakeCleared, on_progress: Callable[[float, float | None], None], cancelled: Callable[[], bool]
    ) -> FakeFilm:
        made = super()._film(cleared, on_progress, cancelled)
        video = self.folder / f"{cleared.project_id}-{made.video.name}"
        film(video, 2.0)
        stills = tuple(picture(self.folder / f"{scene.id}.jpg", (90, 69, 204)) for scene in cleared.board.scenes)
        return replace(made, video=video, stills=stills)


def main(home: Path, port: int) -> None:
    """Serves until it is killed: ana makes films, rita reviews; everybody's password is 'pocket'."""
    from ui.studio import site

    site.prepare(home / "studio", origins=[f"http://127.0.0.1:{port}"], upload_mb=5)

    import uvicorn

    from agent.session import Agency
    from memory.audit import Audit
    from memory.db import Database
    from memory.files import FolderFiles
    from memory.projects import Projects
    from memory.reviews import Reviews
    from memory.server import EmbeddedServer
    from memory.users import Access, Users
    from ui.studio.addresses import Addresses
    from ui.studio.chat_store import ChatStore
    from ui.studio.gate import Entrance
    from ui.studio.server import studio_app
    from ui.studio.turns import AgencyTurns

    database = Database(EmbeddedServer(home / "database").ensure)
    database.migrate()
    users = Users(database)
    if not users.count():
        users.create("ana", "pocket", "editor")
        users.create("rita", "pocket", "reviewer")
    (home / "films").mkdir(exist_ok=True)
    reviews = Reviews(database)

    def gate(board: Storyboard, project_id: str, version: int, use: Use) -> FakeCleared:
        passed = clear(board, project_id, version, use=use, decisions=reviews.decisions, policy=POLICY)
        return FakeCleared(passed.board, passed.project_id, passed.version, passed.policy_version)

    services = fake_services(
        home / "films",
        ScriptedDirector(),
        rendering=ColouredRendering(home / "films"),
        projects=Projects(database),
        audit=Audit(database),
        reviews=reviews,
        clear=gate,
        check=lambda text: check({"brief": text}, POLICY),
        role=Access(database).role,
    )

    async def opened() -> Agency:
        return await Agency(services, database.url).__aenter__()

    @asynccontextmanager
    async def turns() -> AsyncIterator[AgencyTurns]:
        agency = AgencyTurns(opened())
        yield agency
        await agency.opened()

    async def ready() -> None:
        print("ready", flush=True)

    app = studio_app(
        users=users,
        access=Access(database),
        addresses=Addresses("a key of this test"),
        entrance=Entrance(hosts=frozenset(("127.0.0.1",))),
        store=ChatStore(database),
        files=FolderFiles(home / "files"),
        reviews=reviews,
        turns=turns,
        intake=refuse,
        upload_mb=5,
        upload_files=20,
        on_ready=ready,
    )
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
