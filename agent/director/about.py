"""One wish whose operation is known, and what every filling of it may ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from agent.director.wishes.bag import Bag
from agent.director.wishes.clause import Clause, Draft
from memory.domain.edit_values import SceneRef

WHICH_SCENE = "Which scene should that be for? Its number is enough."


@dataclass(frozen=True)
class About:
    """One wish to be filled in: its words, what they stand for, the direction it is most like, '' for none.

    `scene` is the scene that the wish names or, where it names none, the only one the message names.
    """

    text: str
    bag: Bag
    direction: str
    clause: Clause
    scene: SceneRef = None


Fill = Callable[[About], Draft | str]
"""The edit as a plain object; or the question to be asked where its value or scene is not said."""
