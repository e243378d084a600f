"""Long, loose and abbreviated messages: the wish in them is found, stories and opinions beside it change nothing."""

import pytest

from agent.director.reading import read_revision
from agent.director.wishes.shorthand import written_out
from agent.director.wishes.takeback import undo_in
from agent.director.wishes.tongue_words import likely_tongue, shared_stem
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(
    title="Pump",
    target_s=45,
    presenter="maya",
    scenes=(
        Scene(id="s1", narration="Your cellar is wet again.", notes="hook"),
        Scene(id="s2", narration="Water climbs through old walls.", notes="problem"),
        Scene(id="s3", narration="Meet Drain, from $39.", on_screen=OnScreen(headline="Meet Drain"), notes="reveal"),
        Scene(id="s4", narration="Tip one. Find the crack."),
        Scene(id="s5", narration="Tip two. Dry the carpet."),
        Scene(id="s6", narration="Order at drain.example today.", layout="closing"),
    ),
)
CAST = ("maya", "daniel", "ruth", "arjun")
VOICES = ("af_heart", "af_bella", "am_onyx", "bf_emma", "bm_george")


def read(text):
    return read_revision(text, BOARD, CAST, VOICES)


def e(op, scene=None, **value):
    return parse_edit({"op": op, "scene": scene, "value": value})


MOVED = e("edit_text", to="drain.example/shop", **{"from": "drain.example"})
SQUARE = e("change_aspect_ratio", aspect="1:1")


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("nobody gets the carpet thing, take that scene out", [e("remove_scene", "?carpet")]),
        ("can't hear her over the drums, turn em down", [e("change_music", action="volume", direction="down")]),
        ("can the lady be swapped for a bloke? our customers are farmers", [e("change_presenter", name="daniel")]),
        ("please an older gentleman instead of Maya", [e("change_presenter", name="arjun")]),
        ("a deeper voice please", [e("change_voice", name="bf_emma")]),
        ("a man's voice please", [e("change_voice", name="am_onyx")]),
        ("something jazzier for the music", [e("change_music", action="replace", mood="jazz")]),
        ("reggae instead of this tune", [e("change_music", action="replace")]),
        ("a page turn between scene 1 and 2", [e("change_transition", 1, name="page")]),
        ("try the captions karaoke style", [e("change_captions", action="style", style="karaoke")]),
        ("a premium look would fit us", [e("change_color", look="luxury")]),
        ("Put the captions on a black box", [e("change_captions", action="style", style="boxed")]),
        ("nobody sits through 45 sec. get it under 30 pls", [e("change_duration", target_s=30, mode="max")]),
        ("the site moved, drain.example is drain.example/shop now", [MOVED]),
        ("headline sc2: Rising damp 101", [e("edit_text", 2, to="Rising damp 101", field="headline")]),
        ("please delete what comes right after the hook", [e("remove_scene", 2)]),
        ("they were my husband's ideas, so please just revert the last two things", [e("undo", steps=2)]),
        ("Zamień prowadzącą na mężczyznę", [e("change_presenter", name="daniel")]),
        ("Videoyu Türkçeye çevirir misiniz?", [e("change_language", language="tr")]),
        ("Mettez-le en carré et virez les sous-titres", [SQUARE, e("change_captions", action="off")]),
    ],
)  # fmt: skip
def test_the_wish_in_many_words(text, edits):
    assert list(read(text).edits) == edits


@pytest.mark.parametrize(
    "text",
    [
        "When I was a girl adverts had proper jingles, and a man in a hat.",
        "years ago an agency told me a video without music is a dead video. funny people.",
        "At my last company we'd remove the logo from everything, it was a whole philosophy.",
        "omg maya is SO good, my whole team is obsessed with her",
        "My friend said: delete the tips. I disagree, they're the best part.",
        "no notes on the music. rest tomorrow",
        "One of the tips has to go. Marketing knows which.",
        "die Musik bitte nicht entfernen",
        "Had we used a male voice, would the file be any bigger?",
    ],
)
def test_what_is_told_changes_nothing(text):
    assert read(text).edits == ()


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("cut 5+6", "cut scenes 5 and 6"),
        ("s2 tone: funny", "scene 2 tone: funny"),
        ("hook +2s", "hook 2 seconds longer"),
        ("EN > DE", "into German"),
        ("accent FF6B00", "accent #FF6B00"),
        ('say "w/o s2"', 'say "w/o s2"'),
    ],
)
def test_abbreviations_are_written_out_but_for_quotes(short, long):
    assert written_out(short) == long


def test_an_undo_says_how_many_steps():
    assert undo_in("maak de laatste wijziging maar ongedaan") == {"op": "undo", "scene": None, "value": {"steps": 1}}
    assert undo_in("please undo the last three changes") == {"op": "undo", "scene": None, "value": {"steps": 3}}
    assert undo_in("don't go back, it is fine") is None


def test_a_language_is_told_by_few_words():
    assert likely_tongue("Ta bort texten längst ner") == "sv"
    assert likely_tongue("logo bigger") == "en"
    assert shared_stem("prowadzącą", "prowadząca")
    assert not shared_stem("piango", "piano")


def test_a_name_alone_that_nobody_has_is_asked_about_as_it_was_typed():
    assert read("use Tomas").unknowns[0].sentence.startswith("There is no presenter 'Tomas'")
    assert read("use Daniel").unknowns == () and read("use Spanish").unknowns == ()
