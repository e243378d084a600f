"""The API's composition root: its parts over the studio's own stores."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from memory.answers import Answers
from memory.api_keys import ApiKeys
from memory.assets import Assets
from memory.handed_in import HandedInFiles
from memory.jobs import Jobs
from memory.projects import Projects
from memory.reviews import Reviews
from memory.turn_log import TurnLog
from memory.users import Access
from memory.webhooks import Webhooks
from ui.api.app import Api
from ui.api.front import Front
from ui.api.rating import Allowances
from ui.api.sending import PACE, Pace
from ui.wiring import brand_keeper

if TYPE_CHECKING:
    from memory.db import Database
    from memory.files import Files
    from ui.settings import Settings
    from ui.studio.addresses import Addresses
    from ui.studio.chat_store import ChatStore


def open_api(
    settings: Settings, database: Database, files: Files, store: ChatStore, addresses: Addresses, pace: Pace = PACE
) -> Api:
    """The API, to be mounted beside the studio that has these stores."""
    front = Front(
        keys=ApiKeys(database),
        log=TurnLog(database),
        answers=Answers(database),
        projects=Projects(database),
        access=Access(database),
        store=store,
        files=files,
        addresses=addresses,
        assets=Assets(database),
        handed_in=HandedInFiles(database),
        jobs=Jobs(database),
        reviews=Reviews(database),
        brands=cache(partial(brand_keeper, settings, database)),
        webhooks=Webhooks(database),
        webhook_hosts=frozenset(filter(None, (host.strip() for host in settings.webhook_hosts.split(",")))),
        upload_mb=settings.upload_mb,
        allowances=Allowances(settings.key_requests),
    )
    return Api(front, pace)
