"""Under which conditions the studio opens: alone on this machine without a word, to others never without an account."""

from __future__ import annotations

import pytest

from memory.db import Database
from memory.users import User, Users
from ui.accounts import OWNER, add, entrance, set_password
from ui.errors import PasswordWeak, StudioClosed
from ui.settings import Settings


@pytest.fixture
def users(database: Database) -> Users:
    return Users(database)


def settings(**changes: str) -> Settings:
    return Settings(_env_file=None, **changes)  # type: ignore[call-arg, arg-type]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_a_fresh_studio_on_this_machine_asks_for_nothing(users: Users, host: str) -> None:
    way_in = entrance(settings(host=host), users)
    assert way_in.walk_in and users.list() == [User(OWNER, "owner", "here")]
    assert entrance(settings(host=host), users).walk_in, "nor at its second start"
    assert "rebound.example" not in way_in.hosts and host in way_in.hosts


@pytest.mark.parametrize("changes", [{"host": "0.0.0.0"}, {"host": "10.0.0.4"}, {"public_url": "https://films.example"}])
def test_a_studio_that_others_reach_does_not_open_without_an_account(users: Users, changes: dict[str, str]) -> None:
    with pytest.raises(StudioClosed, match="agency users add NAME --role owner"):
        entrance(settings(**changes), users)
    users.create(OWNER, None, "owner", sign_in="here")
    with pytest.raises(StudioClosed, match="agency users password owner"):
        entrance(settings(**changes), users)
    set_password(users, OWNER)
    assert not entrance(settings(**changes), users).walk_in


def test_a_password_ends_walking_in(users: Users) -> None:
    entrance(settings(), users)
    set_password(users, OWNER, "a long password")
    assert not entrance(settings(), users).walk_in


def test_a_second_account_gives_the_first_a_password(users: Users) -> None:
    entrance(settings(), users)
    added = add(users, "ben", "editor")
    assert set(added.passwords) == {"ben", OWNER}
    assert users.verify("ben", added.passwords["ben"]) == User("ben", "editor")
    assert users.verify(OWNER, added.passwords[OWNER]) == User(OWNER, "owner", session=2)
    assert not entrance(settings(), users).walk_in


def test_behind_a_proxy_the_studio_answers_to_its_public_name_and_asks_for_https(users: Users) -> None:
    add(users, "ana", "owner")
    way_in = entrance(settings(public_url="https://films.example"), users)
    assert "films.example" in way_in.hosts and "https://films.example" in way_in.origins and way_in.is_secure


def test_a_short_password_is_refused(users: Users) -> None:
    with pytest.raises(PasswordWeak, match="at least 10 characters"):
        add(users, "ana", "owner", password="short")
    assert users.count() == 0
