"""Long scenes become several, and nothing that was said is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from agent.director.contract import SceneText
from agent.director.cutting import Shot, cut

HOOK = Shot(SceneText("Have you ever carried a lamp?", "Lumen One"), "")
CARD = Shot(
    SceneText("Go to lumen.example/one. Now you know the day. All that is left is to wait, and to count the days.", "Go"), ""
)


def _middle(narration: str, headline: str = "", points: tuple[str, ...] = ()) -> list[Shot]:
    return cut([HOOK, Shot(SceneText(narration, headline, points), "about"), CARD])[1:-1]


def test_two_facts_get_a_picture_each_and_the_headline_stays_with_its_words() -> None:
    shots = _middle(
        "It runs 40 hours on one charge, and it ships on 3 March. That is a long time to forget about a cable.",
        "Ships on 3 March",
    )
    assert [shot.text.narration for shot in shots] == [
        "It runs 40 hours on one charge.",
        "It ships on 3 March. That is a long time to forget about a cable.",
    ]
    assert [shot.text.headline for shot in shots] == ["Runs 40 hours on one charge", "Ships on 3 March"]


def test_words_that_say_nothing_alone_are_shown_as_a_face_without_text() -> None:
    shots = _middle(
        "Everyone gets 10 days free. It does not undo what happened, but it is the least that we can do.", "10 days free"
    )
    assert [shot.text.headline for shot in shots] == ["10 days free", ""]


def test_a_clause_that_stands_by_itself_is_shown() -> None:
    shots = _middle("Lumen One is our desk lamp, which costs $49. It goes where you go, and no cable comes along.", "$49")
    assert shots[1].text.headline == "No cable comes along"


def test_a_scene_that_is_short_enough_keeps_its_source() -> None:
    assert _middle("Nobody lost data.", "Nobody lost data") == [Shot(SceneText("Nobody lost data.", "Nobody lost data"), "about")]


def test_a_list_is_not_cut() -> None:
    points = ("Open the app", "Take a photo", "Press Send")
    line = (
        "Once more: open the app, take a photo, press Send. Take your time. What is done carefully is done once, and done well."
    )
    assert [shot.text.points for shot in _middle(line, "All the steps", points)] == [points]


def test_what_a_sentence_lists_becomes_points() -> None:
    (shot,) = _middle("We have a new version with dark mode, faster search, and the ability to export to Excel.", "Version 2.4")
    assert shot.text.points == ("Dark mode", "Faster search", "Export to Excel")


def test_the_hook_is_cut_only_before_figures_and_the_last_card_never() -> None:
    hook = Shot(
        SceneText("There is a change you should know about. From 1 July the plan goes from $12 to $14 per seat.", "From 1 July"),
        "",
    )
    shots = cut([hook, CARD])
    assert [shot.text.narration for shot in shots] == [
        "There is a change you should know about.",
        "From 1 July the plan goes from $12 to $14 per seat.",
        CARD.text.narration,
    ]
    assert shots[0].text.headline == "From 1 July"
    assert cut([HOOK, CARD]) == [HOOK, CARD]


_SENTENCE = st.lists(
    st.sampled_from(["lamp", "light", "40", "hours", "we", "you", "it,", "and", "ships", "on", "March", "cable"]),
    min_size=1,
    max_size=14,
).map(lambda words: " ".join(words).capitalize() + ".")


@given(st.lists(st.lists(_SENTENCE, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=5))
def test_every_word_is_kept_in_its_order_and_a_second_cut_changes_nothing(lines: list[str]) -> None:
    shots = [Shot(SceneText(line, "Head"), line) for line in lines]
    once = cut(shots)

    def said(film: list[Shot]) -> list[str]:
        words = " ".join(shot.text.narration for shot in film).lower().replace(",", "").replace(".", "").split()
        return [word for word in words if word != "and"]

    assert said(once) == said(shots)
    assert [shot.text.narration for shot in cut(once)] == [shot.text.narration for shot in once]
