"""An id means one scene for good, on every branch of a film's history."""

from hypothesis import given, settings
from hypothesis import strategies as st

from memory.domain.apply import apply
from memory.domain.edits import parse_edit
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import CannotApply, NothingToRedo, NothingToUndo
from tests.fakes import MemoryProjects

STEPS = st.lists(
    st.tuples(st.sampled_from(["add", "add", "remove", "undo", "undo", "redo", "jump"]), st.integers(1, 9)),
    min_size=4,
    max_size=25,
)


@settings(deadline=None)
@given(STEPS)
def test_no_two_scenes_ever_share_an_id(steps: list[tuple[str, int]]) -> None:
    projects = MemoryProjects()
    project = projects.create("t", "ana").id
    said = iter(f"Scene {number} is told." for number in range(1, 99))
    head = projects.save(project, Storyboard(title="Lamp", scenes=(Scene(id="s1", narration=next(said)),)), turn_id="first")
    for turn, (step, number) in enumerate(steps):
        board = projects.board(project, head)
        try:
            match step:
                case "add":
                    edit = {"op": "add_scene", "scene": "after last", "value": {"narration": next(said), "about": "more"}}
                    head = projects.save(project, apply(board, parse_edit(edit)).board, turn_id=str(turn))
                case "remove":
                    edit = {"op": "remove_scene", "scene": number}
                    head = projects.save(project, apply(board, parse_edit(edit)).board, turn_id=str(turn))
                case "undo":
                    head = projects.undo(project, str(turn))
                case "redo":
                    head = projects.redo(project, str(turn))
                case _:
                    head = projects.set_head(project, 1 + number % len(projects.versions(project)), str(turn))
        except (CannotApply, NothingToUndo, NothingToRedo):
            continue
    told: dict[str, str] = {}
    for version in projects.versions(project):
        for scene in projects.board(project, version.number).scenes:
            assert told.setdefault(scene.id, scene.narration) == scene.narration
