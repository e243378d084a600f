"""The phrase book: what it may say, and where it says it."""

from __future__ import annotations

import re

import pytest

from agent.director.checking import is_cut_off, worn
from agent.director.contract import DraftText, ScenePlan, SceneText
from agent.director.hearing import for_viewers
from agent.director.kinds import LAUNCH, kind_of_film
from agent.director.lines import faithful
from agent.director.mending import headline_of
from agent.director.phrasing import hook_about, topics, turns, with_turn
from agent.director.planning import clauses_of
from agent.director.read_facts import facts
from agent.director.reading import read_brief
from agent.director.telling import with_hook

LINES = [line for entry in (*topics(), *turns()) for line in entry.lines]


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_a_whole_sentence_without_figures_or_worn_words(line: str) -> None:
    assert line[0].isupper() and line[-1] in ".?!"
    assert len(line.split()) <= 18
    assert not re.search(r"\d|\{|\b(?:guarantee|best-in-class|cheapest|proven)\b", line)
    assert not worn(SceneText(line)) and not is_cut_off(line)


def test_every_line_is_written_once() -> None:
    assert len(LINES) == len(set(LINES))


def test_every_turn_is_of_a_kind_that_exists() -> None:
    known = {"launch", "offer", "event", "invite", "join", "hiring", "thanks", "notice", "apology", "report", "steps", "appeal"}
    assert {kind for turn in turns() for kind in turn.kinds} <= known


def test_the_last_word_of_a_compound_says_what_it_is() -> None:
    lamp = next(topic for topic in topics() if topic.words.search("lamp"))
    assert hook_about("a launch film for our rechargeable desk lamp") in lamp.lines


def test_the_topic_with_most_words_is_taken() -> None:
    shoes = next(topic for topic in topics() if topic.words.search("sneakers"))
    assert hook_about("25 % off all sneakers and boots at our shop by the river") in shoes.lines


def test_a_brief_without_a_known_topic_has_no_hook() -> None:
    assert hook_about("Quantum annealing for logistics") == ""


def test_a_turn_follows_the_sentence_with_its_fact() -> None:
    longer = with_turn("hiring", "£14.50 an hour. Four days a week.", "")
    assert longer.startswith("£14.50 an hour. ") and longer.endswith(" Four days a week.")
    assert len(longer) > len("£14.50 an hour. Four days a week.")


def test_a_line_takes_one_turn_only() -> None:
    once = with_turn("launch", "It runs 40 hours on one charge, and it ships on 3 March.", "")
    assert once and with_turn("launch", once, "") == ""


def test_what_was_told_in_another_scene_is_not_told_again() -> None:
    first = with_turn("steps", "Photograph the receipt.", "")
    assert with_turn("steps", "Scan the invoice.", first) == ""


def test_a_turn_is_for_its_kinds_only() -> None:
    assert kind_of_film("An apology to our customers").name == "apology"
    assert with_turn("apology", "It costs $49.", "") == ""


def test_an_order_is_known_behind_its_lead() -> None:
    assert with_turn("steps", "Next, pull out the old filter.", "").startswith("Next, pull out the old filter. ")


def test_a_film_that_goes_to_the_matter_at_once_is_opened() -> None:
    plans = (ScenePlan("", 4, 40, about="Lumen One, our rechargeable desk lamp; costs $49"),)
    told = DraftText("Lumen One", (SceneText("Lumen One is our rechargeable desk lamp, which costs $49.", "Lumen One"),))
    text, made = with_hook(told, plans, hook_about("our desk lamp"))
    assert [scene.headline for scene in text.scenes] == ["Lumen One", "Rechargeable desk lamp"]
    assert len(made) == 2 and text.scenes[0].narration == hook_about("our desk lamp")


def test_a_film_that_opens_with_the_viewer_keeps_its_opening() -> None:
    plans = (ScenePlan("", 4, 40, about="Lumen One, our rechargeable desk lamp"),)
    told = DraftText("Lumen One", (SceneText("Do you still sit in the dark?", "Lumen One"),))
    assert with_hook(told, plans, "Another one?") == (told, plans)


def test_a_launch_is_what_the_free_film_is() -> None:
    assert kind_of_film("Meet our new lamp") is LAUNCH


@pytest.mark.parametrize(
    ("brief", "seconds", "first"),
    [
        ("45 second video for our dental clinic in Ghent: new evening hours", 45, "our dental clinic in Ghent"),
        ("new product teaser for tiktok, 15 sec, Hush vacuum, out on 2 December", 15, "Hush vacuum"),
        ("Vertical video for Instagram, 20 seconds: our weekend sale at Harbour Shoes", 20, "our weekend sale at Harbour Shoes"),
    ],
)
def test_what_the_film_is_about_is_not_lost_with_the_order(brief: str, seconds: int, first: str) -> None:
    heard = for_viewers(brief, read_brief(brief, ()).brief)
    assert clauses_of(heard, seconds)[0].startswith(first)


def test_a_step_that_the_model_leaves_out_brings_the_own_words_back() -> None:
    plan = ScenePlan("this step", 4, 20, about="hover over the link, never open unexpected attachments")
    scene = faithful(SceneText("Never open unexpected attachments from unknown senders.", "Never"), plan)
    assert scene.narration == "Hover over the link, never open unexpected attachments."


def test_a_range_of_pay_is_one_figure() -> None:
    assert "€55-70k" in facts("Python, Postgres, 4-day week, €55-70k.")


@pytest.mark.parametrize(
    ("piece", "headline"),
    [
        ("Viewing is on Saturday 14 June from 10 am", "Viewing is on Saturday 14 June"),
        ("Apply at brightloop.example/jobs before June 1", "Apply at brightloop.example/jobs before June 1"),
    ],
)
def test_a_headline_does_not_cut_a_date_in_two(piece: str, headline: str) -> None:
    assert headline_of(ScenePlan("", 4, 20, about=piece), piece) == headline


def test_a_time_that_follows_a_sentence_is_not_parted_from_it() -> None:
    longer = with_turn("appeal", "Drop them off at Kent Road 5, Tuesdays to Fridays. 10 am to 4 pm.", "")
    assert longer.startswith("Drop them off at Kent Road 5, Tuesdays to Fridays. 10 am to 4 pm. ")
