"""Texts against the policy: which sentence breaks which rule, and the way out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from memory.domain.findings import Finding
from tools.moderation.normal import folded
from tools.moderation.rules import Policy, Rule, load_policy

_SENTENCE = re.compile(r"(?<=[.!?…。！？])\s+|\n+")
# 'They are people after all. Shoot them.': what a sentence means may stand in the one before it.
_WINDOW = 2


def check(texts: Mapping[str, str], policy: Policy | None = None) -> tuple[Finding, ...]:
    """Every broken rule, once for each text, with the first sentence that breaks it. `texts` maps where to what.

    Looks for patterns in folded text (see normal.folded), sentence by sentence and in pairs of sentences. It reads
    no minds: what is meant but not said passes.
    """
    rules = policy or load_policy()
    return tuple(found for where, text in texts.items() for rule in rules.rules if (found := _broken(rule, where, text, rules)))


def _broken(rule: Rule, where: str, text: str, policy: Policy) -> Finding | None:
    patterns, unless = policy.compiled(rule.patterns), policy.compiled(rule.unless)
    for passage in passages(text):
        plain = folded(passage)
        if any(pattern.search(plain) for pattern in patterns) and not any(pattern.search(plain) for pattern in unless):
            return Finding(rule=rule.id, text=passage, reason=rule.text, way_out=rule.way_out, where=where, action=rule.severity)
    return None


def passages(text: str) -> list[str]:
    """Sentences, then neighbours joined, so that a rule finds the shortest passage that breaks it."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    pairs = [" ".join(sentences[at : at + _WINDOW]) for at in range(len(sentences) - 1)]
    return sentences + pairs
