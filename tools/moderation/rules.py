"""The moderation policy: rules as data, read once and compiled."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import Field

from memory.domain.frozen import Frozen
from tools.errors import PolicyInvalid

POLICY = Path(__file__).with_name("policy.yaml")


class Rule(Frozen):
    """What may not be said, how it is recognised, and what to do instead.

    `reviewers` is how many people have to agree before words that break it pass all the same: two for the gravest.
    """

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    text: str
    severity: Literal["refuse", "review"]
    way_out: str
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    reviewers: int = Field(1, ge=1, le=2)


class Policy(Frozen):
    """All rules, and the version a clearance is bound to. `terms` are named pieces of patterns."""

    version: str
    terms: dict[str, str]
    rules: tuple[Rule, ...]

    def compiled(self, patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        """Patterns with their terms filled in. Raises PolicyInvalid for an unknown term or a broken pattern."""
        return tuple(_compiled(self._filled(pattern)) for pattern in patterns)

    def _filled(self, pattern: str) -> str:
        def fill(match: re.Match[str]) -> str:
            if match[1] not in self.terms:
                raise PolicyInvalid(f"The policy names the term {match[1]!r}, which it does not define; add it under `terms`.")
            # Long terms are folded over lines in the file; a line break there means nothing.
            return re.sub(r"(?<=\|) (?=\S)|^ | $", "", self.terms[match[1]])

        return re.sub(r"\{([a-z_]+)\}", fill, pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I | re.S)
    except (re.error, OverflowError, RecursionError) as error:
        raise PolicyInvalid(f"The pattern {pattern[:60]!r} is broken ({error}); mend it in the policy.") from error


@cache
def load_policy(path: Path = POLICY) -> Policy:
    """The policy in a YAML file, checked and compiled. Raises PolicyInvalid, which says what is wrong."""
    try:
        policy = Policy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:  # no text, no date, nested without end
        raise PolicyInvalid(f"The policy {path.name!r} cannot be read ({error}); restore it from the release.") from error
    for rule in policy.rules:
        policy.compiled(rule.patterns + rule.unless)
    return policy
