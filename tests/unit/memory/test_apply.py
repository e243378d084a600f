"""Edits change what they name and nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.domain.apply import apply
from memory.domain.edits import parse_edit
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Background, Logo, Media, OnScreen, Scene, Storyboard
from memory.errors import CannotApply, EditError, NeedsWords, NoSuchScene

SCENES = (
    Scene(id="s1", narration="Tired of slow reports?", on_screen=OnScreen(headline="Slow reports"), layout="title_card"),
    Scene(
        id="s2",
        narration="Teams lose Monday to spreadsheets.",
        on_screen=OnScreen(points=("Copy", "Paste")),
        layout="presenter_left",
    ),
    Scene(
        id="s3",
        narration="Meet Tally, from $19 a month.",
        on_screen=OnScreen(figure="$19", headline="A month"),
        layout="big_number",
    ),
    Scene(id="s4", narration="Tip one. Connect your bank.", layout="presenter_full"),
    Scene(id="s5", narration="Tip two. Pick a chart.", presenter="ruth", background=Background(kind="topo")),
    Scene(
        id="s6",
        narration="Tip three. Share the link.",
        media=Media(sha256="aa", kind="image", name="office.png"),
        layout="picture",
    ),
    Scene(id="s7", narration="Start today.", on_screen=OnScreen(headline="Try Tally", body="tally.example"), layout="closing"),
)
BOARD = Storyboard(title="Tally", scenes=SCENES, target_s=45, logo=Logo(sha256="cc"))
STARTS = (0.0, 6.0, 12.0, 20.0, 26.0, 33.0, 40.0, 45.0)


def do(op, scene=None, board=BOARD, **value):
    value = {key.rstrip("_"): entry for key, entry in value.items()}
    return apply(board, parse_edit({"op": op, "scene": scene, "value": value}), STARTS)


def ids(board):
    return [scene.id for scene in board.scenes]


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (1, "s1"),
        ("7", "s7"),
        ("first", "s1"),
        ("last", "s7"),
        ("all", "s1 s2 s3 s4 s5 s6 s7"),
        (None, "s1 s2 s3 s4 s5 s6 s7"),
        ("5-", "s5 s6 s7"),
        ("2-4", "s2 s3 s4"),
        ("last 2", "s6 s7"),
        ("first 3", "s1 s2 s3"),
        ("@12", "s3"),
        ("@0:12", "s3"),
        ("@11.9", "s2"),
        ("@12-14", "s3"),
        ("@10-21", "s2 s3 s4"),
        ("@45", "s7"),
        ("?the price", "s3"),
        ("?spreadsheet", "s2"),
        ("?losing teams", "s2"),
        ("?the hook", "s1"),
        ("?ending", "s7"),
        ("?office picture", "s6"),
        ("?where it says connect your bank", "s4"),
        ("after ?spreadsheets", "s2"),
        ("s5", "s5"),
        ((1, "last"), "s1 s7"),
        (("last", 1, "1"), "s1 s7"),
        ("1, 3", "s1 s3"),
    ],
)
def test_references(ref, expected):
    if expected is None:
        with pytest.raises(NoSuchScene):
            resolve(ref, BOARD, STARTS)
    else:
        assert " ".join(resolve(ref, BOARD, STARTS)) == expected


@pytest.mark.parametrize("ref", [0, 8, -1, "99", "6-9", "9-", "@46", "@1:00", "?unicorns", "last 9"])
def test_a_reference_to_nothing_names_what_exists(ref):
    with pytest.raises(NoSuchScene) as caught:
        resolve(ref, BOARD, STARTS)
    assert "the film" in str(caught.value)


def test_the_clock_needs_starts():
    with pytest.raises(NoSuchScene, match="no clock"):
        resolve("@3", BOARD)


def test_remove_keeps_the_others():
    after = do("remove_scene", 3).board
    assert ids(after) == ["s1", "s2", "s4", "s5", "s6", "s7"]
    assert all(scene is next(old for old in SCENES if old.id == scene.id) for scene in after.scenes)


def test_the_last_scene_standing_stays():
    with pytest.raises(CannotApply, match="at least one"):
        do("remove_scene", "all")
    with pytest.raises(CannotApply, match="not said"):
        do("remove_scene")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"swap": [2, 4]}, "s1 s4 s3 s2 s5 s6 s7"),
        ({"move": 3, "to": 1}, "s3 s1 s2 s4 s5 s6 s7"),
        ({"move": 1, "to": 3}, "s2 s3 s1 s4 s5 s6 s7"),
        ({"move": 2, "to": "last"}, "s1 s3 s4 s5 s6 s7 s2"),
        ({"move": 2, "to": "after 5"}, "s1 s3 s4 s5 s2 s6 s7"),
        ({"move": 5, "to": "before 2"}, "s1 s5 s2 s3 s4 s6 s7"),
        ({"order": [7, 6, 5, 4, 3, 2, 1]}, "s7 s6 s5 s4 s3 s2 s1"),
    ],
)
def test_reorder(value, expected):
    assert " ".join(ids(do("reorder_scenes", **value).board)) == expected


@pytest.mark.parametrize("order", [[1, 2], [1, 1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5, 6, 8]])
def test_an_order_names_each_scene_once(order):
    with pytest.raises(CannotApply, match="once"):
        do("reorder_scenes", order=order)


@pytest.mark.parametrize(
    ("scene", "where", "place"),
    [
        (None, None, 6),
        ("first", None, 0),
        ("last", None, 7),
        (2, None, 2),
        (2, "before", 1),
        ("after ?spreadsheets", None, 2),
        ("before 3", None, 2),
    ],
)
def test_add(scene, where, place):
    after = do("add_scene", scene, narration="It is new.", **({"where": where} if where else {})).board
    assert after.scenes[place].narration == "It is new."
    assert after.scenes[place].id == "s8"
    assert [scene for scene in after.scenes if scene.id != "s8"] == list(SCENES)


def test_a_wish_for_a_scene_asks_the_director_for_words():
    with pytest.raises(NeedsWords):
        do("add_scene", about="our prices")


def test_text_is_found_in_any_case_and_replaced_exactly():
    after = do("edit_text", from_="TALLY", to="Talli").board
    assert after.scenes[2].narration == "Meet Talli, from $19 a month."
    assert after.scenes[6].on_screen.headline == "Try Talli"
    assert after.scenes[6].on_screen.body == "Talli.example"
    assert [new is old for new, old in zip(after.scenes, SCENES, strict=True)] == [True, True, False, True, True, True, False]


def test_text_replacement_keeps_to_scene_field_and_whole_words():
    assert do("edit_text", 3, from_="$19", to=r"$29\1", field="figure").board.scenes[2].on_screen.figure == r"$29\1"
    assert do("edit_text", 3, from_="$19", to="$29", field="figure").board.scenes[2].narration == SCENES[2].narration
    with pytest.raises(CannotApply, match="scene 3"):
        do("edit_text", 1, from_="$19", to="$29")
    with pytest.raises(CannotApply, match="quote the words"):
        do("edit_text", from_="Tall", to="x")


def test_text_can_be_set():
    assert do("edit_text", 2, to="New words.").board.scenes[1].narration == "New words."
    assert do("edit_text", 2, to="New", field="headline").board.scenes[1].on_screen.headline == "New"
    assert do("edit_text", 2, to="A; B", field="points").board.scenes[1].on_screen.points == ("A", "B")
    with pytest.raises(CannotApply, match="Which scene"):
        do("edit_text", to="New")
    with pytest.raises(CannotApply, match="does not fit"):
        do("edit_text", 2, to="x" * 300, field="headline")


def test_length_of_film_and_scene():
    assert do("change_duration", target_s=20).board.target_s == 20
    assert do("change_duration", relative="shorter").board.target_s == 36
    assert do("change_duration", factor=0.5).board.target_s == 22.5
    after = do("change_duration", 3, relative="longer").board
    assert (after.target_s, after.scenes[2].length_s) == (45, 10)
    assert do("change_duration", "last 2", target_s=4).board.scenes[6].length_s == 4


def test_presenter_of_film_overrides_scenes():
    after = do("change_presenter", name="Daniel").board
    assert after.presenter == "daniel"
    assert after.scenes[4].presenter is None
    one = do("change_presenter", 4, name="amina").board
    assert (one.presenter, one.scenes[3].presenter) == ("maya", "amina")


def test_a_presenter_leaves_the_picture():
    assert do("change_presenter", 2, visible=False).board.scenes[1].layout == "list"
    with pytest.raises(CannotApply, match="Scene 4"):
        do("change_presenter", visible=False)


def test_background_keeps_what_was_not_asked():
    after = do("change_background", 5, color="#1D4ED8").board
    assert after.scenes[4].background == Background(kind="topo", color="#1D4ED8")
    film = do("change_background", kind="flow").board
    assert film.background.kind == "flow"
    assert film.scenes[4].background == Background(kind="flow")


def test_look_music_captions_logo_pace():
    assert do("change_color", color="#FF5130").board.theme.color == "#FF5130"
    assert do("change_color", dark=True).board.theme.dark
    assert not do("change_music", action="remove").board.music.on
    assert do("change_music", action="volume", direction="down").board.music.gain_db == -4
    assert do("change_music", action="replace", mood="calm").board.music.mood == "calm"
    assert do("change_music", action="replace").board.music.seed == 1
    assert do("change_captions", action="off").board.captions == "off"
    assert do("change_captions", action="style", style="boxed").board.captions == "boxed"
    assert do("change_captions", action="position", position="top").board.caption_position == "top"
    assert do("change_logo", size="bigger").board.logo.scale == 1.3
    assert do("change_logo", visible=False).board.logo.visible is False
    assert do("change_pace", direction="faster").board.pace == 1.1
    assert do("change_aspect_ratio", aspect="1:1").board.aspect == "1:1"
    assert do("change_transition", name="wipe").board.transition == "wipe"
    assert do("change_transition", 2, name="wipe").board.scenes[1].transition == "wipe"
    assert do("change_voice", name="am_adam").board.voice == "am_adam"


def test_film_settings_refuse_one_scene_and_say_what_is_near():
    with pytest.raises(CannotApply, match=r"palette .* scene 3 alone; its background"):
        do("change_color", 3, color="#FF5130")


def test_closing_card():
    after = do("change_cta", text="Book a demo").board
    assert after.scenes[6].on_screen == OnScreen(headline="Book a demo", body="tally.example")
    assert after.scenes[6].narration == "Start today."


def test_words_from_the_director():
    with pytest.raises(NeedsWords) as caught:
        do("rewrite_tone", "2-3", tone="funny")
    assert caught.value.scene_ids == ("s2", "s3")
    after = do("rewrite_tone", "2-3", tone="funny", narrations={"s2": "Ha."}).board
    assert after.scenes[1].narration == "Ha."
    with pytest.raises(CannotApply, match="s5"):
        do("rewrite_tone", "2-3", narrations={"s5": "Ha."})
    with pytest.raises(NeedsWords):
        do("change_language", language="es")
    words = {scene.id: f"es {scene.narration}" for scene in SCENES}
    shown = {scene.id: {"headline": "es"} for scene in SCENES if scene.on_screen.lines()}
    spanish = do("change_language", language="es", narrations=words, on_screen=shown).board
    assert (spanish.language, spanish.scenes[0].narration) == ("es", "es Tired of slow reports?")


def test_media():
    assert do("replace_media", 4, sha256="bb", kind="video").board.scenes[3].media == Media(sha256="bb", kind="video")
    assert do("replace_media", 6, action="remove").board.scenes[5].media is None
    with pytest.raises(CannotApply, match="attach"):
        do("replace_media", 4)


def test_undo_is_not_applied():
    with pytest.raises(CannotApply, match="earlier version"):
        do("undo")


def test_changes_name_scene_and_both_sides():
    (change,) = do("edit_text", 3, from_="$19", to="$29", field="figure").changes
    assert (change.scene, change.what, change.before, change.after) == ("s3", "figure", "$19", "$29")
    (gone,) = do("remove_scene", 3).changes
    assert (gone.scene, gone.what, gone.before, gone.after) == ("s3", "scene", "A month", "")
    (order,) = do("reorder_scenes", swap=[1, 2]).changes
    assert order.what == "order"
    assert do("change_captions", action="on").changes == ()


REFS = st.one_of(
    st.none(),
    st.integers(-2, 12),
    st.sampled_from(
        [
            "first",
            "last",
            "all",
            "3-",
            "9-",
            "@12",
            "@12-14",
            "@99",
            "?price",
            "?hook",
            "after ?bank",
            "?",
            "",
            "@",
            "7-2",
            "last 0",
        ]
    ),
    st.text(max_size=8),
    st.lists(st.integers(0, 9), max_size=3),
)
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(["Tip", "$19", "a month", " ", "", "x" * 3000]))
NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
VALUES = {
    "change_duration": {"target_s": NUMBERS, "relative": st.sampled_from(["shorter", "longer"]), "factor": NUMBERS},
    "rewrite_tone": {"tone": TEXTS, "narrations": st.dictionaries(st.sampled_from(["s1", "s2", "s9"]), TEXTS)},
    "edit_text": {"from": TEXTS, "to": TEXTS, "field": st.sampled_from(["any", "narration", "headline", "points", "figure"])},
    "change_presenter": {"name": TEXTS, "visible": st.booleans()},
    "change_voice": {"name": TEXTS},
    "change_background": {"color": st.sampled_from(["#1D4ED8", "blue"]), "kind": st.sampled_from(["mesh", "topo"])},
    "change_color": {"color": st.just("#1D4ED8"), "role": st.sampled_from(["brand", "accent"]), "dark": st.booleans()},
    "change_music": {
        "action": st.sampled_from(["replace", "add", "remove", "volume"]),
        "gain_db": NUMBERS,
        "mood": st.just("calm"),
    },
    "change_captions": {
        "action": st.sampled_from(["off", "on", "style", "position"]),
        "style": st.sampled_from(["off", "boxed"]),
    },
    "change_aspect_ratio": {"aspect": st.sampled_from(["9:16", "2:1"])},
    "change_language": {"language": st.sampled_from(["en", "es"]), "narrations": st.just({f"s{n}": "x" for n in range(1, 8)})},
    "add_scene": {
        "narration": TEXTS,
        "headline": TEXTS,
        "points": st.lists(TEXTS),
        "where": st.sampled_from(["before", "after"]),
    },
    "remove_scene": {},
    "reorder_scenes": {
        "swap": st.lists(REFS, min_size=2, max_size=2),
        "move": REFS,
        "to": REFS,
        "order": st.permutations(range(1, 8)),
    },
    "replace_media": {"sha256": TEXTS, "action": st.sampled_from(["replace", "remove"])},
    "change_logo": {"size": st.sampled_from(["bigger", "smaller"]), "visible": st.booleans(), "sha256": TEXTS},
    "change_transition": {"name": st.sampled_from(["wipe", "cut"])},
    "change_pace": {"direction": st.sampled_from(["faster", "slower"]), "pace": NUMBERS},
    "change_cta": {"text": TEXTS, "narration": TEXTS},
    "undo": {"steps": st.integers(0, 3)},
}


@st.composite
def edit_data(draw):
    op = draw(st.sampled_from(sorted(VALUES)))
    fields = draw(st.lists(st.sampled_from(sorted(VALUES[op])), unique=True, max_size=2)) if VALUES[op] else []
    return {"op": op, "scene": draw(REFS), "value": {field: draw(VALUES[op][field]) for field in fields}}


@settings(max_examples=600, deadline=None)
@given(st.lists(edit_data(), min_size=1, max_size=4))
def test_any_edit_applies_or_says_why(rows):
    board = BOARD
    for row in rows:
        try:
            edit = parse_edit(row)
            after = apply(board, edit, STARTS).board
        except (EditError, CannotApply) as error:
            assert str(error)
            assert "\n" not in str(error).replace(repr(row), "")
            continue
        named = set(resolve(edit.scene, board, STARTS)) if edit.op not in ("reorder_scenes", "change_cta") else set(ids(board))
        old = {scene.id: scene for scene in board.scenes}
        for scene in after.scenes:
            if scene.id in old and scene.id not in named:
                assert scene == old[scene.id]
            if edit.op not in ("edit_text", "rewrite_tone", "change_language", "change_cta") and scene.id in old:
                assert scene.narration == old[scene.id].narration
                assert scene.on_screen == old[scene.id].on_screen
        if edit.op not in ("add_scene", "remove_scene"):
            assert set(ids(after)) == set(ids(board))
        assert Storyboard.model_validate_json(after.model_dump_json()) == after
        board = after
