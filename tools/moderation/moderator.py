"""All layers that read text, as one: the policy's words, the classifier, and the endpoint where one is configured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from memory.domain.findings import Finding
from memory.happenings import doing
from tools.moderation.check import check
from tools.moderation.judging import Judge, judged

_GRAVITY = {"allow": 0, "review": 1, "refuse": 2}


class SecondOpinion(Protocol):
    """Somebody else who reads texts against the policy; raises nothing."""

    def check(self, texts: Mapping[str, str]) -> tuple[Finding, ...]:
        """What breaks which rule, by place."""
        ...


class Moderator:
    """Callable like `check.check`; others are asked only about places where the project itself found nothing.

    With a judge, what the classifier is unsure of and the judge finds harmless is no finding.
    """

    def __init__(self, others: Sequence[SecondOpinion] = (), judge: Judge | None = None) -> None:
        self._others, self._judge = others, judge

    def __call__(self, texts: Mapping[str, str]) -> tuple[Finding, ...]:
        """Findings of every layer."""
        with doing("moderation", texts=len(texts)):
            found = check(texts)
            for other in self._others:
                settled = {finding.where for finding in found}
                found += other.check({where: text for where, text in texts.items() if where not in settled})
            return judged(found, self._judge) if self._judge else found


def gravest(findings: Sequence[Finding]) -> str:
    """'allow', 'review' or 'refuse': what all findings together come to."""
    return max((finding.action for finding in findings), key=_GRAVITY.__getitem__, default="allow")
