"""Addresses of films: for one person, for a while, and never kept."""

from __future__ import annotations

import pytest

from ui.studio.addresses import LASTS_S, Addresses, is_address, plain

FILM = f"/media/{'a' * 64}"
LIVE = "/live/p7kx2m9qd/3"


class Clock:
    now = 1_790_000_000.0

    def __call__(self) -> float:
        return self.now


def parts(address: str) -> tuple[int, str]:
    until, seal = address.split("?until=")[1].split("&seal=")
    return int(until), seal


@pytest.mark.parametrize("path", [FILM, LIVE])
def test_an_address_holds_for_whom_it_was_made(path: str) -> None:
    addresses = Addresses("key", Clock())
    until, seal = parts(addresses.signed(path, "ana"))
    assert addresses.holds(path, "ana", until, seal)
    assert not addresses.holds(path, "ben", until, seal)
    assert not addresses.holds(FILM.replace("a", "b"), "ana", until, seal)
    assert not addresses.holds(path, "ana", until + 1, seal)
    assert not addresses.holds(path, "ana", until, seal[:-1] + ("0" if seal[-1] != "0" else "1"))
    assert not addresses.holds(path, "ana", 0, "") and not addresses.holds(path, "ana", until, "é")
    assert not Addresses("another key", Clock()).holds(path, "ana", until, seal)


def test_an_address_runs_out_after_one_to_two_hours_and_stays_the_same_for_one() -> None:
    clock = Clock()
    addresses = Addresses("key", clock)
    first = addresses.signed(FILM, "ana")
    until, seal = parts(first)
    assert LASTS_S <= until - clock.now <= 2 * LASTS_S
    clock.now = until - 1
    assert addresses.holds(FILM, "ana", until, seal)
    assert addresses.signed(FILM, "ana") != first
    clock.now = until
    assert not addresses.holds(FILM, "ana", until, seal) and addresses.lasts_s(until) == 0


def test_two_requests_never_have_the_same_bytes() -> None:
    addresses = Addresses("key", Clock())
    until, seal = parts(addresses.signed(FILM, "1\nana"))
    assert not addresses.holds(FILM, "ana", int(f"{until}"), seal)


def test_a_card_is_dressed_for_its_person_and_kept_plain() -> None:
    addresses = Addresses("key", Clock())
    card = {"props": {"video": FILM, "scenes": [{"still": FILM}], "title": "media", "live": LIVE, "version": 3}}
    dressed = addresses.dressed(card, "ana")
    assert dressed["props"]["video"] == addresses.signed(FILM, "ana")
    assert dressed["props"]["scenes"][0]["still"].startswith(f"{FILM}?until=")
    assert dressed["props"]["title"] == "media"
    assert plain(dressed) == card


@pytest.mark.parametrize(
    "path", ["/media/abc", "/etc/passwd", f"{FILM}/x", "/live/../x/1", f"https://x.example{FILM}", f"{FILM}\n"]
)
def test_only_our_own_paths_are_signed(path: str) -> None:
    assert not is_address(path)
