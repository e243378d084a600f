"""What viewers should do is the last thing that they hear, and what was told can be told once more in short."""

import pytest

from agent.director.contract import SceneText
from agent.director.cutting import Shot
from agent.director.mending import sentence_of
from agent.director.phrasing import hook_about
from agent.director.planning import clauses_of, plan_scenes
from agent.director.recapping import recap


@pytest.mark.parametrize(
    ("brief", "last"),
    [
        (
            "An ad for our gym, sign up before 31 January and get a free month. Open 24/7, 120 machines, a sauna.",
            "sign up before",
        ),
        (
            "A film for Tidewater, software that plans crews. Start your free trial today. It imports rosters.",
            "Start your free trial",
        ),
        ("Our new ramen place opens 5 June. Reserve your seat now! Broth cooked 18 hours.", "Reserve your seat now"),
        ("A film for Relay. Book a demo at relay.example. It reminds patients by text, and it works offline.", "Book a demo at"),
    ],
)
def test_an_invitation_closes_the_film_wherever_the_brief_has_it(brief: str, last: str) -> None:
    plans = plan_scenes(30.0, brief, ())
    assert plans[-1].about.startswith(last)
    assert not any(last in plan.about for plan in plans[:-1])


def test_steps_stay_in_their_order() -> None:
    plans = plan_scenes(30.0, "How to enrol. Register on the board, book a room, then open the door.", ())
    inner = [plan.about for plan in plans[1:-1] if plan.about]
    assert [piece for about in inner for piece in about.split("; ")][:2] == ["Register on the board", "book a room"]


def test_what_else_a_thing_does_is_told_of_it() -> None:
    pieces = clauses_of("It imports rosters from Excel, checks rest times by law, and sends each crew its week.")
    assert pieces == ("It imports rosters from Excel", "it checks rest times by law", "it sends each crew its week")
    assert clauses_of("It smells of pines, cedars and moss from the north.")[-1] != "it cedars and moss from the north"


def test_a_thing_without_an_article_is_introduced() -> None:
    assert sentence_of("Tidewater, software that plans crews") == "This is Tidewater, software that plans crews."


def test_booking_a_demo_is_about_no_book() -> None:
    assert hook_about("Book a demo") == ""
    assert hook_about("A new book for children") != ""


def shots(*about: str) -> list[Shot]:
    return [Shot(SceneText(sentence_of(one)), one) for one in ("hook", *about, "Start now")]


def test_a_recap_lists_what_was_told() -> None:
    told = recap(shots("it imports rosters from Excel", "it checks rest times; it sends each crew its week"))
    assert told is not None
    assert told.text.narration == "In short: it imports rosters from Excel, checks rest times, and sends each crew its week."
    assert told.text.points == ("Imports rosters from Excel", "Checks rest times", "Sends each crew its week")


@pytest.mark.parametrize(
    "about",
    [
        ("it imports rosters", "it checks rest times"),  # two are no list
        ("it imports rosters", "open day and night", "it checks rest times"),  # half of them are sentences
        ("our gym", "you come because you like it", "crews.example"),
    ],
)
def test_what_is_no_list_has_no_recap(about: tuple[str, ...]) -> None:
    assert recap(shots(*about)) is None
