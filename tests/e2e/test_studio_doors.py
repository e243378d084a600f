"""The studio's doors over HTTP: who comes in, who may open which film, and how long an address holds."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from memory.db import Database
from memory.files import FolderFiles
from memory.server import EmbeddedServer
from memory.users import MOST_TRIES, Users
from ui.studio.chat_store import ChatStore, Grant

pytestmark = pytest.mark.slow
PASSWORD = "a long password"


class Doors:
    """The running studio, its database, and requests to it."""

    def __init__(self, studio: Any, database: Database) -> None:
        self.url, self.home = studio.url, studio.home
        self.users, self.store = Users(database), ChatStore(database)

    def person(self, role: Any = "editor") -> tuple[str, str]:
        """A new account and its log-in."""
        name = f"person {uuid4().hex[:8]}"
        self.users.create(name, PASSWORD, role)
        return name, self.cookie(name)

    def cookie(self, name: str, password: str = PASSWORD) -> str:
        form = urllib.parse.urlencode({"username": name, "password": password}).encode()
        with urllib.request.urlopen(f"{self.url}/login", form, timeout=20) as answer:
            return str(answer.headers["set-cookie"]).split(";")[0]

    def film(self, *names: str) -> str:
        """A film that these may open; its path."""
        sha256 = FolderFiles(self.home / "files").put(uuid4().bytes)
        for name in names:
            self.store.grant(name, Grant(sha256, "film.mp4", "video/mp4"))
        return f"/media/{sha256}"

    def status(self, path: str, cookie: str = "", method: str = "GET", **headers: str) -> tuple[int, str]:
        """Status and body of an answer."""
        request = urllib.request.Request(f"{self.url}{path}", method=method, headers={"Cookie": cookie, **headers})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode(errors="replace")

    def address(self, path: str, cookie: str) -> str:
        """The path as it is signed for whoever has this log-in."""
        return str(json.loads(self.status(f"/address?path={urllib.parse.quote(path)}", cookie)[1])["address"])


@pytest.fixture(scope="module")
def doors(studio: Any) -> Iterator[Doors]:
    with Database(EmbeddedServer(studio.home / "database").ensure) as database:
        yield Doors(studio, database)


def test_a_film_opens_for_its_person_at_a_signed_address_only(doors: Doors) -> None:
    ana, hers = doors.person()
    _, his = doors.person()
    film = doors.film(ana)
    address = doors.address(film, hers)
    assert doors.status(address, hers)[0] == 200
    assert doors.status(film, hers)[0] == 403, "not without a signature"
    assert doors.status(address)[0] == 401, "not without a log-in"
    assert doors.status(address, his)[0] == 403, "not for whom it was not signed"
    assert doors.status(doors.address(film, his), his)[0] == 404, "not where it was not handed out"
    stale = address.replace(address.split("until=")[1].split("&")[0], str(int(time.time()) - 1))
    status, told = doors.status(stale, hers)
    assert (status, "has run out" in told) == (403, True)


def test_a_viewer_looks_at_what_was_handed_out(doors: Doors) -> None:
    name, cookie = doors.person("viewer")
    film = doors.film(name)
    assert doors.status(doors.address(film, cookie), cookie)[0] == 200


def test_a_removed_account_is_out_at_once(doors: Doors) -> None:
    name, cookie = doors.person()
    film = doors.film(name)
    address = doors.address(film, cookie)
    doors.users.remove(name)
    assert doors.status("/user", cookie)[0] == 401
    assert doors.status(address, cookie)[0] == 401


def test_a_new_password_ends_the_sessions_of_the_old_one(doors: Doors) -> None:
    name, cookie = doors.person()
    assert doors.status("/user", cookie)[0] == 200
    doors.users.set_password(name, "another long password")
    assert doors.status("/user", cookie)[0] == 401
    assert doors.status("/user", doors.cookie(name, "another long password"))[0] == 200


def test_a_bearer_token_of_an_ended_session_is_worth_nothing_either(doors: Doors) -> None:
    name, cookie = doors.person()
    token = cookie.partition("=")[2]
    assert doors.status("/user", Authorization=f"Bearer {token}")[0] == 200
    doors.users.remove(name)
    assert doors.status("/user", Authorization=f"Bearer {token}")[0] == 401
    assert doors.status("/auth/jwt", method="POST", Authorization=f"Bearer {token}")[0] == 404


def test_who_guesses_waits(doors: Doors) -> None:
    name, _ = doors.person()
    doors.users.create(f"{name} again", PASSWORD)
    for _ in range(MOST_TRIES["name and address"]):
        with pytest.raises(urllib.error.HTTPError) as refused:
            doors.cookie(f"{name} again", "a wrong password")
        with refused.value as answer:
            assert answer.code == 401 and b"do not go together" in answer.read()
    with pytest.raises(urllib.error.HTTPError) as held:
        doors.cookie(f"{name} again")
    with held.value as answer:
        assert answer.code == 429 and b"wait 15 minutes" in answer.read()


def test_nobody_walks_in_where_log_ins_are_asked_for(doors: Doors) -> None:
    assert doors.status("/auth/header", method="POST")[0] == 400


def test_another_page_and_another_name_are_turned_away(doors: Doors) -> None:
    _, cookie = doors.person()
    assert doors.status("/logout", cookie, "POST", Origin="http://evil.example")[0] == 403
    assert doors.status("/", Host="rebound.example")[0] == 421


@pytest.mark.browser
def test_a_page_that_was_open_for_long_still_plays(visitor: Any) -> None:
    visitor.log_in()
    visitor.say("A 30 second film for Lumo, a desk lamp. It costs $89.")
    visitor.preview(1)
    page, video = visitor.page, "document.querySelector('[data-testid=preview] video')"
    page.wait_for_function(f"{video}.readyState >= 2")
    page.evaluate(f"() => {{ const v = {video}; v.src = v.src.replace(/until=\\d+/, 'until=1'); v.load() }}")
    page.wait_for_function(f"!{video}.src.includes('until=1&') && {video}.readyState >= 2", timeout=20_000)
