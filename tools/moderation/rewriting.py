"""Other words for a passage that broke a rule: what the rule knows to soften, and only if the result passes the whole check."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.moderation.rules import Policy, Rule


def rewritten(rule: Rule, words: str, policy: Policy, passes: Callable[[str], bool]) -> str | None:
    """`words` with the rule's `softer` replacements, None where they change nothing or what comes of it does not pass."""
    softened = words
    for pattern, replacement in rule.softer:
        (compiled,) = policy.compiled((pattern,))
        softened = compiled.sub(replacement, softened)
        tidy = _tidy(softened, words)
        if softened != words and passes(tidy):
            return tidy
    return None


def _tidy(softened: str, words: str) -> str:
    plain = " ".join(softened.split()).replace(" .", ".").replace(" ,", ",")
    return plain[:1].upper() + plain[1:] if words[:1].isupper() else plain
