"""Texts against the policy: which words break which rule, how surely, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from memory.domain.findings import Action, Finding
from tools.moderation.classifier import Heads, load_heads, warm
from tools.moderation.normal import decoded, folded
from tools.moderation.rewriting import rewritten
from tools.moderation.rules import Policy, Rule, Scope, load_policy

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।؟])\s*|\n+")
# 'They are people after all. Shoot them.': what a sentence means may stand in the one before it.
_WINDOW = 2
# What ends a sentence begins one that is written backwards.
_BACKWARDS = re.compile(r"\s*[.!?,]\w")
MOST_WORDS = 60
_FEWEST = 10  # letters, from which on the classifier reads a passage


@dataclass(frozen=True)
class Passage:
    """A piece of a text as it was written, and folded."""

    text: str
    plain: str


def check(
    texts: Mapping[str, str], policy: Policy | None = None, heads: Heads | None = None, *, softer: bool = True
) -> tuple[Finding, ...]:
    """Every broken rule, once for each text, with the first words that break it. `texts` maps where to what.

    Patterns and lists are sought in folded text (see normal.folded), sentence by sentence, in pairs of sentences, and in what
    runs of base64 and the like hold. What none of them finds the classifier may: from its first threshold on a finding asks for
    review, from its second it has the rule's own severity. Another policy than the project's is checked by its patterns alone
    unless heads come with it. `softer` False offers no rewrites.
    """
    rules = policy or load_policy()
    learned = heads or (load_heads() if rules is load_policy() else None)
    if learned:
        warm([passage.plain for text in texts.values() for passage in windows(text) if _is_read(passage)])
    return tuple(found for where, text in texts.items() for found in _found(where, text, rules, learned, softer))


def _found(where: str, text: str, policy: Policy, heads: Heads | None, softer: bool) -> Iterator[Finding]:
    read = passages(text)
    hidden = [Passage(run, folded(inner)) for run, inner in decoded(text)]
    backwards = [Passage(passage.text, folded(passage.text[::-1])) for passage in read if _BACKWARDS.match(passage.text)]
    scope = scope_of(where)
    rules = [rule for rule in policy.rules if scope in rule.scope and rule.severity != "allow"]
    lifted = [_lifted(passage, policy) for passage in read]
    broken: set[str] = set()
    for rule in rules:
        candidates = [passage for passage, free in zip(read, lifted, strict=True) if rule.id not in free]
        for passage in (*candidates, *hidden, *backwards):
            if _breaks(rule, passage.plain, policy):
                broken.add(rule.id)
                yield _finding(rule, passage.text, where, rule.severity, None, policy, heads, softer)
                break
    if heads is not None:
        yield from _scored(where, windows(text), rules, broken, policy, heads, softer)


def _scored(
    where: str, read: list[Passage], rules: list[Rule], broken: set[str], policy: Policy, heads: Heads, softer: bool
) -> Iterator[Finding]:
    kept = [passage for passage in read if _is_read(passage)]
    if not kept:
        return
    lifted = [_lifted(passage, policy) for passage in kept]
    scores = heads.scores([passage.plain for passage in kept], policy)  # (passages, heads)
    first = {rule.head: rule for rule in reversed(rules) if rule.head}
    done = {rule.head for rule in rules if rule.id in broken}
    for column, head in enumerate(heads.names):
        rule = first.get(head)
        if rule is None or head in done:
            continue
        allowed = [row for row in range(len(kept)) if rule.id not in lifted[row]]
        best = max(allowed, key=lambda row: scores[row, column], default=None)
        if best is None or scores[best, column] < heads.review_at[column]:
            continue
        sure = float(scores[best, column])
        action: Action = rule.severity if sure >= heads.refuse_at[column] else "review"
        yield _finding(rule, kept[best].text, where, action, round(sure, 2), policy, heads, softer)


def _finding(
    rule: Rule,
    words: str,
    where: str,
    action: Action,
    confidence: float | None,
    policy: Policy,
    heads: Heads | None,
    softer: bool,
) -> Finding:
    rewrite = rewritten(rule, words, policy, lambda text: not any(_found(where, text, policy, heads, False))) if softer else None
    return Finding(
        rule=rule.id,
        text=words,
        reason=rule.text,
        way_out=rule.way_out,
        where=where,
        action=action,
        confidence=confidence,
        rewrite=rewrite,
    )


def _is_read(passage: Passage) -> bool:
    return len(passage.plain) >= _FEWEST or not passage.plain.isascii()


def _breaks(rule: Rule, plain: str, policy: Policy) -> bool:
    matched = any(all(policy.holds(name, plain) for name in names) for names in rule.together) or any(
        pattern.search(plain) for pattern in policy.compiled(rule.patterns)
    )
    return (
        matched
        and not any(pattern.search(plain) for pattern in policy.compiled(rule.unless))
        and not any(policy.holds(name, plain) for name in rule.unless_words)
    )


def _lifted(passage: Passage, policy: Policy) -> set[str]:
    """Rules that a rule of severity `allow` lifts from a passage."""
    return {
        name for rule in policy.rules if rule.severity == "allow" and _breaks(rule, passage.plain, policy) for name in rule.over
    }


def scope_of(where: str) -> Scope:
    """What kind of text lies at a place that `clearance.texts_of` or a door names."""
    if where.endswith("spoken"):
        return "script"
    if where in ("variables", "values") or where.startswith("row "):
        return "values"
    if where.startswith(("upload", "transcript")):
        return "uploads"
    return "on-screen" if where.endswith("shown") or where in ("title", "name strip") else "brief"


def passages(text: str) -> list[Passage]:
    """Sentences, then neighbours joined, so that a rule finds the shortest passage that breaks it."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    pairs = [" ".join(sentences[at : at + _WINDOW]) for at in range(len(sentences) - 1)]
    return [Passage(part, folded(part)) for part in sentences + pairs]


def windows(text: str) -> list[Passage]:
    """Neighbouring sentences of about MOST_WORDS words together, as the classifier learned to read them; each begins with the
    last sentence of the one before.
    """
    sentences = [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]
    found: list[list[str]] = [[]]
    for sentence in sentences:
        if found[-1] and len(" ".join([*found[-1], sentence]).split()) > MOST_WORDS:
            found.append(found[-1][-1:] if len(found[-1][-1].split()) < MOST_WORDS // 2 else [])
        found[-1].append(sentence)
    return [Passage(" ".join(part), folded(" ".join(part))) for part in found if part]
