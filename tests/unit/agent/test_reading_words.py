"""Wishes that no pattern takes are read by their words, whatever the order; praise, stories and denials are not."""

import pytest

from agent.director.reading import read_revision
from memory.domain.edits import parse_edit
from memory.domain.storyboard import Media, OnScreen, Scene, Storyboard

PICTURE = Media(sha256="a" * 64, kind="image", name="pump.jpg")
BOARD = Storyboard(
    title="Pump",
    target_s=45,
    presenter="maya",
    scenes=(
        Scene(id="s1", narration="Your cellar is wet again.", notes="hook"),
        Scene(id="s2", narration="Water climbs through old walls.", notes="problem"),
        Scene(
            id="s3", narration="Meet Drain, from $39.", on_screen=OnScreen(headline="Meet Drain"), media=PICTURE, notes="reveal"
        ),
        Scene(id="s4", narration="Tip one. Find the crack."),
        Scene(id="s5", narration="Tip two. Dry the carpet."),
        Scene(id="s6", narration="Tip three. Call early."),
        Scene(id="s7", narration="Call us today.", layout="closing"),
    ),
)


def read(text):
    return read_revision(text, BOARD, ["maya", "daniel", "kofi"], ["bm_george"])


def e(op, scene=None, **value):
    return parse_edit({"op": op, "scene": scene, "value": value})


@pytest.mark.parametrize(
    ("text", "edit"),
    [
        ("the soundtrack is kind of deafening", e("change_music", action="volume", direction="down")),
        ("can we have the tune not quite as loud", e("change_music", action="volume", direction="down")),
        ("maek teh logo biger", e("change_logo", size="bigger")),
        ("the emblem is hardly visible", e("change_logo", size="bigger")),
        ("could Kofi do the talking instead of Maya?", e("change_presenter", name="kofi")),
        ("different voice please, George would fit", e("change_voice", name="bm_george")),
        ("scene 2 reads like a lecture", e("rewrite_tone", 2, tone="less like a lecture")),
        ("bring the reveal forward by one", e("reorder_scenes", move="?reveal", to=2)),
        ("put the call to action right after the reveal", e("reorder_scenes", move="last", to="after ?reveal")),
        ("nobody likes the carpet stuff, it can go", None),
        ("I'd lose the carpet stuff completely", e("remove_scene", "?carpet")),
        ("a zoom into the last scene", e("change_transition", 6, name="zoom")),
        ("she talks too fast for me", e("change_pace", direction="slower")),
        ("the price should read $49", e("edit_text", **{"from": "$39", "to": "$49"})),
        ("the end should say start pumping", e("change_cta", text="start pumping")),
        ("it's way too long, aim for 25s", e("change_duration", target_s=25)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wish_in_any_order_of_words(text, edit):
    assert read(text).edits == ((edit,) if edit else ())


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("Elimina la scena 2, accorcia il finale e metti una musica calma", ["remove_scene", "change_duration", "change_music"]),
        ("Traduis en allemand et passe au format carré", ["change_language", "change_aspect_ratio"]),
        ("hon pratar för snabbt", ["change_pace"]),
        ("字幕はいりません", ["change_captions"]),
        ("añade una escena con opiniones de clientes antes del cierre", ["add_scene"]),
        ("Sie redet mir viel zu schnell", ["change_pace"]),
    ],
)
def test_other_languages_make_the_same_edits(text, edits):
    assert [edit.op for edit in read(text).edits] == edits


@pytest.mark.parametrize(
    "text",
    [
        "love the new music!",
        "you removed the music",
        "great captions",
        "don't remove the captions",
        "the video is funny",
        "I am happy with the length",
        "I like how slow she speaks",
        "really like the blue background in scene 3",
        "I would approve if the music were quieter",
        "I was about to write 'make it vertical' but then saw it's for TV, so all good",
        "la música no me molesta",
        "die Musik ist nicht zu laut",
    ],
)
def test_praise_stories_and_denials_change_nothing(text):
    assert read(text).edits == ()
