"""Films share a farm's time."""

from __future__ import annotations

from renderer.turns import Turns


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
    assert turns.had_s("long") == 100.0


def test_a_film_that_has_gone_is_forgotten() -> None:
    turns = Turns()
    for film in ("gone", "here"):
        turns.enter(film)
        turns.spend(film, 2.0)
    turns.keep(["here"])
    turns.spend("gone", 1.0)
    assert (turns.had_s("here"), turns.had_s("gone")) == (4.0, 0.0)
