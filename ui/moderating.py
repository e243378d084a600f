"""`agency moderate`: one text against the policy, without a database and without a film."""

from __future__ import annotations

from typing import Any

from ui.present import finding_sentence
from ui.settings import Settings


def moderate(settings: Settings, text: str) -> dict[str, Any]:
    """What the gate would say of a text: the action, each finding in full, and the policy it was held against."""
    from tools.moderation.moderator import gravest
    from tools.moderation.rules import load_policy
    from ui.wiring import moderator

    policy = load_policy()
    found = moderator(settings)({"brief": text})
    return {
        "action": gravest(found),
        "rules": [finding.rule for finding in found],
        "findings": [finding.model_dump() for finding in found],
        "sentences": [finding_sentence(finding) for finding in found],
        "policy": {"version": policy.version, "digest": policy.digest},
    }
