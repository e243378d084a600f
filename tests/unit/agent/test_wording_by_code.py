"""What is said to the maker is not told to the viewer, and a small model's words stand only where the brief bears them."""

import pytest

from agent.director.checking import SENTENCES, is_carried
from agent.director.contract import ScenePlan, SceneText
from agent.director.drafting import draft_board, settled
from agent.director.hearing import for_viewers, spelled
from agent.director.kinds import kind_of_film
from agent.director.lines import as_written, best_hook, faithful, is_tellable, told
from agent.director.planning import plan_scenes
from agent.director.read_brief import read_brief
from memory.domain.brief import Brief, Sourced

CAST = ("maya", "daniel")


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Our choir needs new voices. 30 seconds, warm, vertical, Daniel.", "Our choir needs new voices."),
        ("Vertical video, 20 seconds: our sale at Harbour Shoes, 25 % off", "our sale at Harbour Shoes, 25 % off"),
        ("A talk of 45 minutes about bees. 30 seconds, please.", "A talk of 45 minutes about bees."),
        ("The film is out on Friday. Do not reveal the ending.", "The film is out on Friday."),
    ],
)
def test_settings_are_not_for_viewers(text, heard):
    assert for_viewers(text, read_brief(text, CAST).brief).split(": ")[-1] == heard


def test_days_and_short_forms_are_spelled_out():
    assert spelled("since tuesday, dont chase him, 3 april") == "since Tuesday, don't chase him, 3 April"


def test_a_saint_ends_no_sentence():
    assert SENTENCES.split("We sing in St. Brigid. Come along.") == ["We sing in St. Brigid.", "Come along."]


def test_words_are_carried_that_say_no_more_and_deny_no_less():
    assert is_carried("You earn £13 an hour.", "£13 an hour")
    assert not is_carried("Keep your bike in the hallway.", "no bikes in the hallway")
    assert not is_carried("Daniel is a key player in our success.", "customer churn down to 1.8 %")


def test_what_the_model_makes_up_gives_way_to_the_brief():
    plan = ScenePlan("tell them this", 8, 12, about="no bikes in the hallway")
    assert faithful(SceneText("Keep your bike in the hallway.", "Bikes"), plan).narration == "No bikes in the hallway."


def test_of_several_openings_the_one_that_asks_the_viewer_is_taken():
    openings = [
        SceneText("I found a lost bike today."),
        SceneText("No time to fix your bike?"),
        SceneText("Bikes are a game changer."),
    ]
    assert (best := best_hook(openings, "Bike repair pop-up")) and best.narration == "No time to fix your bike?"
    assert best_hook([SceneText("I love 24 bikes.")], "Bike repair") is None


@pytest.mark.parametrize(
    ("text", "kind", "first"),
    [
        ("Night of the Museum at Villa Orsini on Saturday 17 May", "event", "Are you free on Saturday 17 May?"),
        ("lost dog video please. Biscuit, brown beagle. Call 555-0142", "lost", "Have you seen Biscuit?"),
        ("Farewell film for Margit, who leaves after 27 years", "farewell", "What do you say when Margit leaves?"),
        ("Safety drill on Thursday: leave by the north stairs", "drill", "Do you know what to do when the alarm rings?"),
    ],
)
def test_each_kind_opens_in_its_own_way(text, kind, first):
    reading = read_brief(text, CAST)
    plans = told(plan_scenes(20, text, reading.facts, for_viewers(text, reading.brief)), kind_of_film(text), text)
    assert kind_of_film(text).name == kind
    assert plans[0].spare[1].startswith(first)


async def test_a_long_own_script_gets_its_headlines_without_a_small_model():
    script = " ".join(["We collect bread from 14 bakeries in town."] * 40)
    brief = settled(Brief(script=Sourced[tuple[str, ...]](value=(script, "Come by.")), language=Sourced[str](value="en")), "maya")
    board = await draft_board(Nobody(), None, brief, "", (), lambda words: None)  # type: ignore[arg-type]
    assert [scene.narration for scene in board.scenes] == [script, "Come by."]
    assert "14 bakeries" in board.scenes[0].on_screen.headline


class Nobody:
    """A small director that must not be asked."""

    is_small = True


def test_a_brand_is_read_where_it_is_named():
    reading = read_brief("A film about our lamp.\nBrand: Lumen Works.")
    assert reading.brief.brand and reading.brief.brand.value == "Lumen Works"
    assert "Lumen Works" in reading.facts


@pytest.mark.parametrize(
    "request_text",
    [
        "A 30 second launch film for Lumen One, our rechargeable desk lamp. It costs $49, runs 40 hours on one charge and ships "
        "on 3 March. Send people to lumen.example/one.",
        "Vertical video, 20 seconds: our weekend sale at Harbour Shoes, 25 % off all sneakers, Saturday and Sunday only, "
        "code DECK25.",
    ],
)
def test_a_brief_that_can_be_told_in_its_own_words_waits_for_no_model(request_text: str) -> None:
    reading = read_brief(request_text, CAST)
    plans = plan_scenes(30, request_text, reading.facts, for_viewers(request_text, reading.brief))
    assert is_tellable(plans)
    kind = kind_of_film(request_text)
    written = as_written(told(plans, kind, request_text), kind, "")
    said = " ".join(plan.spare[1] for plan in written)
    assert all(plan.spare[1] for plan in written) and all(fact in said for fact in reading.facts)


@pytest.mark.parametrize(
    "request_text",
    ["A film about the 5 pillars of our strategy.", "I'd love a video, maybe about my dog, he is great, somehow funny."],
)
def test_a_brief_with_little_to_tell_or_words_to_the_maker_is_told_by_a_model(request_text: str) -> None:
    assert not is_tellable(plan_scenes(30, request_text, ()))
