"""The script as a document: what is edited there is what the film says, and nothing else changes."""

from functools import reduce

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from memory.domain.apply import apply
from memory.domain.script_document import read, write
from memory.domain.storyboard import MAX_SCENES, OnScreen, Scene, Storyboard
from memory.errors import ScriptUnreadable

BOARD = Storyboard(
    title="Lumo",
    scenes=(
        Scene(id="s1", narration="Meet Lumo.", on_screen=OnScreen(headline="Lumo")),
        Scene(id="s2", narration="It costs $89; that is all.", on_screen=OnScreen(headline="Price", figure="$89")),
        Scene(
            id="s3",
            narration="It follows the light.",
            on_screen=OnScreen(points=("Day; night", "Dusk")),
            notes="Ask Ana\n\nTwice",
        ),
        Scene(id="s4", narration="Visit lumo.example today.", on_screen=OnScreen(headline="See it", body="lumo.example")),
    ),
)


def after(document: str, board: Storyboard = BOARD) -> Storyboard:
    return reduce(lambda now, edit: apply(now, edit).board, read(document, board), board)


def ops(document: str) -> list[str]:
    return [edit.op for edit in read(document, BOARD)]


def test_a_script_is_pleasant_to_read() -> None:
    assert write(BOARD).startswith("# Lumo\n\n## Scene 1 <!-- s1 -->\n\nMeet Lumo.\n\n- Headline: Lumo\n\n## Scene 2 <!-- s2 -->")


def test_a_script_that_was_not_edited_changes_nothing() -> None:
    assert read(write(BOARD), BOARD) == []
    assert read(write(BOARD).replace("\n", "\r\n"), BOARD) == []


def test_one_word_is_one_edit_of_one_scene() -> None:
    edited = after(write(BOARD).replace("$89; that is all", "$79; that is all"))
    assert ops(write(BOARD).replace("that is all", "no more")) == ["edit_text"]
    assert edited.scenes[1].narration == "It costs $79; that is all."
    assert [edited.scenes[n] is BOARD.scenes[n] for n in range(4)] == [True, False, True, True]


def test_moved_removed_added_and_copied_scenes() -> None:
    head, one, two, three, four = write(BOARD).split("## Scene")
    moved = "## Scene".join((head, three, one, two, four))
    assert ops(moved) == ["reorder_scenes"] and [scene.id for scene in after(moved).scenes] == ["s3", "s1", "s2", "s4"]
    gone = "## Scene".join((head, one, three, four))
    assert ops(gone) == ["remove_scene"] and len(after(gone).scenes) == 3
    added = "## Scene".join((head, one, " new\n\nQuite new.\n\n- Headline: News\n- Point: A\n\n> sure?\n\n", two, three, four))
    fresh = after(added).scenes[1]
    assert (fresh.narration, fresh.on_screen.headline, fresh.on_screen.points, fresh.notes) == (
        "Quite new.",
        "News",
        ("A",),
        "sure?",
    )
    copied = "## Scene".join((head, one, two, three, two, four))
    assert [scene.narration for scene in after(copied).scenes][3] == BOARD.scenes[1].narration
    assert len({scene.id for scene in after(copied).scenes}) == 5


def test_a_scene_keeps_its_id_when_its_mark_is_lost() -> None:
    lost = write(BOARD).replace(" <!-- s3 -->", "").replace("the light", "the sunlight")
    assert ops(lost) == ["edit_text"] and after(lost).scenes[2].id == "s3"


def test_a_whole_new_script_takes_the_place_of_the_old() -> None:
    new = after("## One\n\nAll is new.\n\n## Two\n\nThis too.")
    assert [scene.narration for scene in new.scenes] == ["All is new.", "This too."]


def test_a_full_film_takes_another_scene_for_one_of_its_own() -> None:
    full = BOARD.model_copy(update={"scenes": tuple(Scene(id=f"s{n}", narration=f"Line {n}.") for n in range(1, MAX_SCENES + 1))})
    document = write(full).replace("## Scene 7 <!-- s7 -->\n\nLine 7.", "## Scene\n\nSomething else altogether.")
    assert after(document, full).scenes[6].narration == "Something else altogether."


@pytest.mark.parametrize(
    ("document", "says"),
    [
        ("", "has no scenes"),
        ("Just words.", "stands before the first scene"),
        ("# Lumo\n", "has no scenes"),
        ("## 1\n\n## 2\n\nWords.", "line 1 says and shows nothing"),
        ("## 1\n\nWords.\n\n### Deep", "line 5 '### Deep' is no scene"),
        ("".join(f"## {n}\n\nWord {n}.\n\n" for n in range(200)), "has 200 scenes; a film holds at most 40"),
        ("\0\1", "is not text"),
    ],
)
def test_what_is_no_script_is_said_in_a_sentence(document: str, says: str) -> None:
    with pytest.raises(ScriptUnreadable, match=r"^[^\n]+$") as refused:
        read(document, BOARD)
    assert says in str(refused.value)


SOME = st.sampled_from(["light", "lamp", "$49", "costs;", "new", "–", "東京", "it's", "7:30"])
WORDS = st.lists(SOME, min_size=1, max_size=6).map(" ".join)
PARTS = st.builds(
    lambda said, headline, points, notes: "\n\n".join(
        part
        for part in (
            said,
            "\n".join([*([f"- Headline: {headline}"] if headline else []), *(f"- Point: {point}" for point in points)]),
            "\n".join(f"> {note}" for note in notes),
        )
        if part
    ),
    WORDS,
    st.just("") | WORDS,
    st.lists(WORDS, max_size=3),
    st.lists(WORDS, max_size=2),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["", *(f" <!-- s{n} -->" for n in range(1, 6))]), st.none() | PARTS), min_size=1, max_size=7
    )
)
def test_after_its_edits_the_film_reads_as_the_document(scenes: list[tuple[str, str | None]]) -> None:
    own = {
        f" <!-- {scene.id} -->": part.partition("\n\n")[2].strip()
        for scene, part in zip(BOARD.scenes, write(BOARD).split("## Scene")[1:], strict=True)
    }
    texts = [part or own.get(mark, "Words.") for mark, part in scenes]
    document = "# Lumo\n\n" + "\n\n".join(f"## Scene{mark}\n\n{text}" for (mark, _), text in zip(scenes, texts, strict=True))
    film = after(document)
    assert [part.partition("\n\n")[2].strip() for part in write(film).split("## Scene")[1:]] == [text.strip() for text in texts]
    kept = {scene.id: scene for scene in film.scenes}
    for scene in BOARD.scenes:
        if scenes.count((f" <!-- {scene.id} -->", None)) and sum(mark == f" <!-- {scene.id} -->" for mark, _ in scenes) == 1:
            assert kept[scene.id] is scene
