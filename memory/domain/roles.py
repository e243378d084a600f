"""Who may do what: four roles, and one pure function that every door asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Role = Literal["owner", "editor", "reviewer", "viewer"]
Action = Literal["view", "recall", "revise", "upload", "approve", "teach", "forget", "review", "govern"]
"""`recall` reads what is known of a brand, `teach` and `forget` change it, `review` decides what the policy left to people,
`govern` is for what holds for everybody: accounts, settings, forgetting a whole brand, a label off."""

ROLES: tuple[Role, ...] = get_args(Role)
ACTIONS: tuple[Action, ...] = get_args(Action)

_MAY: Mapping[Role, frozenset[Action]] = {
    "owner": frozenset(ACTIONS),
    "editor": frozenset(("view", "recall", "revise", "upload", "approve", "teach", "forget")),
    "reviewer": frozenset(("view", "recall", "review")),
    "viewer": frozenset(("view", "recall")),
}
_DOING: Mapping[Action, str] = {
    "view": "look at this",
    "recall": "ask what I know",
    "revise": "make or change films",
    "upload": "hand in files",
    "approve": "approve films",
    "teach": "teach me anything",
    "forget": "make me forget anything",
    "review": "decide reviews",
    "govern": "change what holds for everybody",
}


def may(role: Role | None, action: Action) -> bool:
    """Whether somebody with this role may do that; None is nobody, who may do nothing."""
    return role is not None and action in _MAY[role]


def denial(role: Role | None, action: Action, brand: str = "") -> str:
    """The sentence for a person who may not."""
    here = f" for {brand}" if brand else ""
    if role is None:
        return f"You have no role{here} here, so I cannot do that for you; ask an owner to give you one."
    able = next((one for one in reversed(ROLES) if may(one, action)), "owner")
    article = "an" if able[0] in "aeiou" else "a"
    return f"As {role}{here} you may look, but not {_DOING[action]}; ask {article} {able} to do it, or to change your role."
