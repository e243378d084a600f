"""The gate before rendering: the only place where a storyboard becomes `Cleared`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import InitVar, dataclass

from memory.domain.findings import Finding
from memory.domain.storyboard import Storyboard
from renderer.presenters.cast import PRESENTERS
from tools.errors import Refused, ToolError
from tools.moderation.check import check
from tools.moderation.rules import Policy, load_policy

_GATE = object()


class NotCleared(ToolError):
    """Somebody tried to make a `Cleared` without the check: a bug, never a user's mistake."""


@dataclass(frozen=True)
class Cleared:
    """One version of a storyboard that may be rendered, under one version of the policy.

    Only `clear` makes it: the constructor raises NotCleared without the gate's own key. `findings` are those that
    let the film pass ('review').
    """

    board: Storyboard
    project_id: str
    version: int
    policy_version: str
    findings: tuple[Finding, ...] = ()
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
    presenters: Collection[str] = tuple(PRESENTERS),
    policy: Policy | None = None,
) -> Cleared:
    """Checks every word that is spoken or shown, and who presents: the stock cast, unless other names are given.

    Raises Refused with every finding that stops the film.
    """
    rules = policy or load_policy()
    findings = (*check(texts_of(board), rules), *_strangers(board, presenters))
    stopping = tuple(finding for finding in findings if finding.action == "refuse")
    if stopping:
        raise Refused(stopping)
    return Cleared(board, project_id, version, rules.version, findings, gate=_GATE)


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


def _strangers(board: Storyboard, presenters: Collection[str]) -> tuple[Finding, ...]:
    """Presenters outside the cast: a face without recorded consent is never shown."""
    known = {name.lower() for name in presenters}
    used = {"film": board.presenter} | {
        f"scene {n}": scene.presenter for n, scene in enumerate(board.scenes, 1) if scene.presenter
    }
    return tuple(
        Finding(
            rule="consent",
            text=name,
            reason="No face or voice of a person without their recorded consent.",
            way_out=f"Choose one of the cast ({', '.join(sorted(known))}), or record the person's own consent first.",
            where=where,
        )
        for where, name in used.items()
        if name.lower() not in known
    )
