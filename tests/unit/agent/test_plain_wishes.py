"""Wishes in the plainest words: a fact put right, a palette, a closer shot, who is seen where, one sentence out."""

import pytest

from agent.director.reading import read_revision
from agent.director.vague import likeliest
from memory.domain.apply import apply
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard, Theme

BOARD = Storyboard(
    title="Basalt",
    target_s=20,
    presenter="maya",
    scenes=(
        Scene(id="s1", narration="The hardest step is the one to the front door.", layout="presenter_full"),
        Scene(id="s2", narration="The new bouldering hall opens on 5 December.", on_screen=OnScreen(body="5 December")),
        Scene(id="s3", narration="There are 40 walls.", on_screen=OnScreen(headline="40 walls")),
        Scene(id="s4", narration="First session free at basalt.example. Come and climb.", layout="closing"),
    ),
)


def read(text):
    return read_revision(text, BOARD, ["maya", "daniel"], [])


def e(op, scene=None, **value):
    return parse_edit({"op": op, "scene": scene, "value": value})


def text(old, new):
    return e("edit_text", **{"from": old, "to": new})


@pytest.mark.parametrize(
    ("said", "edit"),
    [
        ("the date is wrong, it's 6 December", text("5 December", "6 December")),
        ("opening is on the 12th not the 5th", text("5 December", "12 December")),
        ("we open December 8", text("5 December", "December 8")),
        ("It's 45 walls, not 40!", text("40 walls", "45 walls")),
        ("40 walls is wrong, it's 42", text("40 walls", "42 walls")),
        ("use a warmer palette", e("change_color", color="#C2571A")),
        ("the colours are too warm", e("change_color", color="#2B6CB0")),
        ("darker background", e("change_color", dark=True)),
        ("zoom in on the presenter", e("change_presenter", framing="close")),
        ("a closer shot of Maya", e("change_presenter", framing="close")),
        ("show the presenter only at the beginning", e("change_presenter", (2, 3, 4), visible=False)),
        ("lose the last sentence", e("edit_text", 4, **{"from": "Come and climb.", "to": "", "field": "narration"})),
        ("lose the first sentence", e("remove_scene", 1)),
        ("start with the free session instead", e("reorder_scenes", move=4, to=1)),
        ("make scene 3 say there are forty walls", e("edit_text", 3, to="There are forty walls.", field="narration")),
        ("the last scene should say come and climb", e("change_cta", text="come and climb")),
        ("add our address: 12 Mill Street, Leeds", e("edit_text", "last", to="12 Mill Street, Leeds", field="body")),
        ("show the walls as a list", e("change_layout", 3, layout="list")),
        ("different music, something with drums", e("change_music", action="replace", mood="driving")),
    ],
)
def test_one_plain_wish_is_one_edit(said, edit):
    reading = read(said)
    assert (list(reading.edits), reading.rest) == ([edit], "")


def test_two_wishes_of_one_sentence():
    opening = read("make the opening shorter and punchier").edits
    assert [(edit.op, edit.scene) for edit in opening] == [("change_duration", "first"), ("rewrite_tone", "first")]
    colors = read("use our brand colours: black and orange").edits
    assert [(edit.value.color, edit.value.role) for edit in colors] == [("#000000", "brand"), ("#F97316", "accent")]
    apart = read("it's 6 December, and make the logo bigger").edits
    assert [edit.op for edit in apart] == ["edit_text", "change_logo"]


@pytest.mark.parametrize(
    "said",
    ["is it 6 December?", "maybe the 12th", "40 walls look lonely", "make it 20 seconds"],
)
def test_a_fact_is_put_right_only_where_nothing_else_is_said(said):
    assert all(edit.op != "edit_text" for edit in read(said).edits)


def test_go_with_this_approves_and_go_with_a_name_does_not():
    assert read("let's go with this one").intent == "approve"
    assert read("go with Daniel").edits == (e("change_presenter", name="daniel"),)


def test_a_vague_complaint_about_one_scene_stays_there():
    felt = likeliest("the last scene is meh", BOARD)
    assert felt is not None
    assert (felt[0].op, felt[0].scene) == ("rewrite_tone", "last")


def test_another_look_brings_its_colour_unless_one_was_chosen():
    times = (0.0, 5.0, 10.0, 15.0, 20.0)
    assert apply(BOARD, e("change_color", look="warm"), times).board.theme.color == "#C2571A"
    chosen = BOARD.model_copy(update={"theme": Theme(color="#00AA55")})
    assert apply(chosen, e("change_color", look="warm"), times).board.theme.color == "#00AA55"
