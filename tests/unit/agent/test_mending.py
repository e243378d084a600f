"""What code mends in a draft, and which rewritten words it lets in."""

from __future__ import annotations

import re

import pytest

from agent.director.checking import speaks
from agent.director.contract import Rewrite, ScenePlan, SceneText
from agent.director.kinds import kind_of_film
from agent.director.mending import headline_of, is_better, mended, sentence_of, tidy
from agent.director.planning import amounts, clauses_of, plan_scenes
from agent.director.schemas import ENGLISH, rewrite_schema

PRICE = ScenePlan("how it works", 6, 12, about="It costs $49", facts=("$49",))
DATE = ScenePlan("a day with it", 6, 12, about="ships on 3 March", facts=("3 March",))


@pytest.mark.parametrize("headline", ["Adesk,?", "Send_people_to_the_page_now_for_more", "costs the", "fast?lamp"])
def test_a_headline_that_cannot_be_read_gives_way_to_the_words_of_the_brief(headline: str) -> None:
    scene = mended([SceneText("It costs $49 and comes to your door.", headline)], [PRICE], "en")[0]
    assert scene.headline == "Costs $49"


def test_a_fact_that_lost_its_space_gets_it_back() -> None:
    scene = mended([SceneText("It ships on 3march to every door.", "Ships 3March")], [DATE], "en")[0]
    assert scene.narration == "It ships on 3 March to every door."
    assert scene.headline == "Ships 3 March"


def test_a_missing_fact_is_said_in_the_words_of_the_brief() -> None:
    scene = mended([SceneText("It is easy on every purse and stays so.", "Small price")], [PRICE], "en")[0]
    assert scene.narration.endswith("It costs $49.")


def test_a_fact_of_a_later_scene_is_not_said_before_its_time() -> None:
    early = SceneText("It costs $49 and stays easy on every purse at home. It ships on 3 March.", "The price")
    after = mended([early, SceneText("You can have it at home soon.", "Soon")], [PRICE, DATE], "en")
    assert [scene.narration for scene in after] == [
        "It costs $49 and stays easy on every purse at home.",
        "You can have it at home soon. It ships on 3 March.",
    ]


def test_a_fact_of_a_later_scene_is_cut_from_a_sentence_that_stands_without_it() -> None:
    early = SceneText("It costs $49, and it ships on 3 March.", "The price")
    after = mended([early, SceneText("You can have it at home soon.", "Soon")], [PRICE, DATE], "en")
    assert [scene.narration for scene in after] == ["It costs $49.", "You can have it at home soon. It ships on 3 March."]


def test_a_sentence_is_said_once_and_marks_do_not_run_together() -> None:
    assert tidy("We're sorry. We're sorry. Thank you ,?") == "We're sorry. Thank you?"
    assert sentence_of("pull out the filter; put in the new one") == "Pull out the filter. Put in the new one."
    assert headline_of(DATE, "") == "Ships on 3 March"


@pytest.mark.parametrize(
    "words",
    [
        "Cuesta muy poco y está en la puerta de tu casa con $49.",
        "It costs a little more than you would think.",
        "It costs $49 and comes with 3 bulbs for free.",
        "It costs $49 and comes to the",
        "You read by the window until late at night with $49.",
    ],
)
def test_other_language_lost_fact_new_number_cut_off_and_repeat_are_not_let_in(words: str) -> None:
    others = ["You read by the window until late at night."]
    assert not is_better(SceneText(words), "It costs $49 only.", others, PRICE, "en")
    assert is_better(SceneText("For $49 it comes right to your door."), "It costs $49 only.", others, PRICE, "en")


def test_the_small_words_tell_the_language() -> None:
    assert speaks("You need it again this afternoon.", "en")
    assert not speaks("Tu bici hace ruido y la necesitas de nuevo en la tarde.", "en")
    assert speaks("Lumen One ships on 3 March.", "en")


def test_orders_to_the_maker_become_words_for_the_viewer() -> None:
    said = clauses_of("A 30 second launch film for Lumen One, our desk lamp. Send people to lumen.example/one.", 30)
    assert said == ("Lumen One, our desk lamp", "go to lumen.example/one")


def test_steps_keep_their_order_and_end_in_a_list_of_them_all() -> None:
    request = (
        "Recipe for Reels, 45 s: tomato soup in 20 minutes. Roast 1 kg tomatoes, blend with 300 ml stock, finish with basil."
    )
    plans = plan_scenes(45, request, ())
    assert [plan.about for plan in plans[1:4]] == ["Roast 1 kg tomatoes", "blend with 300 ml stock", "finish with basil"]
    assert [plan.points for plan in plans if plan.points] == [
        ("Roast 1 kg tomatoes", "Blend with 300 ml stock", "Finish with basil")
    ]
    assert amounts(request) == ("20 minutes", "1 kg", "300 ml")


@pytest.mark.parametrize(
    ("request_text", "kind"),
    [
        ("We need an apology: our app was down.", "apology"),
        ("A warm thank-you to our volunteers.", "thanks"),
        ("Our weekend sale, 25 % off.", "offer"),
        ("A film about a lamp.", "launch"),
    ],
)
def test_the_words_of_a_brief_name_its_kind(request_text: str, kind: str) -> None:
    assert kind_of_film(request_text).name == kind


def test_no_letter_of_another_script_fits_an_english_word() -> None:
    assert not re.search(f"[{ENGLISH}]", "灯光 ランプ лампа")
    schema = rewrite_schema(Rewrite("shorter", "en", {"s1": PRICE}))
    assert not re.search(schema["properties"]["s1"]["properties"]["say"]["pattern"], "这 灯 很 好 用 的 呢 吧 了.")


def test_an_address_alone_becomes_a_sentence_that_keeps_its_letters() -> None:
    assert sentence_of("oakmill.example") == "Go to oakmill.example."


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ("our bakery opens on Sundays; 8 am to noon", "Our bakery opens on Sundays, 8 am to noon."),
        ("our new desk lamp", "This is our new desk lamp."),
        ("First 50 guests get a roll", "First 50 guests get a roll."),
    ],
)
def test_pieces_of_a_brief_become_sentences_that_a_person_would_say(about: str, said: str) -> None:
    assert sentence_of(about) == said


def test_an_address_is_where_to_go_and_a_headline_is_about_its_scene() -> None:
    plans = [
        ScenePlan("tell them this", 6, 12, about="First 50 guests get a free roll"),
        ScenePlan("say what to do now", 6, 12, about="oakmill.example", facts=("oakmill.example",)),
    ]
    drafted = [
        SceneText("The first 50 guests get a free roll.", "Visit Oakmill"),
        SceneText("oakmill.example is a great place to visit.", "See you"),
    ]
    guests, closing = mended(drafted, plans, "en")
    assert guests.headline == "First 50 guests get a free roll"
    assert closing.narration == "Go to oakmill.example."
