"""A wish of Slack's while the database is away: taken up once it is back, however long that lasts."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from memory.errors import StoreUnavailable
from ui.slack import answering
from ui.slack.answering import TRIES, Answering
from ui.slack.wishes import Wish


def test_a_wish_outlasts_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "TRY_AGAIN_S", 0.0)
    nothing, tries = cast(Any, None), list[str]()

    async def answer(self: Answering, wish: Wish) -> None:
        tries.append(wish.turn)
        if len(tries) <= 3 * TRIES:
            raise StoreUnavailable("the database did not answer; see that it runs and try again")

    monkeypatch.setattr(Answering, "_answer", answer)
    door = Answering(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing, 1)
    asyncio.run(door._in_order(Wish("turn", "team", "member")))
    assert len(tries) == 3 * TRIES + 1
