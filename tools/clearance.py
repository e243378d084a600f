"""The gate before rendering: the only place where a storyboard becomes `Cleared`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from functools import partial

from memory.domain.consent import Consent, Use
from memory.domain.findings import Finding
from memory.domain.review import Case, Cause, ReviewState, words_digest
from memory.domain.storyboard import Storyboard
from tools.consent import RULE, STOCK, Consents, NoConsents, Stock, likenesses
from tools.errors import NeedsPerson, Refused, ToolError
from tools.moderation.check import check
from tools.moderation.rules import Policy, load_policy
from tools.moderation.sights import See, in_uploads

_GATE = object()
ANY_USE = Use()
SURE = 0.75
"""A refusal that the check is less sure of is left to a person."""
Decisions = Callable[[str], Mapping[str, ReviewState]]
"""What people decided about a project's words, by digest; see memory.reviews.Reviews.decisions."""


Look = Callable[[Mapping[str, str]], tuple[Finding, ...]]
"""What reads texts by place against the policy; see moderation.moderator.Moderator."""


class NotCleared(ToolError):
    """Somebody tried to make a `Cleared` without the check: a bug, never a user's mistake."""


@dataclass(frozen=True)
class Cleared:
    """One version of a storyboard that may be rendered, under one version of the policy.

    Only `clear` makes it: the constructor raises NotCleared without the gate's own key. `findings` are those that people
    allowed, `consents` those of real persons whose face or voice it shows: they have to stand for as long as it is made.
    """

    board: Storyboard
    project_id: str
    version: int
    policy_version: str
    findings: tuple[Finding, ...] = ()
    consents: tuple[Consent, ...] = ()
    use: Use = ANY_USE
    gate: InitVar[object] = None

    def __post_init__(self, gate: object) -> None:
        """Checks the key. `dataclasses.replace` has none and fails too."""
        if gate is not _GATE:
            raise NotCleared(f"Version {self.version} of {self.project_id!r} was not checked; call clear() on its storyboard.")


def clear(
    board: Storyboard,
    project_id: str,
    version: int,
    *,
    use: Use = ANY_USE,
    consents: Consents | None = None,
    decisions: Decisions = lambda project_id: {},
    stock: Stock = STOCK,
    policy: Policy | None = None,
    look: Look | None = None,
    see: See | None = None,
) -> Cleared:
    """Checks every word that is spoken or shown, uploads with `see`, and whose faces and voices it takes.

    Raises Refused with every finding that stops the film, or NeedsPerson with what people have to decide first. A decision
    counts for the very words it was made about; likeness is never a person's to decide but the person's own.
    """
    rules = policy or load_policy()
    words, wrong = in_uploads(board, partial(see, project_id), rules) if see else ({}, {})
    texts = {**texts_of(board), **words}
    faces = likenesses(board, use, consents or NoConsents(), stock=stock)
    found = (*(look(texts) if look else check(texts, rules)), *wrong.values())
    # What people decided about a picture holds for that picture, and not for another one of its name.
    texts |= {finding.where: f"{finding.text} {sha256}" for sha256, finding in wrong.items()}
    decided = decisions(project_id) if found else {}
    states = {finding: _decision(finding, texts, decided, words) for finding in found}
    stopping = [*faces.findings, *(finding for finding in found if _stops(finding, states[finding]))]
    if stopping:
        raise Refused(tuple(stopping))
    waiting = [one for one in found if states[one] != "allowed" and one.action != "allow"]
    if waiting:
        raise NeedsPerson(cases_of(waiting, texts, rules))
    return Cleared(board, project_id, version, rules.version, found, faces.consents, use, gate=_GATE)


def appealed(
    findings: tuple[Finding, ...], texts: Mapping[str, str], note: str, policy: Policy | None = None
) -> tuple[Case, ...]:
    """What people are asked when somebody appeals; likeness cannot be appealed."""
    return cases_of([one for one in findings if one.rule != RULE], texts, policy or load_policy(), "appeal", note)


def cases_of(
    findings: Sequence[Finding], texts: Mapping[str, str], policy: Policy, cause: Cause | None = None, note: str = ""
) -> tuple[Case, ...]:
    """One case for each rule, with everything that people need to decide on it; without a cause, the findings tell it."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(_case(of_rule, texts, policy, cause, note) for of_rule in by_rule.values())


def _case(findings: Sequence[Finding], texts: Mapping[str, str], policy: Policy, cause: Cause | None, note: str) -> Case:
    needed = next((rule.reviewers for rule in policy.rules if rule.id == findings[0].rule), 1)
    is_refusal = any(finding.action == "refuse" for finding in findings)
    return Case(
        findings=tuple(findings),
        words=tuple(texts.get(finding.where, finding.text) for finding in findings),
        texts=dict(texts),
        cause=cause or ("unsure" if is_refusal else "rule"),
        policy=policy.version,
        needed=needed,
        risk=3 if needed > 1 else 2 if is_refusal else 1,
        note=note,
    )


def is_sure(finding: Finding) -> bool:
    """Whether a refusal needs no person."""
    return finding.confidence is None or finding.confidence >= SURE


def texts_of(board: Storyboard) -> Mapping[str, str]:
    """Every text a viewer hears or sees, by place, with variables filled in as far as their values are known."""
    texts = {"title": board.title}
    if board.lower_third:
        texts["name strip"] = f"{board.lower_third.name}. {board.lower_third.role}"
    for number, scene in enumerate(board.scenes, 1):
        texts[f"scene {number}, spoken"] = scene.narration
        texts[f"scene {number}, shown"] = "\n".join(scene.on_screen.lines())
    texts["variables"] = "\n".join(board.variables.values())
    return {where: _filled(text, board.variables) for where, text in texts.items() if text.strip()}


def _filled(text: str, variables: Mapping[str, str]) -> str:
    for name, value in variables.items():
        text = text.replace(f"{{{{{name}}}}}", value)
    return text


def _decision(
    finding: Finding, texts: Mapping[str, str], decided: Mapping[str, ReviewState], words: Mapping[str, str]
) -> ReviewState | None:
    """What people decided about the passage of a finding. Of an upload's words an appeal names those that were found."""
    passages = [texts.get(finding.where, finding.text), *([finding.text] if finding.where in words else [])]
    return next((state for text in passages if (state := decided.get(words_digest(finding.rule, text)))), None)


def _stops(finding: Finding, state: ReviewState | None) -> bool:
    """Whether a finding refuses the film: people did, or the check is sure and nobody was asked."""
    if state == "refused":
        return True
    return finding.action == "refuse" and is_sure(finding) and state not in ("allowed", "waiting")
