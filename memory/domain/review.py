"""A review: words that a rule stopped, shown to people who decide."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Literal

from memory.domain.findings import Finding
from memory.domain.frozen import Frozen

Cause = Literal["rule", "unsure", "appeal"]
"""Why it waits: the rule asks for a person, the check was not sure enough, or somebody appealed."""
Verdict = Literal["allow", "refuse"]
ReviewState = Literal["waiting", "allowed", "refused", "withdrawn"]


class Case(Frozen):
    """What a person is asked to decide about one rule: its findings, every word of the place each lies in, and all texts of
    the film by place. `needed` says how many people have to allow it, `risk` is 1 (a rule that asks for a person) to
    3 (the gravest).
    """

    findings: tuple[Finding, ...]
    words: tuple[str, ...]
    texts: dict[str, str]
    cause: Cause
    policy: str
    needed: int = 1
    risk: int = 1
    note: str = ""

    @property
    def rule(self) -> str:
        return self.findings[0].rule

    @property
    def digests(self) -> tuple[str, ...]:
        """What a decision holds for: each place by the rule and its words, once."""
        return tuple(sorted({words_digest(self.rule, words) for words in self.words}))

    @property
    def digest(self) -> str:
        """The same as one name."""
        return hashlib.sha256(" ".join(self.digests).encode()).hexdigest()


class Vote(Frozen):
    """One person's decision."""

    person: str
    verdict: Verdict
    reason: str
    at: datetime


class Review(Frozen):
    """A case in the queue. `brand` is a brand's key, '' for none; `waits_s` are seconds, until now or the decision."""

    id: str
    project: str
    title: str = ""
    version: int
    brand: str = ""
    digest: str
    digests: tuple[str, ...]
    findings: tuple[Finding, ...]
    texts: dict[str, str]
    policy: str
    cause: Cause
    note: str = ""
    asked_by: str
    needed: int
    risk: int
    state: ReviewState
    asked_at: datetime
    decided_at: datetime | None = None
    waits_s: float = 0.0
    votes: tuple[Vote, ...] = ()

    @property
    def rule(self) -> str:
        return self.findings[0].rule

    @property
    def quoted(self) -> tuple[str, ...]:
        """The exact words, each passage once."""
        return tuple(dict.fromkeys(finding.text.strip() for finding in self.findings))

    @property
    def reason(self) -> str:
        """What the last person who decided gave as their reason."""
        return self.votes[-1].reason if self.votes else ""


def words_digest(rule: str, text: str) -> str:
    """Names exactly these words under this rule: any other letter is another digest."""
    return hashlib.sha256(json.dumps([rule, text], ensure_ascii=False).encode()).hexdigest()
