"""A person's consent that their face or voice is used: for one brand, for named purposes, until a day, or until revoked."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, get_args

from memory.domain.frozen import Frozen

Likeness = Literal["face", "voice"]
Purpose = Literal["marketing", "sales", "support", "training", "internal"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


class Use(Frozen):
    """What a film is for: a brand's key, '' for none, and the purpose, '' where it was never said."""

    brand: str = ""
    purpose: Purpose | Literal[""] = ""


class Consent(Frozen):
    """Given by `person` for their `likeness` (the presenter's or voice's name in lower case). It changes by revocation only.

    `evidence` is the sha256 of what they said or signed; before somebody has verified it, it is worth nothing.
    """

    id: str
    person: str
    likeness: str
    kind: Likeness
    brand: str
    purposes: tuple[Purpose, ...]
    evidence: str
    granted_at: datetime
    expires_at: datetime
    verified_at: datetime | None = None
    verified_by: str | None = None
    revoked_at: datetime | None = None
    revoked_why: str = ""

    def lacks(self, use: Use, now: datetime) -> str:
        """Why it does not cover this use at this time, as the end of a sentence; '' where it does."""
        if self.revoked_at is not None:
            return f"was revoked on {_day(self.revoked_at)}"
        if self.verified_at is None:
            return "is not verified yet"
        if now >= self.expires_at:
            return f"ran out on {_day(self.expires_at)}"
        if self.brand != use.brand:
            return "is for another brand"
        if set(self.purposes) >= set(PURPOSES):
            return ""
        if use.purpose not in self.purposes:
            return f"is for {' and '.join(self.purposes)} only, and this film is {_for(use.purpose)}"
        return ""


def _for(purpose: str) -> str:
    return f"for {purpose}" if purpose else "for a purpose that was not said"


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
