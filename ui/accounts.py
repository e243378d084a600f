"""Accounts: who may come in, under which conditions the studio opens, and `agency users`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from memory.domain.brand import brand_key
from memory.domain.roles import Role
from memory.errors import NotFound
from ui.errors import AccountUnnamed, PasswordWeak, StudioClosed
from ui.settings import Settings

if TYPE_CHECKING:
    from memory.users import Access, User, Users
    from ui.studio.gate import Entrance

OWNER = "owner"
"""The account that a fresh studio on this machine has: without a password, until there is a second one."""
LEAST_CHARS = 10


@dataclass(frozen=True)
class Added:
    """A new account, and the passwords that were made for it, by name; each is shown once and kept nowhere."""

    user: User
    passwords: dict[str, str]


def entrance(settings: Settings, users: Users) -> Entrance:
    """How the studio may be entered. Raises StudioClosed where strangers could reach it and nobody has an account."""
    from ui.studio.gate import Entrance, is_loopback

    public = urlsplit(settings.public_url)
    is_here = is_loopback(settings.host) and not settings.public_url
    accounts = users.list()
    if not accounts and is_here:
        accounts = [users.create(OWNER, None, "owner", sign_in="here")]
    if not is_here and all(one.sign_in == "here" for one in accounts):
        where = settings.public_url or settings.host
        raise StudioClosed(
            f"the studio would be open to others at {where!r} and nobody has a log-in; make one with"
            f" `agency users {'password owner' if accounts else 'add NAME --role owner'}`, then start again"
        )
    origins = {settings.url, *filter(None, settings.allow_origins.split(","))}
    if is_here:
        origins.add(f"http://localhost:{settings.port}")
    if settings.public_url:
        origins.add(f"{public.scheme}://{public.netloc}")
    hosts = {"localhost", "127.0.0.1", "::1", settings.host} if is_loopback(settings.host) else set()
    if settings.public_url:
        hosts |= {public.hostname or "", "localhost", "127.0.0.1"}
    return Entrance(
        frozenset(hosts),
        frozenset(origins),
        is_secure=public.scheme == "https",
        walk_in=is_here and all(one.sign_in == "here" for one in accounts),
    )


def add(users: Users, name: str, role: Role, *, password: str | None = None, sign_in: str = "password") -> Added:
    """An account with a password made here, a given one, or none where somebody signs in at an identity provider.

    Whoever walked in without a password so far needs one from now on.
    """
    passwords: dict[str, str] = {}
    if sign_in == "password":
        passwords[name] = checked(password) if password is not None else secrets.token_urlsafe(12)
    added = users.create(name, passwords.get(name), role, sign_in)
    for other in users.list():
        if other.sign_in == "here":
            passwords[other.name] = secrets.token_urlsafe(12)
            users.set_password(other.name, passwords[other.name])
    return Added(added, passwords)


def one_account(users: Users, name: str | None) -> str:
    """For whom a program acts: who is named, else the only account; a fresh installation gets its owner. Raises NotFound,
    AccountUnnamed.
    """
    if name is not None:
        if users.get(name) is None:
            raise NotFound("account", name, "see `agency users list`")
        return name
    accounts = users.list() or [users.create(OWNER, None, "owner", sign_in="here")]
    if len(accounts) > 1:
        names = ", ".join(one.name for one in accounts)
        raise AccountUnnamed(f"several people have an account ({names}); say for whom with --person")
    return accounts[0].name


def set_password(users: Users, name: str, password: str | None = None) -> str:
    """Give somebody a new password, which ends their sessions. Raises NotFound, PasswordWeak."""
    fresh = checked(password) if password is not None else secrets.token_urlsafe(12)
    if not users.set_password(name, fresh):
        raise NotFound("account", name, "see `agency users list`")
    return fresh


def set_role(users: Users, access: Access, name: str, role: Role | None, brand: str | None) -> None:
    """Give a role, for one brand or in the whole studio; None takes a brand's role away. Raises NotFound."""
    if brand:
        access.set_role(name, brand_key(brand), role)
    elif role is None or not users.set_role(name, role):
        raise NotFound("account", name, "see `agency users list`")


def checked(password: str) -> str:
    """The password, if it is long enough; raises PasswordWeak."""
    if len(password) < LEAST_CHARS:
        raise PasswordWeak(
            f"a password has at least {LEAST_CHARS} characters and this one has {len(password)}; choose a longer one"
        )
    return password
