"""Events as plain words."""

from pathlib import Path

import pytest

from agent.events import Asked, Cancelled, Delivered, Failed, PreviewReady, Progress, Refused, Said
from memory.domain.findings import Finding
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from ui.present import arrows, clock, language_name, length, preview_line, progress_line, scene_cards, scenes_json, text_of, to_go

BOARD = Storyboard(
    title="Lumo",
    scenes=(
        Scene(id="s1", narration="Meet Lumo."),
        Scene(id="s2", on_screen=OnScreen(headline="$89", points=("warm", "bright"))),
        Scene(id="s4", narration="Bye.", presenter="tomas"),
    ),
)


def ready(**fields: object) -> PreviewReady:
    base: dict[str, object] = {"duration_s": 12.0, "stills": (), "starts_s": (0.0, 4.0, 9.5)}
    return PreviewReady("p", 1, BOARD, Path("film.mp4"), **{**base, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (7.4, "0:07"), (59.97, "1:00"), (12.5, "0:12"), (75, "1:15"), (3600, "60:00")]
)
def test_a_place_on_the_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(None, ""), (0.4, "almost done"), (8.2, "about 8 s to go"), (89.4, "about 89 s to go"), (150, "about 2 min to go")],
)
def test_a_wait_is_rough_and_never_a_lie_of_precision(seconds: float | None, shown: str) -> None:
    assert to_go(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(12.5, "12.5 s"), (30.02, "30 s"), (59.97, "1 min"), (75.2, "1 min 15 s")])
def test_a_length_in_words(seconds: float, shown: str) -> None:
    assert length(seconds) == shown


def test_a_change_gets_a_real_arrow() -> None:
    assert arrows("Film music: on -> off") == "Film music: on → off"


def test_progress_says_what_and_how_long() -> None:
    assert progress_line(Progress("Rendering scene 3 of 6", 0.4, 8.0)) == "Rendering scene 3 of 6, about 8 s to go"
    assert progress_line(Progress("Rendering scene 3 of 6", 0.4)) == "Rendering scene 3 of 6"


def test_a_first_preview_keeps_what_was_said_and_assumed_apart() -> None:
    text = text_of(ready(said=("30 seconds",), assumed=("English", "16:9")))
    assert text == ("Here is your preview: Lumo, 12 s, 16:9.\n\nYou said:\n- 30 seconds\n\nI assumed:\n- English\n- 16:9")


def test_a_revision_says_what_was_rendered_and_what_stayed() -> None:
    line = preview_line(ready(changes=("scene 2 is blue",), rendered_scenes=("s2",), reused_scenes=("s1", "s4")))
    assert line == "Done: 1 scene rendered, 2 stayed exactly as they were; the film is 12 s long."


def test_a_refusal_names_the_rule_the_sentence_and_the_way_out() -> None:
    finding = Finding(
        rule="miracle cure",
        text="It cures cancer.",
        reason="No product may promise that.",
        way_out="Say what it does.",
        where="s3",
    )
    text = text_of(Refused((finding,)))
    assert text.startswith("I can't make this as it is.")
    assert "“It cures cancer.” in scene 3: No product may promise that (rule: miracle cure). Say what it does." in text


def test_a_review_is_no_refusal() -> None:
    finding = Finding(rule="r", text="t", reason="unsure.", way_out="", action="review")
    assert text_of(Refused((finding,))).startswith("A person has to look at this")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (Said("Hello"), "Hello"),
        (Asked("What is it about?"), "What is it about?"),
        (Cancelled("Stopped. The version before still stands."), "Stopped. The version before still stands."),
        (Cancelled(""), "Stopped. What you had before still stands."),
        (Delivered("p", 1, Path("f.mp4"), 29.7), "Your film is ready: 29.7 s in full size."),
        (Failed("The model did not answer."), "The model did not answer."),
    ],
)
def test_every_other_event_is_one_sentence(event: object, text: str) -> None:
    assert text_of(event) == text  # type: ignore[arg-type]


def test_a_strip_has_one_card_for_each_scene_with_its_own_start_and_length() -> None:
    cards = scene_cards(ready(changes=("x",), rendered_scenes=("s2",)), ["/a", "/b"])
    assert [(c["number"], c["at"], c["length"], c["still"], c["changed"]) for c in cards] == [
        (1, "0:00", "4.0 s", "/a", False),
        (2, "0:04", "5.5 s", "/b", True),
        (3, "0:09", "2.5 s", "", False),
    ]
    assert cards[1]["shown"] == ["$89", "warm", "bright"]


def test_scenes_as_json_add_up_to_the_film_and_name_their_own_presenter() -> None:
    scenes = scenes_json(ready())
    assert sum(scene["duration_s"] for scene in scenes) == 12.0
    assert [scene["presenter"] for scene in scenes] == ["maya", "maya", "tomas"]


@pytest.mark.parametrize(("code", "name"), [("es", "Spanish"), ("pt-BR", "Portuguese"), ("xx", "xx")])
def test_a_language_has_a_name(code: str, name: str) -> None:
    assert language_name(code) == name
