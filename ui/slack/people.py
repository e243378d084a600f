"""Who somebody in the workspace is here: only those whom the owner has let in."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from slack_sdk.errors import SlackApiError

from memory.slack import SlackStore
from memory.users import Access, Users
from ui.slack.line import Line, reason_of

ASK_AGAIN_S = 60.0
STRANGER = "I work only for people whom the owner of this agency has let in; ask them to add you, then write to me again."


class People:
    """Members of the workspace as accounts: by the link that an owner made, else by the e-mail address of an account."""

    def __init__(
        self, line: Line, store: SlackStore, users: Users, access: Access, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._line, self._store, self._users, self._access, self._now = line, store, users, access, now
        self._mails: dict[tuple[str, str], tuple[float, str]] = {}

    async def of(self, team: str, member: str) -> str | None:
        """The account, None for a stranger. A role that was taken away counts from the next message on."""
        person = await asyncio.to_thread(self._store.person, team, member)
        if person is None and team == self._line.team:
            person = await self._mail(team, member) or None
        if person is None or await asyncio.to_thread(self._users.get, person) is None:
            return None
        return person if await asyncio.to_thread(self._access.roles, person) else None

    async def _mail(self, team: str, member: str) -> str:
        """The address under which the workspace knows a member of its own; '' for bots, other workspaces' guests, the gone."""
        at, mail = self._mails.get((team, member), (-ASK_AGAIN_S, ""))
        if self._now() - at < ASK_AGAIN_S:
            return mail
        try:
            user = (await self._line.call("", lambda: self._line.client.users_info(user=member)))["user"]
        except SlackApiError as error:
            if reason_of(error) in ("user_not_found", "user_not_visible"):
                return ""
            raise
        is_ours = user.get("team_id", team) == team and user.get("is_email_confirmed") is not False
        is_ours = is_ours and not any(user.get(key) for key in ("is_bot", "deleted", "is_stranger"))
        mail = str(user.get("profile", {}).get("email") or "").lower() if is_ours else ""
        self._mails[team, member] = self._now(), mail
        return mail
