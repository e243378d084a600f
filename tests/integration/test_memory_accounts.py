"""Accounts on a real PostgreSQL: roles in the studio and for brands, ended sessions, a limit on guessing."""

from __future__ import annotations

import pytest

from memory.brands import Brands
from memory.db import Database
from memory.errors import NameReserved, NotFound, TooManyAttempts, UserExists
from memory.users import MOST_TRIES, Access, User, Users
from tests.integration.test_memory_brands import BLUE, GUIDE, item, source
from tests.topics import Topics


@pytest.fixture
def users(database: Database) -> Users:
    return Users(database)


@pytest.fixture
def access(database: Database) -> Access:
    return Access(database)


def teach(database: Database, brand: str, person: str) -> None:
    Brands(database, Topics()).learn(brand, [item(BLUE, brand=brand)], [source(GUIDE)], person)


def test_a_new_password_a_new_role_and_a_removal_end_every_session(users: Users) -> None:
    users.create("ana", "correct horse", "editor")
    assert users.is_current("ana", 1)
    users.set_password("ana", "another horse")
    users.set_role("ana", "viewer")
    assert users.get("ana") == User("ana", "viewer", session=3)
    assert not users.is_current("ana", 1) and users.is_current("ana", 3)
    users.remove("ana")
    assert not users.is_current("ana", 3) and not users.is_current("ana", 4)


def test_the_name_of_a_removed_account_is_never_given_again(users: Users) -> None:
    users.create("ana", "correct horse")
    users.remove("ana")
    assert users.verify("ana", "correct horse") is None and users.count() == 0
    with pytest.raises(UserExists, match="there is or was an account"):
        users.create("ana", "correct horse")


@pytest.mark.parametrize("name", ["local", " Local ", "", "  ", "x" * 121])
def test_no_account_takes_the_name_of_the_operator(users: Users, name: str) -> None:
    with pytest.raises(NameReserved):
        users.create(name, "correct horse")


def test_who_signs_in_elsewhere_has_no_password_here(users: Users) -> None:
    users.create("ana@acme.example", None, "editor", sign_in="google")
    assert users.verify("ana@acme.example", "") is None


def test_guessing_is_stopped_for_who_guesses_and_not_for_the_one_whose_name_it_is(users: Users) -> None:
    users.create("ana", "correct horse")
    for _ in range(MOST_TRIES["name and address"]):
        assert users.verify("ana", "wrong", "10.0.0.9") is None
    with pytest.raises(TooManyAttempts, match="wait 15 minutes"):
        users.verify("ana", "correct horse", "10.0.0.9")
    assert users.verify("ana", "correct horse", "10.0.0.1") is not None


def test_guessing_many_names_from_one_place_is_stopped(users: Users) -> None:
    for number in range(MOST_TRIES["address"]):
        assert users.verify(f"name {number}", "wrong", "10.0.0.9") is None
    with pytest.raises(TooManyAttempts):
        users.verify("another", "wrong", "10.0.0.9")


def test_a_brand_taught_in_a_conversation_is_its_persons_alone(database: Database, users: Users, access: Access) -> None:
    users.create("ana", "correct horse", "editor")
    users.create("ben", "correct horse", "owner")
    teach(database, "Acme", "ana")
    assert access.role("ana", "acme") == "owner"
    assert access.role("ben", "acme") is None, "whoever owns the studio has no part in a client's memory until it is given"
    assert Brands(database, Topics()).names("ben") == ()


def test_a_brand_taught_at_the_terminal_is_the_whole_studios(database: Database, users: Users, access: Access) -> None:
    users.create("ana", "correct horse", "viewer")
    teach(database, "Acme", "")
    assert access.role("ana", "acme") == "viewer"
    access.share("acme", is_open=False)
    assert access.role("ana", "acme") is None


def test_a_role_for_one_brand_outweighs_that_of_the_studio(database: Database, users: Users, access: Access) -> None:
    users.create("ana", "correct horse", "viewer")
    teach(database, "Acme", "")
    access.set_role("ana", "acme", "editor")
    assert (access.role("ana"), access.role("ana", "acme")) == ("viewer", "editor")
    assert access.brands() == [("ana", "acme", "editor")]
    assert access.roles("ana") == {"viewer", "editor"} and access.roles("nobody") == frozenset()
    access.set_role("ana", "acme", None)
    assert access.role("ana", "acme") == "viewer"


def test_a_removed_person_loses_their_brands_and_the_brand_stays_closed(database: Database, users: Users, access: Access) -> None:
    users.create("ana", "correct horse", "editor")
    users.create("ben", "correct horse", "owner")
    teach(database, "Acme", "ana")
    users.remove("ana")
    assert access.role("ana", "acme") is None and access.role("ben", "acme") is None


def test_roles_are_given_to_people_and_brands_that_exist(users: Users, access: Access) -> None:
    users.create("ana", "correct horse")
    with pytest.raises(NotFound, match="brand 'acme'"):
        access.set_role("ana", "acme", "editor")
    assert access.role("nobody") is None
    assert access.role("local", "acme") == "owner"
