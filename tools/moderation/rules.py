"""The moderation policy: rules as data, in YAML files by topic, read once and compiled."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import Field, PrivateAttr, ValidationError, model_validator

from memory.domain.frozen import Frozen
from tools.errors import PolicyInvalid
from tools.moderation.lists import WordLists

POLICY = Path(__file__).with_name("policy")
COMMON = "common.yaml"  # the file of a policy's folder that holds its version, terms and words
MOST_BYTES = 1_000_000

Scope = Literal["script", "on-screen", "brief", "uploads", "values", "pictures"]
Severity = Literal["allow", "review", "refuse"]
TEXTS: tuple[Scope, ...] = ("script", "on-screen", "brief", "uploads", "values")


class Examples(Frozen):
    """What breaks a rule and what does not, in any language: tests hold the check to both, the classifier learns them."""

    bad: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


class Rule(Frozen):
    """What may not be said, how it is recognised, and what to do instead.

    A passage breaks it that matches one of `patterns`, or holds a word of every list that an entry of `together` names, and
    matches none of `unless`; or that the classifier's head named `head` is sure of. `languages` are those that patterns and
    lists were written for; the classifier reads others too. A rule of severity `allow` lifts the rules under `over` from what
    it matches. `softer` are pairs of pattern and replacement that keep the meaning within the rule. `reviewers` is how many
    people have to agree before words that break it pass all the same: two for the gravest. A rule in a file has examples.
    """

    id: str = Field(pattern=r"^[a-z][a-z-]*$")
    text: str = Field(min_length=1)
    severity: Severity
    reviewers: int = Field(1, ge=1, le=2)
    scope: tuple[Scope, ...] = Field(TEXTS, min_length=1)
    languages: tuple[str, ...] = ("en",)
    way_out: str = ""
    examples: Examples = Examples()
    patterns: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    unless: tuple[str, ...] = ()
    unless_words: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    softer: tuple[tuple[str, str], ...] = ()
    head: str = ""

    @model_validator(mode="after")
    def _is_whole(self) -> Rule:
        if self.severity == "allow" and not self.over:
            raise ValueError("a rule that allows names the rules it lifts under `over`")
        if self.severity != "allow" and not self.way_out:
            raise ValueError("a rule that stops something offers a `way_out`")
        if not (self.patterns or self.together or self.head or self.scope == ("pictures",)):
            raise ValueError("nothing recognises it; give it `patterns`, `together` or a `head`")
        return self


class Policy(Frozen):
    """All rules, and the version a clearance is bound to. `terms` are pieces of patterns, `words` lists in all languages."""

    version: str = Field(min_length=1)
    terms: dict[str, str] = Field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    rules: tuple[Rule, ...] = Field(min_length=1)
    digest: str = ""
    _ready: dict[tuple[str, ...], tuple[re.Pattern[str], ...]] = PrivateAttr(default_factory=dict)
    _lists: WordLists | None = PrivateAttr(None)

    def rule(self, rule_id: str) -> Rule | None:
        """The rule of that name."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def compiled(self, patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
        """Patterns with their terms filled in. Raises PolicyInvalid for an unknown term or a broken pattern."""
        if patterns not in self._ready:
            self._ready[patterns] = tuple(_compiled(self._filled(pattern)) for pattern in patterns)
        return self._ready[patterns]

    def held(self, plain: str) -> frozenset[str]:
        """Names of the lists that a folded text has a word of."""
        if self._lists is None:
            self._lists = WordLists(self.words)
        return self._lists.held(plain)

    def holds(self, name: str, plain: str) -> bool:
        """Whether a folded text has a word of the list. Raises PolicyInvalid for an unknown list."""
        if name not in self.words:
            raise PolicyInvalid(f"The policy names the list of words {name!r}, which it does not define; add it under `words`.")
        return name in self.held(plain)

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
    except (re.error, OverflowError) as error:
        raise PolicyInvalid(f"The pattern {pattern[:60]!r} is broken ({error}); mend it in the policy.") from error


@cache
def load_policy(path: Path = POLICY) -> Policy:
    """The policy in a folder of YAML files, or in one file, checked and compiled.

    Raises PolicyInvalid, which names the file, the line, the rule and what is wrong.
    """
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise PolicyInvalid(f"The policy {path.name!r} holds no file; restore it from the release.")
    texts = [(file.name, _text(file)) for file in files]
    return parse_policy(dict(texts))


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
        if len(data) > MOST_BYTES:
            raise PolicyInvalid(f"The policy's file {file.name!r} has {len(data)} bytes, which is too long; split it by topic.")
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyInvalid(f"The policy's file {file.name!r} cannot be read ({error}); restore it from the release.") from error


def parse_policy(files: dict[str, str]) -> Policy:
    """The policy in the texts of its files. `load_policy` says what it raises."""
    common: dict[str, Any] = {}
    common_words: dict[str, Any] = {}
    rules: list[Rule] = []
    for name, text in files.items():
        root, data = _parsed(name, text)
        if unknown := set(data) - {"version", "terms", "words", "rules"}:
            raise PolicyInvalid(f"{_at(name, root, ())}: {min(map(str, unknown))!r} is no part of a policy; take it out.")
        found = data.pop("rules", [])
        words = data.pop("words", {})
        if not isinstance(words, dict):
            raise PolicyInvalid(f"{_at(name, root, ('words',))}: `words` are no named lists; write each as `name: [word, word]`.")
        if twice := {*common, *common_words} & {*data, *words}:
            raise PolicyInvalid(f"{_at(name, root, ())}: {min(map(str, twice))!r} is in another file already; keep one.")
        common |= data
        common_words |= words
        if not isinstance(found, list):
            raise PolicyInvalid(f"{_at(name, root, ('rules',))}: `rules` is no list; begin each rule with a dash.")
        rules += [_rule(name, root, place, row) for place, row in enumerate(found)]
    ids = [rule.id for rule in rules]
    if doubled := next((one for one in ids if ids.count(one) > 1), None):
        raise PolicyInvalid(f"The policy has the rule {doubled!r} twice; give one another id.")
    digest = hashlib.sha256("\0".join(files.values()).encode()).hexdigest()[:12]
    try:
        policy = Policy.model_validate({**common, "words": common_words, "rules": rules, "digest": digest})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise PolicyInvalid(f"The policy's {place or 'whole'} does not fit ({first['msg']}); mend {COMMON!r}.") from error
    for rule in policy.rules:
        _check(policy, rule, set(ids))
    return policy


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's where it is built in: the policy is read in a tenth of the time."""


def _parsed(name: str, text: str) -> tuple[yaml.Node, dict[str, Any]]:
    try:
        root = yaml.compose(text, _LOADER)
        data = _LOADER(text).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PolicyInvalid(f"{name}, line {line}: this is no YAML ({error.problem}); mend it.") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PolicyInvalid(f"{name}: this is no YAML ({error}); mend it.") from error
    if root is None or not isinstance(data, dict):
        raise PolicyInvalid(f"{name}, line 1: a policy's file holds `rules:`, and one of them the version; mend it.")
    return root, data


def _rule(name: str, root: yaml.Node, place: int, row: object) -> Rule:
    try:
        return Rule.model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        where = _at(name, root, ("rules", place, *first["loc"]))
        called = row.get("id", place + 1) if isinstance(row, dict) else place + 1
        field = ".".join(str(part) for part in first["loc"])
        raise PolicyInvalid(
            f"{where}: the rule {called!r} does not fit: {f'{field}: ' if field else ''}{first['msg']}."
        ) from error


def _check(policy: Policy, rule: Rule, ids: set[str]) -> None:
    if not (rule.examples.bad and rule.examples.good):
        raise PolicyInvalid(f"The rule {rule.id!r} has no `examples`; write some that are `bad` and some that are `good`.")
    try:
        policy.compiled(rule.patterns + rule.unless + tuple(pattern for pattern, _ in rule.softer))
        for words in (*rule.together, rule.unless_words):
            for name in words:
                policy.holds(name, "")
    except PolicyInvalid as error:
        raise PolicyInvalid(f"The rule {rule.id!r} cannot be used. {error}") from error
    if missing := set(rule.over) - ids:
        raise PolicyInvalid(f"The rule {rule.id!r} lifts {min(missing)!r}, which is no rule; name one of {sorted(ids)}.")


def _at(name: str, root: yaml.Node, path: tuple[str | int, ...]) -> str:
    """'hate.yaml, line 12': the deepest node of the path that there is."""
    node: yaml.Node | None = root
    line = root.start_mark.line
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if getattr(key, "value", None) == part), None)
        else:
            break
        if node is None:
            break
        line = node.start_mark.line
    return f"{name}, line {line + 1}"
