"""Plain revisions are read wholly in code; what is not certain is left over."""

import pytest

from agent.director.reading import read_revision, scene_ref
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(
    title="Tally",
    target_s=45,
    scenes=(
        Scene(id="s1", narration="Tired of slow reports?", layout="title_card"),
        Scene(id="s2", narration="Teams lose Monday to spreadsheets."),
        Scene(id="s3", narration="Meet Tally, from $19 a month.", on_screen=OnScreen(figure="$19")),
        Scene(id="s4", narration="Tip one. Connect your bank."),
        Scene(id="s5", narration="Tip two. Pick a chart."),
        Scene(id="s6", narration="Tip three. Share the link."),
        Scene(id="s7", narration="Start today.", layout="closing"),
    ),
)
CAST = ["maya", "daniel", "ruth", "amina"]
VOICES = ["am_adam", "daniel"]


def read(text):
    return read_revision(text, BOARD, CAST, VOICES)


def e(op, scene=None, **value):
    return parse_edit({"op": op, "scene": scene, "value": {key.rstrip("_"): entry for key, entry in value.items()}})


@pytest.mark.parametrize(
    ("phrase", "ref"),
    [
        ("scene 3", 3),
        ("the third scene", 3),
        ("scene three", 3),
        ("the last two scenes", "last 2"),
        ("from 3 on", "3-"),
        ("everything after scene 4", "5-"),
        ("scenes 2 and 4", (2, 4)),
        ("scenes 2-4", "2-4"),
        ("the intro", "first"),
        ("the hook", "first"),
        ("the ending", "last"),
        ("at 0:12", "@12"),
        ("at 12 seconds", "@12"),
        ("every scene", "all"),
        ("the scene about spreadsheets", "?spreadsheets"),
        ("the bank scene", "?bank"),
        ("the bit where she talks about the bank", "?bank"),
        ("the spreadsheet bit", "?spreadsheet"),
        ("tip 2", 5),
        ("the second tip", 5),
        ("all three tips", (4, 5, 6)),
        ("the second to last scene", 6),
        ("the middle scene", 4),
        ("everything but the first scene", "2-"),
        ("scene 3 and everything after", "3-"),
        ("between 10 and 14 seconds", "@10-14"),
        ("around the 12 second mark", "@12"),
        ("the first and third scene", (1, 3)),
    ],
)
def test_scene_references(phrase, ref):
    assert scene_ref(phrase, BOARD) == (True, ref)


@pytest.mark.parametrize(
    "phrase", ["it", "the music", "the unicorn scene", "this scene", "the logo", "a second", "one", "the tone", "second"]
)
def test_what_is_no_scene_reference(phrase):
    assert scene_ref(phrase, BOARD)[0] is False


ONE = [
    ("remove scene 3", e("remove_scene", 3)),
    ("Please delete the last two scenes.", e("remove_scene", "last 2")),
    ("swap 2 and 4", e("reorder_scenes", swap=[2, 4])),
    ("move 3 to the start", e("reorder_scenes", move=3, to="first")),
    ("put scene 5 after scene 2", e("reorder_scenes", move=5, to="after 2")),
    ("make it 20 seconds", e("change_duration", target_s=20)),
    ("Can you cut it down to half a minute?", e("change_duration", target_s=30)),
    ("20 seconds max", e("change_duration", target_s=20, mode="max")),
    ("make it shorter", e("change_duration", relative="shorter")),
    ("a bit longer", e("change_duration", relative="longer")),
    ("half as long", e("change_duration", factor=0.5)),
    ("10 seconds shorter", e("change_duration", target_s=35)),
    ("make scene 2 4 seconds", e("change_duration", 2, target_s=4)),
    ("make scenes 2 and 3 shorter", e("change_duration", [2, 3], relative="shorter")),
    ("captions off", e("change_captions", action="off")),
    ("turn the subtitles on", e("change_captions", action="on")),
    ("boxed captions", e("change_captions", action="style", style="boxed")),
    ("captions at the top", e("change_captions", action="position", position="top")),
    ("no music", e("change_music", action="remove")),
    ("music on", e("change_music", action="add")),
    ("make the music calmer", e("change_music", action="replace", mood="calm")),
    ("quieter music", e("change_music", action="volume", direction="down")),
    ("presenter Daniel", e("change_presenter", name="daniel")),
    ("replace Maya with Daniel", e("change_presenter", name="daniel")),
    ("use Daniel in scene 4", e("change_presenter", 4, name="daniel")),
    ("voice am_adam", e("change_voice", name="am_adam")),
    ("use Daniel's voice", e("change_voice", name="daniel")),
    ("background of scene 2 blue", e("change_background", 2, color="#1D4ED8")),
    ("make scene 2's background topo", e("change_background", 2, kind="topo")),
    ("brand colour #FF5130", e("change_color", color="#FF5130")),
    ("make it vertical", e("change_aspect_ratio", aspect="9:16")),
    ("9:16 please", e("change_aspect_ratio", aspect="9:16")),
    ("transition wipe", e("change_transition", name="wipe")),
    ("use a zoom transition after scene 2", e("change_transition", 2, name="zoom")),
    ('change "A" to "B"', e("edit_text", from_="A", to="B")),
    ("change the price from $19 to $29", e("edit_text", from_="$19", to="$29")),
    ('in scene 2, change "Monday" to "Tuesday"', e("edit_text", 2, from_="Monday", to="Tuesday")),
    ('change the headline of scene 2 to "New, and better"', e("edit_text", 2, to="New, and better", field="headline")),
    ('scene 2 should say "Hello all."', e("edit_text", 2, to="Hello all.", field="narration")),
    ("change the CTA to Book a demo", e("change_cta", text="Book a demo")),
    ("make the logo bigger", e("change_logo", size="bigger")),
    ("speak slower", e("change_pace", direction="slower")),
    ("translate it to German", e("change_language", language="de")),
    ("the second scene is too long", e("change_duration", 2, relative="shorter")),
    ("cut it from 45 seconds to 30 seconds", e("change_duration", target_s=30)),
    ("cut 10 seconds", e("change_duration", target_s=35)),
    ("make scene 2 two seconds longer", e("change_duration", 2, relative="longer", by_s=2)),
    ("5 seconds per scene", e("change_duration", "all", target_s=5, each=True)),
    ("make every scene 5 seconds", e("change_duration", "all", target_s=5, each=True)),
    ("make the background of scene 2 our blue", e("change_background", 2, color="#3B5BDB")),
    ("paint scene 3 green", e("change_background", 3, color="#16A34A")),
    ("the logo's a bit too small", e("change_logo", size="bigger")),
    ("could the music be a bit quieter?", e("change_music", action="volume", direction="down")),
    ("she talks too fast", e("change_pace", direction="slower")),
    ("make her sound warmer", e("rewrite_tone", "all", tone="warmer")),
    ("it's too salesy", e("rewrite_tone", "all", tone="less salesy")),
    ("let Ruth do the last scene", e("change_presenter", "last", name="ruth")),
    ("Ruth instead of Maya", e("change_presenter", name="ruth")),
    ("switch the order of tip 2 and 3", e("reorder_scenes", swap=[5, 6])),
    ("keep only scenes 1 to 4", e("remove_scene", "5-")),
    ("let scene 3 come after the tips", e("reorder_scenes", move=3, to="after 6")),
    ("make it 1:30", e("change_duration", target_s=90)),
    ("all tips 5 seconds each", e("change_duration", [4, 5, 6], target_s=5)),
    ('remove "bank" from scene 4', e("edit_text", 4, from_="bank", to="")),
    ("the price should be $29", e("edit_text", from_="$19", to="$29")),
    ("I'd prefer a calmer soundtrack", e("change_music", action="replace", mood="calm")),
    ("Would you mind removing scene 2?", e("remove_scene", 2)),
    ("can't hear the music at all", e("change_music", action="volume", direction="up")),
    ("hard cuts instead of fades", e("change_transition", name="cut")),
    ("a wipe between scene 2 and scene 3", e("change_transition", 2, name="wipe")),
    ("remove the blue from scene 3", None),
    ("cut it down to just the first 3 scenes", None),
    ("no transitions", e("change_transition", name="cut")),
    ("swap tip 1 and tip 3", e("reorder_scenes", swap=[4, 6])),
    ("swap the first two scenes", e("reorder_scenes", swap=[1, 2])),
    ("put the CTA first", e("reorder_scenes", move="last", to="first")),
    ("scene 6 should come before scene 4", e("reorder_scenes", move=6, to="before 4")),
    ("move scene 3 up one", e("reorder_scenes", move=3, to=2)),
    ("reverse the order of the tips", e("reorder_scenes", order=[1, 2, 3, 6, 5, 4, 7])),
    ("we don't need scene 4", e("remove_scene", 4)),
    ("drop everything after scene 5", e("remove_scene", "6-")),
    ("add a scene after the hook about our team", e("add_scene", "first", about="our team", where="after")),
    ("insert a scene between 2 and 3 about security", e("add_scene", 2, about="security", where="after")),
    ("the price is $29, not $19", e("edit_text", from_="$19", to="$29")),
    ("replace the word bank with account in scene 4", e("edit_text", 4, from_="bank", to="account")),
    ('end with "Call us today"', e("change_cta", text="Call us today")),
    ("make scene 3 more formal", e("rewrite_tone", 3, tone="more formal")),
    ('add a scene after 3 saying "It is free."', e("add_scene", 3, narration="It is free.", where="after")),
]


@pytest.mark.parametrize(("text", "edit"), ONE, ids=lambda value: value if isinstance(value, str) else "")
def test_one_wish(text, edit):
    reading = read(text)
    wanted = ("revise", (edit,), "") if edit else (None, (), text)
    assert (reading.intent, reading.edits, reading.rest) == wanted


def test_several_wishes_in_one_message():
    assert read("Remove scene 3, swap 1 and 2 and make it 20 seconds.").edits == (
        e("remove_scene", 3),
        e("reorder_scenes", swap=[1, 2]),
        e("change_duration", target_s=20),
    )
    reading = read('Great video! Change "slow, and old" to "fast; new" then make the CTA "Book now".')
    assert reading.edits == (e("edit_text", from_="slow, and old", to="fast; new"), e("change_cta", text="Book now"))
    assert reading.rest == ""


@pytest.mark.parametrize(
    "text", ["approve", "Approved!", "ship it", "Looks good, finish it!", "Perfect. Ship it.", "I approve this version"]
)
def test_approval_is_explicit(text):
    assert read(text).intent == "approve"


@pytest.mark.parametrize(
    "text",
    [
        "looks good",
        "love it",
        "Looks great, but make the logo bigger",
        "approve but remove scene 3",
        "I approve of the music",
        "do you approve?",
    ],
)
def test_praise_is_no_approval(text):
    assert read(text).intent != "approve"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("undo", "undo"),
        ("Undo the last change", "undo"),
        ("cancel", "cancel"),
        ("start over", "start_new"),
        ("How long is scene 3?", "ask_question"),
        ("love it", "other"),
    ],
)
def test_other_intents(text, intent):
    assert read(text).intent == intent


@pytest.mark.parametrize(
    "text",
    [
        "don't remove scene 3",
        "take scene 2 out and put it at the end",
        "remove scene 3 and 4 but not 5",
        "drop the price",
        "the music is not too loud",
        "I don't think the music is too loud",
        "use the same background as scene 2",
        "remove scene 3, or maybe 4",
        "remove scene 3 unless it is short",
        "make it pop",
        "remove it",
        "change blue to red",
        "why is scene 3 so long",
        "use Zelda",
    ],
)
def test_what_is_not_certain_is_left_whole(text):
    reading = read(text)
    assert reading.edits == ()
    assert reading.rest == text


def test_the_rest_is_named():
    reading = read("remove scene 3 and give it more zing")
    assert reading.edits == (e("remove_scene", 3),)
    assert reading.rest == "give it more zing"


def test_hints_and_unknowns():
    reading = read('Somehow fit it in 45 s for $29 with "Go"')
    assert reading.hints.lengths[0].target_s == 45
    assert reading.hints.quotes == ("Go",)
    assert reading.hints.facts == ("$29",)
    assert read("Make it 5:7").unknowns[0].kind == "aspect"
    assert read("in Klingon").unknowns[0].kind == "language"


@pytest.mark.parametrize(
    ("text", "edits", "note"),
    [
        ("make it shorter, no, longer", [e("change_duration", relative="longer")], "longer"),
        ("Make it shorter. Actually, make it longer.", [e("change_duration", relative="longer")], "make it longer"),
        ("remove scene 3, no wait, scene 4", [e("remove_scene", 4)], "scene 4"),
        ("make it vertical, sorry, square, and lose the music", None, "square"),
    ],
)
def test_what_is_taken_back_is_replaced_and_said(text, edits, note):
    reading = read(text)
    assert list(reading.edits) == (edits or [e("change_aspect_ratio", aspect="1:1"), e("change_music", action="remove")])
    assert reading.rest == ""
    assert len(reading.notes) == 1 and f"then “{note}”" in reading.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        "remove the music and make the music louder",
        "make it vertical and square",
        "captions off, and put the captions at the top",
        "make the logo bigger but hide the logo",
        "make it 20 seconds, then make it 40 seconds",
        "scene 2 background blue and scene 2 background red",
        "delete scene 3 and make scene 3 shorter",
        "use Daniel and use Ruth",
    ],
)
def test_two_wishes_that_cannot_both_be_are_asked_about(text):
    reading = read(text)
    assert (reading.intent, reading.edits) == (None, ())
    assert reading.conflict.endswith("which one shall it be?")


@pytest.mark.parametrize(
    "text",
    [
        "make scene 2 blue and scene 3 red",
        "make it shorter, 30 seconds",
        "make scene 2 shorter and make scene 4 longer",
        "captions on and at the top please",
        "remove scene 3 and make the video vertical",
        "use Daniel, but let Ruth do the last scene",
    ],
)
def test_wishes_side_by_side_are_no_contradiction(text):
    assert read(text).conflict == ""


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("remove the captions but keep the music", [e("change_captions", action="off")]),
        ("make the logo bigger, everything else is fine", [e("change_logo", size="bigger")]),
        ("drop scene 2, and don't touch the rest", [e("remove_scene", 2)]),
    ],
)
def test_what_is_to_stay_asks_for_nothing(text, edits):
    reading = read(text)
    assert (list(reading.edits), reading.rest) == (edits, "")


def test_it_is_the_scene_the_sentence_is_about():
    assert read("The hook is too long, make it 3 seconds").edits == (e("change_duration", "first", target_s=3),)
    assert read("Make scene 2 blue. Make it 30 seconds.").edits[1] == e("change_duration", target_s=30)
    assert read("remove scene 3 and make it shorter").edits[1] == e("change_duration", relative="shorter")
    assert read("The hook is boring, make it funnier").edits == (e("rewrite_tone", "first", tone="funnier"),)
    assert read("move scene 3 to the start and make it shorter").rest == "make it shorter"


def test_it_is_the_thing_the_message_is_about():
    assert read("The music is too quiet. Make it louder!").edits == (e("change_music", action="volume", direction="up"),)
    assert read("remove the transitions").edits == (e("change_transition", name="cut"),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("remove scene 9", "the nearest is 7"),
        ("swap scene 3 with scene 10", "no scene 10"),
        ("cut the scene with the lawnmower", "No scene is about"),
        ("change the text", "What should it say"),
        ("change the headline in scene 3", "headline"),
        ("the price is wrong", "instead"),
        ("no, the other one", "Which one"),
        ("remove it", "Which one"),
    ],
)
def test_what_leaves_something_out_is_asked_about(text, words):
    reading = read(text)
    assert (reading.intent, reading.edits) == (None, ())
    assert words in reading.conflict


@pytest.mark.parametrize(
    "text",
    ["captions off, we upload our own", "Our customers are in Lyon. Make it vertical!", "our brand colour is #0F766E, use that"],
)
def test_a_reason_is_no_wish(text):
    assert (len(read(text).edits), read(text).rest) == (1, "")


@pytest.mark.parametrize("text", ["captions off, our viewers need music", "make it vertical, they should see the logo"])
def test_a_reason_with_a_wish_in_it_is_left_to_the_director(text):
    assert read(text).rest != ""


@pytest.mark.parametrize("text", ["What is scene 3 about?", "Can you tell me how long it is?", "how long is it"])
def test_a_question_changes_nothing(text):
    assert (read(text).intent, read(text).edits) == ("ask_question", ())


@pytest.mark.parametrize("text", ["How about making it shorter?", "why don't we lose the music?"])
def test_a_wish_may_be_put_as_a_question(text):
    assert len(read(text).edits) == 1


@pytest.mark.parametrize("text", ["What about the music?", "is it possible to shoot scene 3 in Oslo?"])
def test_a_suggestion_that_code_cannot_read_is_left_to_the_director(text):
    assert read(text).intent is None


def test_a_list_is_read_line_by_line_or_by_its_numbers():
    three = (e("remove_scene", 2), e("change_duration", target_s=30), e("change_music", action="remove"))
    assert read("- remove scene 2\n- make it 30s\n- no music").edits == three
    assert read("1. remove scene 2 2. make it 30s 3. no music").edits == three
