"""Copies of frozen nouns with some fields changed, validated like new ones."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from memory.domain.frozen import Frozen
from memory.domain.storyboard import Scene, Storyboard

N = TypeVar("N", bound=Frozen)


def replaced(noun: N, **fields: object) -> N:
    """`noun` with `fields` in place, the same object where nothing differs. Raises pydantic's ValidationError."""
    if all(getattr(noun, name) == value for name, value in fields.items()):
        return noun
    return type(noun).model_validate({**dict(noun), **fields})


def checked(board: Storyboard, **fields: object) -> Storyboard:
    """`replaced` for a whole film."""
    return replaced(board, **fields)


def over_scenes(board: Storyboard, ids: Collection[str], change: Callable[[Scene], Scene]) -> Storyboard:
    """The board with `change` made to the scenes in `ids`; all others stay the same objects."""
    return checked(board, scenes=tuple(change(scene) if scene.id in ids else scene for scene in board.scenes))
