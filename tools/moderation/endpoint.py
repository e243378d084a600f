"""A second opinion from an OpenAI-compatible moderation endpoint, where one is configured."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from openai import OpenAI, OpenAIError

from memory.domain.findings import Action, Finding
from tools.moderation.rules import Policy, load_policy

logger = logging.getLogger(__name__)

TIMEOUT_S = 8.0
SURE = 0.9  # a flagged category's score, from which on the rule's own severity counts
RULES = {
    "hate": "hate",
    "hate/threatening": "threat",
    "harassment": "harassment",
    "harassment/threatening": "threat",
    "sexual": "sexual",
    "sexual/minors": "minors",
    "violence": "violence",
    "violence/graphic": "violence",
    "self-harm": "self-harm",
    "self-harm/intent": "self-harm",
    "self-harm/instructions": "self-harm",
    "illicit": "crime",
    "illicit/violent": "crime",
}


class ModerationEndpoint:
    """Asks `POST /moderations`. A service that does not answer lets nothing through: its texts go to a person."""

    def __init__(
        self, base_url: str, model: str, *, api_key: str = "none", timeout_s: float = TIMEOUT_S, policy: Policy | None = None
    ) -> None:
        self._client = OpenAI(base_url=base_url, api_key=api_key, timeout=timeout_s, max_retries=0)
        self._model, self._policy = model, policy or load_policy()

    def check(self, texts: Mapping[str, str]) -> tuple[Finding, ...]:
        """What the service flags, in the policy's own words; categories without a rule of ours count as `crime`."""
        places = [where for where, text in texts.items() if text.strip()]
        if not places:
            return ()
        try:
            answer = self._client.moderations.create(model=self._model, input=[texts[where] for where in places])
        except OpenAIError as error:
            logger.warning("the moderation endpoint did not answer", extra={"error": type(error).__name__})
            return tuple(_unanswered(where, texts[where]) for where in places)
        return tuple(
            finding
            for where, result in zip(places, answer.results, strict=False)
            for finding in self._found(where, texts[where], result.categories.model_dump(by_alias=True), _scores(result))
        )

    def _found(self, where: str, text: str, flagged: Mapping[str, object], scores: Mapping[str, float]) -> tuple[Finding, ...]:
        best: dict[str, float] = {}
        for category, is_flagged in flagged.items():
            if is_flagged:
                name = RULES.get(category, "crime")
                best[name] = max(best.get(name, 0.0), scores.get(category) or 0.5)
        found = []
        for name, score in best.items():
            rule = self._policy.rule(name)
            if rule is not None:
                action: Action = rule.severity if score >= SURE else "review"
                found.append(
                    Finding(
                        rule=rule.id,
                        text=text,
                        reason=rule.text,
                        way_out=rule.way_out,
                        where=where,
                        action=action,
                        confidence=round(score, 2),
                    )
                )
        return tuple(found)


def _scores(result: object) -> Mapping[str, float]:
    scores: Mapping[str, float] = result.category_scores.model_dump(by_alias=True)  # type: ignore[attr-defined]
    return scores


def _unanswered(where: str, text: str) -> Finding:
    return Finding(
        rule="moderation-service",
        text=text,
        reason="The moderation service that is configured here did not answer.",
        way_out="Try again in a minute, or let a reviewer look at it.",
        where=where,
        action="review",
        confidence=0.0,
    )
