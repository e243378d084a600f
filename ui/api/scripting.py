"""A storyboard that was edited as JSON, as the script that says the same; what a script cannot say is named, not dropped."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from memory.domain import script_document
from memory.domain.apply import apply
from memory.domain.project import Project
from memory.domain.storyboard import Storyboard
from memory.projects import Projects
from ui.api.problems import ApiProblem
from ui.api.schemas import StoryboardIn
from ui.cleaning import clean_doc


def script_of(projects: Projects, project: Project, asked: StoryboardIn) -> str:
    """The edited script. Raises ApiProblem where it is no storyboard, another version is shown now, or a field was changed that
    scripts do not hold; what cannot be applied raises as an edit does.
    """
    if project.head is None:
        raise ApiProblem(409, "there is no storyboard yet", project.id, "answer what was asked, then edit what comes of it")
    if asked.version not in (None, project.head):
        raise ApiProblem(409, f"version {project.head} is shown now", str(asked.version), "fetch it and edit that one")
    try:
        wanted = Storyboard.model_validate(clean_doc(asked.storyboard))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "storyboard"
        raise ApiProblem(422, f"this is no storyboard: {first['msg']}", where, "mend that field and hand it in again") from error
    board = projects.board(project.id, project.head)
    script = script_document.write(wanted)
    came = board
    for edit in script_document.read(script, board):
        came = apply(came, edit).board
    if lost := _differs(_bare(wanted), _bare(came)):
        raise ApiProblem(422, "this change is not one of words or scenes", lost, "undo it here and say it in a message")
    return script


def _bare(board: Storyboard) -> dict[str, Any]:
    """What both must agree in: ids are counted by the project, and spaces are set as a script has them."""
    doc = board.model_dump(mode="json")
    for scene in doc["scenes"]:
        scene.pop("id")
    return doc


def _differs(wanted: Any, came: Any, where: str = "") -> str:
    """The path of the first field that differs, '' where none does; texts are compared without their spaces."""
    match wanted, came:
        case dict(), dict():
            pairs = ((str(key), wanted.get(key), came.get(key)) for key in (wanted | came))
        case list(), list() if len(wanted) == len(came):
            pairs = ((str(number), *both) for number, both in enumerate(zip(wanted, came, strict=True)))
        case str(), str():
            return "" if wanted.split() == came.split() else where
        case _:
            return "" if wanted == came else where
    return next((found for key, one, other in pairs if (found := _differs(one, other, f"{where}.{key}".lstrip(".")))), "")
