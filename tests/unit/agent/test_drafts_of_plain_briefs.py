"""What a hasty brief says is told as a person would say it, and what it says to the maker is told to nobody."""

import pytest

from agent.director.contract import ScenePlan
from agent.director.kinds import kind_of_film
from agent.director.mending import headline_of, sentence_of
from agent.director.phrasing import with_turn
from agent.director.planning import clauses_of
from agent.director.read_people import audience_of
from agent.director.unwrapping import unwrapped


@pytest.mark.parametrize(
    "order",
    [
        "Want a 30s video to get them to switch.",
        "Need a film to fill the morning class.",
        "I run a yoga studio.",
        "We need a clip to convince clients to use the portal.",
    ],
)
def test_what_the_film_is_to_bring_about_is_not_told(order):
    assert unwrapped(order).strip(" .") == ""


def test_where_a_film_is_shown_is_not_told():
    assert unwrapped("Walking meetings are good for you for our HR newsletter").endswith("good for you")


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        ("our climbing gym Basalt in Leeds", "This is Basalt, our climbing gym in Leeds."),
        ("our dental clinic in Ghent", "This is our dental clinic in Ghent."),
        ("our weekend sale at Harbour Shoes", "This is our weekend sale at Harbour Shoes."),
        ("our bakery opens on Sundays", "Our bakery opens on Sundays."),
    ],
)
def test_a_thing_of_ours_is_called_by_its_name_first(piece, sentence):
    assert sentence_of(piece) == sentence


@pytest.mark.parametrize(
    ("piece", "headline"),
    [
        ("grandma can be let in if you lose yours one day", "Grandma can be let in"),
        ("our 200 volunteers who planted 5,000 trees in October with Greenline", "Our 200 volunteers"),
        ("up to 2 kids travel free with an adult on weekdays", "Up to 2 kids travel free"),
        ("we planted and watered and counted 5,000 trees in the park", "Planted and watered and counted 5,000"),
    ],
)
def test_a_headline_ends_where_a_sentence_may(piece, headline):
    assert headline_of(ScenePlan("", 4, 20, about=piece), piece) == headline


def test_what_stands_behind_a_colon_is_told_one_by_one_unless_it_is_one_breath():
    assert clauses_of("How our tickets work: buy in the Skerry app, tap at the gate, up to 2 kids travel free")[:2] == (
        "How our tickets work",
        "buy in the Skerry app",
    )
    assert clauses_of("We built a portal: upload, it sorts, we file") == ("We built a portal: upload, it sorts, we file",)


def test_thanks_are_said_to_those_who_are_thanked():
    (line,) = clauses_of("thank you video for our 200 volunteers who planted trees")
    assert line == "thank you to our 200 volunteers who planted trees"


def test_those_who_are_looked_for_are_no_audience():
    assert audience_of("recruiting video: we look for 3 electricians in Malmö.") is None
    assert kind_of_film("recruiting video: we look for 3 electricians in Malmö.").name == "hiring"


def test_booking_online_is_no_reason_to_stay_at_home():
    assert with_turn("launch", "Your first session is free if you book online.", "") != (
        "Your first session is free if you book online. You do not even have to leave the house."
    )
    assert with_turn("event", "The class is online.", "").endswith("You do not even have to leave the house.")
