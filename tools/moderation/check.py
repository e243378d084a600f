"""Texts against the policy: which words break which rule, how surely, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import numpy as np

from memory.domain.findings import Action, Finding
from tools.moderation.classifier import ANY, Floats, Heads, load_heads
from tools.moderation.normal import decoded, folded
from tools.moderation.passages import Passage, passages, read_by_classifier, windows
from tools.moderation.rewriting import rewritten
from tools.moderation.rules import Policy, Rule, Scope, load_policy
from tools.sentences import warm

# What ends a sentence begins one that is written backwards.
_BACKWARDS = re.compile(r"\s*[.!?,]\w")


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
        warm([passage.text for text in texts.values() for passage in read_by_classifier(text)])
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
        yield from _scored(where, text, rules, broken, policy, heads, softer)


def _scored(
    where: str, text: str, rules: list[Rule], broken: set[str], policy: Policy, heads: Heads, softer: bool
) -> Iterator[Finding]:
    read = read_by_classifier(text)
    if not read:
        return
    lifted = [_lifted(passage, policy) for passage in read]
    scores = heads.scores(read, policy)  # (passages, heads)
    # A sentence torn from its neighbours counts only where a head is sure of it.
    torn = ~np.isin([passage.text for passage in read], [passage.text for passage in windows(text)])
    scores[torn] = np.where(scores[torn] >= heads.refuse_at, scores[torn], 0)
    first = {rule.head: rule for rule in reversed(rules) if rule.head}
    done = {rule.head for rule in rules if rule.id in broken}
    over = []
    for column, head in enumerate(heads.names):
        rule = first.get(head)
        if rule is None or head in done:
            continue
        allowed = [row for row in range(len(read)) if rule.id not in lifted[row]]
        best = max(allowed, key=lambda row: scores[row, column], default=None)
        if best is not None and scores[best, column] >= heads.review_at[column]:
            over.append((float(scores[best, column] - heads.review_at[column]), column, best, rule))
    over.sort(key=lambda one: -one[0])
    for place, (_, column, best, rule) in enumerate(over):
        sure = float(scores[best, column])
        # A text that is stopped already is told of what else a head is sure of, and of no guesses; beside words that break a
        # rule only of the gravest.
        if (place or broken) and (sure < heads.refuse_at[column] or (broken and rule.reviewers < 2)):
            continue
        action: Action = rule.severity if sure >= heads.refuse_at[column] else "review"
        yield _finding(rule, read[best].text, where, action, round(sure, 2), policy, heads, softer)
    if not over and not broken and ANY in heads.names:
        yield from _suspected(where, read, lifted, scores, first, policy, heads, softer)


def _suspected(
    where: str,
    read: list[Passage],
    lifted: list[set[str]],
    scores: Floats,
    first: Mapping[str, Rule],
    policy: Policy,
    heads: Heads,
    softer: bool,
) -> Iterator[Finding]:
    """What breaks some rule although no head is sure which: a person looks at it, beside the likeliest rule."""
    column = heads.names.index(ANY)
    best = int(np.argmax(scores[:, column]))
    likely = sorted((name for name in heads.names if name in first), key=lambda name: -scores[best, heads.names.index(name)])
    if scores[best, column] < heads.review_at[column] or not likely or first[likely[0]].id in lifted[best]:
        return
    rule = first[likely[0]]
    yield _finding(rule, read[best].text, where, "review", round(float(scores[best, column]), 2), policy, heads, softer)


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
