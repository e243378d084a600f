"""Every edit of the vocabulary on any storyboard: it changes what it names, or says why it cannot."""

from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from memory.domain.apply import Applied, apply
from memory.domain.changes import changes_between
from memory.domain.edits import OPS, parse_edit
from memory.domain.storyboard import MAX_SCENES, Background, Logo, Media, OnScreen, Scene, Storyboard
from memory.errors import CannotApply, EditError

WORDS = st.sampled_from(
    ["", "Tally saves Mondays.", "Only $19 a month.", "Tip one.", "Ünïcode, ein Wort", "x" * 160, "東京で", "a-b (c) [d]*"]
)
COLORS = st.sampled_from(["#1D4ED8", "#ffffff"])
SHOWN = st.builds(
    OnScreen, headline=WORDS, body=WORDS, figure=st.sampled_from(["", "$19"]), points=st.tuples() | st.tuples(WORDS)
)
SCENES = st.builds(
    Scene,
    id=st.just("s1"),
    narration=WORDS,
    on_screen=SHOWN,
    layout=st.sampled_from(["presenter_full", "presenter_left", "title_card", "closing", "picture"]),
    presenter=st.none() | st.just("ruth"),
    background=st.none() | st.builds(Background, color=st.none() | COLORS),
    media=st.none() | st.just(Media(sha256="aa", kind="image", name="office.png")),
    length_s=st.none() | st.just(4.0),
)


@st.composite
def boards(draw):
    count = draw(st.sampled_from([1, 2, 3, 7, MAX_SCENES]))
    few = [draw(SCENES) for _ in range(min(count, 4))]
    numbers = draw(st.permutations(range(1, count + 1)))
    scenes = tuple(few[place % len(few)].model_copy(update={"id": f"s{number}"}) for place, number in enumerate(numbers))
    return Storyboard(
        title="Tally",
        scenes=scenes,
        target_s=draw(st.none() | st.just(45.0)),
        logo=draw(st.none() | st.just(Logo(sha256="cc", scale=3.8))),
        captions=draw(st.sampled_from(["off", "word", "boxed"])),
    )


ONE = st.integers(-2, 45) | st.sampled_from(
    ["first", "last", "2", "?tally", "?unicorn", "after 2", "before ?price", "after last", "@3", "s2", "", "?", "?the", "@", "-"]
)
REFS = (
    st.none()
    | ONE
    | st.lists(ONE, max_size=3)
    | st.sampled_from(["all", "2-", "2-4", "9-2", "last 2", "first 99", "@1-9", "1, 3"])
)
VALUES = {
    "change_duration": st.fixed_dictionaries({"target_s": st.floats(0.1, 3600)})
    | st.sampled_from(
        [{"relative": "shorter"}, {"factor": 0.01}, {"factor": 20}, {"by_s": -3}, {"by_s": 9}, {"target_s": 5, "each": True}]
    ),
    "rewrite_tone": st.fixed_dictionaries(
        {"tone": WORDS, "narrations": st.dictionaries(st.sampled_from(["s1", "s2", "zz"]), WORDS)}
    ),
    "edit_text": st.fixed_dictionaries(
        {"to": WORDS, "field": st.sampled_from(["any", "narration", "headline", "body", "figure", "points"])},
        optional={"from": st.sampled_from(["Tally", "month", "[d]", " ", "東京", "$19"])},
    ),
    "change_presenter": st.sampled_from([{"name": "daniel"}, {"visible": False}, {"name": " "}]),
    "change_voice": st.sampled_from([{"name": "am_adam"}, {"name": " "}]),
    "change_background": st.sampled_from([{"color": "#1D4ED8"}, {"kind": "topo"}, {"kind": "mesh", "color": "#000000"}]),
    "change_color": st.sampled_from(
        [{}, {"color": "#1D4ED8"}, {"dark": True}, {"look": "bold"}, {"color": "#000000", "role": "accent"}]
    ),
    "change_music": st.fixed_dictionaries(
        {"action": st.sampled_from(["replace", "add", "remove", "volume"])},
        optional={"mood": st.just("calm"), "direction": st.sampled_from(["up", "down"]), "gain_db": st.floats(-24, 24)},
    ),
    "change_captions": st.fixed_dictionaries(
        {"action": st.sampled_from(["off", "on", "style", "position"])},
        optional={"style": st.sampled_from(["off", "word", "boxed"]), "position": st.sampled_from(["top", "bottom"])},
    ),
    "change_aspect_ratio": st.fixed_dictionaries({"aspect": st.sampled_from(["16:9", "9:16", "1:1", "4:5"])}),
    "change_language": st.fixed_dictionaries(
        {"language": st.sampled_from(["en", "de", "pt-BR"]), "narrations": st.just({"s1": "Hallo."})}
    ),
    "add_scene": st.fixed_dictionaries(
        {}, optional={"narration": WORDS, "about": WORDS, "headline": WORDS, "where": st.sampled_from(["before", "after"])}
    ),
    "remove_scene": st.just({}),
    "reorder_scenes": st.fixed_dictionaries({"swap": st.tuples(ONE, ONE)})
    | st.fixed_dictionaries({"move": ONE, "to": ONE})
    | st.fixed_dictionaries({"order": st.lists(st.integers(0, 8), max_size=8)}),
    "replace_media": st.sampled_from([{}, {"action": "remove"}, {"sha256": "bb", "name": "b.png"}]),
    "change_logo": st.sampled_from([{}, {"size": "bigger"}, {"size": "smaller"}, {"visible": False}, {"sha256": "dd"}]),
    "change_transition": st.fixed_dictionaries({"name": st.sampled_from(["cut", "wipe"])}),
    "change_pace": st.sampled_from([{"direction": "faster"}, {"direction": "slower"}, {"pace": 1.4}]),
    "change_cta": st.fixed_dictionaries({"text": WORDS}, optional={"narration": WORDS}),
    "undo": st.sampled_from([{}, {"steps": 2}, {"version": 1}]),
}


@st.composite
def edits(draw):
    op = draw(st.sampled_from(OPS))
    return {"op": op, "scene": draw(REFS), "value": draw(VALUES[op])}


def outcome(board, data, starts_s):
    """What came of it: Applied, or the sentence."""
    try:
        edit = parse_edit(data)
    except EditError:
        # What is not in the vocabulary never reaches a storyboard; test_edits holds those.
        reject()
    try:
        return apply(board, edit, starts_s)
    except CannotApply as error:
        return str(error)


def test_every_operation_is_tried():
    assert set(VALUES) == set(OPS)


@settings(max_examples=800, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards(), edits(), st.booleans())
def test_an_edit_changes_what_it_names_or_says_why_not(board, data, timed):
    starts_s = tuple(4.0 * place for place in range(len(board.scenes) + 1)) if timed else ()
    before = board.model_dump_json()
    result = outcome(board, data, starts_s)
    assert board.model_dump_json() == before
    if isinstance(result, str):
        assert not result[0].islower()
        assert result.endswith((".", "?"))
        return
    assert isinstance(result, Applied)
    assert Storyboard.model_validate(result.board.model_dump()) == result.board
    old = {scene.id: scene for scene in board.scenes}
    changed = {change.scene for change in result.changes}
    for scene in result.board.scenes:
        if scene.id in old and scene.id not in changed:
            assert scene is old[scene.id]
    assert result.changes == changes_between(board, result.board)
    assert outcome(board, data, starts_s) == result


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(boards(), st.lists(edits(), min_size=2, max_size=8))
def test_an_id_never_comes_to_mean_another_scene(board, many):
    seen = {scene.id for scene in board.scenes}
    for data in [
        *many,
        {"op": "remove_scene", "scene": "last"},
        {"op": "add_scene", "scene": "last", "value": {"narration": "New."}},
    ]:
        result = outcome(board, data, ())
        if isinstance(result, Applied):
            came = {scene.id for scene in result.board.scenes} - {scene.id for scene in board.scenes}
            assert not came & seen
            seen |= came
            board = result.board
