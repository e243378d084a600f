"""Addresses of films and pictures that hold for one person and a short time, signed with this installation's own key."""

from __future__ import annotations

import hashlib
import hmac
import re
import time
from collections.abc import Callable
from typing import Any

LASTS_S = 3600
"""An address holds for one to two of these; within one of them it stays the same, so that browsers keep what they loaded."""
_PATH = re.compile(r"/(?:media/[0-9a-f]{64}|live/[\w-]{1,64}/\d{1,6})")
_SIGNED = re.compile(rf"({_PATH.pattern})\?until=\d+&seal=[0-9a-f]+")


class Addresses:
    """Signs and checks. What is kept in the database is always the plain address: `plain` gives it back."""

    def __init__(self, key: str, now: Callable[[], float] = time.time) -> None:
        self._key, self._now = key.encode(), now

    def signed(self, path: str, person: str) -> str:
        """'/media/ab…?until=1790000000&seal=…': a path as this person may open it for now."""
        until = (int(self._now()) // LASTS_S + 2) * LASTS_S
        return f"{path}?until={until}&seal={self._seal(path, person, until)}"

    def holds(self, path: str, person: str, until: int, seal: str) -> bool:
        """Whether an address was signed for this person and has not run out; compared in constant time."""
        is_right = hmac.compare_digest(self._seal(path, person, until).encode(), seal.encode())
        return is_right and self._now() < until

    def lasts_s(self, until: int) -> int:
        """Seconds for which a browser may keep what it loaded."""
        return max(0, until - int(self._now()))

    def dressed(self, doc: Any, person: str) -> Any:
        """A message or card with every plain address in it signed for this person."""
        return _changed(doc, lambda text: self.signed(text, person) if _PATH.fullmatch(text) else text)

    def _seal(self, path: str, person: str, until: int) -> str:
        # The name comes last and lengths are fixed or told apart, so that no two requests have the same bytes.
        return hmac.new(self._key, f"{path}\n{until}\n{person}".encode(), hashlib.sha256).hexdigest()


def plain(doc: Any) -> Any:
    """The same without what was signed: a signature is never kept."""
    return _changed(doc, lambda text: _SIGNED.sub(r"\1", text))


def is_address(path: str) -> bool:
    """Whether a path is one that is signed here."""
    return _PATH.fullmatch(path) is not None


def _changed(doc: Any, change: Callable[[str], str]) -> Any:
    match doc:
        case str():
            return change(doc)
        case dict():
            return {key: _changed(value, change) for key, value in doc.items()}
        case list() | tuple():
            return [_changed(value, change) for value in doc]
    return doc
