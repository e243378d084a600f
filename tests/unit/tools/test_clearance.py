"""Nothing is rendered that was not cleared."""

import dataclasses

import pytest

from memory.domain.storyboard import LowerThird, OnScreen, Scene, Storyboard
from tools.clearance import Cleared, NotCleared, clear, texts_of
from tools.errors import Refused

GOOD = Storyboard(title="Tally", scenes=(Scene(id="s1", narration="Meet Tally."), Scene(id="s2", narration="Start today.")))


def test_a_clean_film_is_cleared_with_the_version_of_the_policy():
    cleared = clear(GOOD, "p1", 3)
    assert (cleared.board, cleared.project_id, cleared.version) == (GOOD, "p1", 3)
    assert cleared.policy_version
    assert cleared.findings == ()


def test_nobody_else_makes_a_cleared():
    with pytest.raises(NotCleared, match="was not checked"):
        Cleared(GOOD, "p1", 3, "1")
    with pytest.raises(NotCleared):
        Cleared(GOOD, "p1", 3, "1", (), object())
    with pytest.raises(NotCleared):
        dataclasses.replace(clear(GOOD, "p1", 3), version=4)


@pytest.mark.parametrize(
    "update",
    [
        {"title": "Our tea cures cancer"},
        {"lower_third": LowerThird(name="Elon", role="Our tea cures cancer")},
        {"scenes": (Scene(id="s1", narration="Our tea cures cancer."),)},
        {"scenes": (Scene(id="s1", on_screen=OnScreen(points=("Fast", "Our tea cures cancer"))),)},
        {"scenes": (Scene(id="s1", narration="Our tea {{what}}."),), "variables": {"what": "cures cancer"}},
    ],
)
def test_every_word_is_checked(update):
    with pytest.raises(Refused) as caught:
        clear(GOOD.model_copy(update=update), "p1", 1)
    assert caught.value.findings[0].rule == "medical-claims"
    assert caught.value.findings[0].way_out in str(caught.value)


@pytest.mark.parametrize("name", ["elon musk", "my boss"])
def test_a_face_outside_the_cast_is_refused(name):
    for board in (
        GOOD.model_copy(update={"presenter": name}),
        GOOD.model_copy(update={"scenes": (GOOD.scenes[0].model_copy(update={"presenter": name}),)}),
    ):
        with pytest.raises(Refused, match="consent"):
            clear(board, "p1", 1)


def test_texts_name_their_place():
    board = GOOD.model_copy(update={"variables": {"name": "Ann"}, "scenes": (Scene(id="s9", narration="Hi {{name}}."),)})
    assert texts_of(board) == {"title": "Tally", "scene 1, spoken": "Hi Ann.", "variables": "Ann"}
