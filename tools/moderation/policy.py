"""The house policy on one piece of text, for a brief or a command that has no storyboard yet."""

from __future__ import annotations

from memory.domain.findings import Finding
from tools.moderation.check import check as check_texts


def check(text: str, where: str = "message") -> tuple[Finding, ...]:
    """What `text` breaks, as check.check finds it."""
    return check_texts({where: text})
