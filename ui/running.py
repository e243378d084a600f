"""The agency with everything that it works with, open for turns: workers, models, policy and store."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from agent.errors import AgentError
from memory.errors import StoreUnavailable
from memory.patience import TRY_AGAIN_S, until_back
from tools.errors import ToolError
from ui.errors import DoorError
from ui.settings import Settings

if TYPE_CHECKING:
    from agent.director.contract import Director
    from agent.director.local import LocalDirector
    from agent.services import Services
    from agent.session import Agency
    from memory.db import Database
    from renderer.farm import Farm, LocalFarm

logger = logging.getLogger(__name__)


@contextmanager
def open_farm(settings: Settings) -> Iterator[LocalFarm]:
    """The render workers: processes of this machine, or actors on the Ray cluster that is configured."""
    from renderer.farm import LocalFarm

    if not settings.ray_address:
        with LocalFarm(settings.worker_count) as farm:
            yield farm
        return
    try:
        from renderer.ray_workers import RayWorker, connect, leave
    except ImportError as error:
        raise DoorError("rendering on a cluster needs the package 'ray'; install it: pip install 'pocket-agency[ray]'") from error
    cores = connect(settings.ray_address)
    try:
        with LocalFarm(settings.workers or cores, RayWorker) as farm:
            yield farm
    finally:
        leave()


@asynccontextmanager
async def open_agency(settings: Settings, database: Database, director: Director | None = None) -> AsyncIterator[Agency]:
    """The agency, ready for turns; its workers end with it. `director` None takes the configured one.

    What takes seconds to load is loaded in the background: the workers, and the embedded model once somebody needs it soon.
    """
    # The traces end last: the farm's last calls are over by then.
    with contextlib.ExitStack() as held:
        # In a thread: a server opens its page meanwhile, and has to answer it.
        farm, services = await until_back(_opened, settings, database, director, held)
        from agent.checkpoints import open_saver
        from agent.director.local import LocalDirector
        from agent.director.metering import Budget
        from agent.session import Agency
        from memory.holding import let_go_all
        from memory.jobs import Jobs
        from memory.one_place import in_one_place

        async def url_now() -> str:
            return await asyncio.to_thread(lambda: database.url)

        chosen = services.director
        budget, alone = Budget(settings.turn_tokens, settings.turn_seconds), partial(in_one_place, database)
        async with contextlib.AsyncExitStack() as stack:
            if isinstance(chosen, LocalDirector):
                stack.push_async_callback(chosen.close)
            # Between the end of the turns and that of the workers: a worker that is gone would count as a render that failed.
            stack.push_async_callback(asyncio.to_thread, let_go_all, Jobs(database))
            agency = await _entered(stack, lambda: Agency(services, open_saver(url_now), budget, alone))
            farm.warm_up()
            if isinstance(chosen, LocalDirector):
                stack.callback(asyncio.create_task(_warm(chosen)).cancel)
            yield agency


async def _entered(stack: contextlib.AsyncExitStack, made: Callable[[], Agency]) -> Agency:
    """The agency, open. While the database is away it is tried again: a server that once failed here would fail at every turn."""
    while True:
        try:
            return await stack.enter_async_context(made())
        except StoreUnavailable:
            logger.warning("the agency cannot open without its database; it is tried again", exc_info=True)
            await asyncio.sleep(TRY_AGAIN_S)


def _opened(
    settings: Settings, database: Database, director: Director | None, held: contextlib.ExitStack
) -> tuple[LocalFarm, Services]:
    """The workers and what a turn may ask for; `held` closes what was opened. Blocks for seconds."""
    from memory.audit import Audit
    from tools.moderation.rules import load_policy
    from ui.tracing import tracing
    from ui.wiring import make_director

    chosen = director or make_director(settings)
    policy = load_policy()
    Audit(database).append_change("policy", "moderation", {"version": policy.version, "digest": policy.digest})
    held.enter_context(tracing(settings))
    farm = held.enter_context(open_farm(settings))
    return farm, _services(settings, database, chosen, farm)


def _services(settings: Settings, database: Database, director: Director, farm: Farm) -> Services:
    from agent.crowd import Crowd, Limits
    from agent.services import Services
    from memory.audit import Audit
    from memory.places import Places
    from memory.projects import Projects
    from memory.reviews import Reviews
    from memory.users import Access
    from renderer.presenters.cast import PRESENTERS
    from tools.spare_memory import free_mb
    from tools.watched_farm import WatchedFarm
    from ui.wiring import brand_keeper, gate, moderator, rendering, sights, voices

    look, speech = moderator(settings), voices(settings)
    return Services(
        projects=Projects(database),
        director=director,
        rendering=rendering(settings, WatchedFarm(farm), speech, database),
        clear=gate(database, look, sights(settings, database)),
        check=lambda text: look({"brief": text}),
        audit=Audit(database),
        presenters=tuple(PRESENTERS),
        voices=speech.voices(),
        languages=speech.languages(),
        brands=brand_keeper(settings, database),
        reviews=Reviews(database),
        role=Access(database).role,
        # On a cluster the memory of this machine says nothing.
        crowd=Crowd(
            Limits(settings.person_renders, settings.person_turns),
            None if settings.ray_address else free_mb,
            places=Places(database),
        ),
    )


async def _warm(director: LocalDirector) -> None:
    """A model that is missing is said when a person asks for a film, not here."""
    with contextlib.suppress(ToolError, AgentError):
        await director.warm()
