"""A key of the API: for whom a program acts, what it may do there, and for which brands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, get_args

from memory.domain.frozen import Frozen
from memory.domain.roles import ACTIONS, Action

Scope = Literal["read", "write", "approve", "review", "admin"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

_ABLE: Mapping[Scope, frozenset[Action]] = {
    "read": frozenset(("view", "recall")),
    "write": frozenset(("view", "recall", "revise", "upload", "teach", "forget")),
    "approve": frozenset(("view", "approve")),
    "review": frozenset(("view", "review")),
    "admin": frozenset(("view", "govern")),
}


class ApiKey(Frozen):
    """`brands` are brands' keys, () for whatever the person works for. The secret itself is nowhere."""

    id: str
    name: str
    person: str
    scopes: tuple[Scope, ...]
    brands: tuple[str, ...] = ()
    created_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def may_see(self, brand: str) -> bool:
        """Whether what belongs to this brand ('' for none) is within the key's walls."""
        return not self.brands or brand in self.brands

    def holds(self, others: tuple[str, ...]) -> bool:
        """Whether what another key with the brands `others` left here is within the walls of this one."""
        return not self.brands or (bool(others) and set(others) <= set(self.brands))

    @property
    def barred(self) -> tuple[Action, ...]:
        """What nobody may do with this key, whatever their role; words in a message get no further than its scopes."""
        able = frozenset[Action]().union(*(_ABLE[scope] for scope in self.scopes))
        return tuple(action for action in ACTIONS if action not in able)
