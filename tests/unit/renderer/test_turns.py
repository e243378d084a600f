"""Films share a farm's time."""

from __future__ import annotations

from renderer.turns import Turns, film_of


def test_the_film_that_had_less_time_is_next() -> None:
    turns = Turns()
    turns.enter("long")
    turns.enter("short")
    turns.spend("long", 3.0)
    turns.spend("short", 0.5)
    assert min(("long", "short"), key=turns.had_s) == "short"


def test_a_newcomer_starts_level_and_is_owed_nothing() -> None:
    turns = Turns()
    turns.enter("long")
    turns.spend("long", 100.0)
    turns.enter("new")
    assert turns.had_s("new") == turns.had_s("long")
    turns.enter("long")
    assert turns.had_s("long") == (100.0, 100.0)


def test_a_film_that_has_gone_is_forgotten() -> None:
    turns = Turns()
    for film in ("gone", "here"):
        turns.enter(film)
        turns.spend(film, 2.0)
    turns.keep(["here"])
    turns.spend("gone", 1.0)
    assert (turns.had_s("here"), turns.had_s("gone")) == ((4.0, 4.0), (0.0, 0.0))


def shares(films: list[str], seconds: int) -> dict[str, int]:
    """Who got how many of the next seconds, each spent by the film whose turn it is."""
    turns, had = Turns(), dict.fromkeys(films, 0)
    for film in films:
        turns.enter(film)
    for _ in range(seconds):
        film = min(films, key=turns.had_s)
        turns.spend(film, 1.0)
        had[film] += 1
    return had


def test_five_films_of_one_person_get_one_share() -> None:
    many, one = [film_of(str(number), "ana") for number in range(5)], film_of("5", "bo")
    had = shares([*many, one], 100)
    assert had[one] == 50
    assert {had[film] for film in many} == {10}


def test_five_people_of_one_brand_get_one_share_and_five_brands_of_one_person_too() -> None:
    for many in (
        [film_of(str(number), f"person {number}", "acme") for number in range(5)],
        [film_of(str(number), "ana", f"brand {number}") for number in range(5)],
    ):
        other = film_of("5", "bo", "borealis")
        assert shares([*many, other], 100)[other] == 50
