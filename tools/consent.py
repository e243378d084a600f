"""Whose face and voice a film shows, and whether they may: stock by a licence on record, real persons by their consent."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from memory.domain.consent import Consent, Likeness, Use
from memory.domain.findings import Finding
from memory.domain.storyboard import Storyboard
from renderer.presenters.cast import PRESENTERS
from renderer.speech.voices import VOICES
from tools.errors import ConsentWithdrawn

RULE = "consent"
ASK_EVERY_S = 0.5


@dataclass(frozen=True)
class Licence:
    """Why a stock presenter or voice may be used by everybody: under which licence, and whose work it is."""

    licence: str
    source: str


_OURS = Licence("Apache-2.0", "an invented person, drawn by the renderer of this project")
_ENGINES = {
    "kokoro": Licence("Apache-2.0", "hexgrad, Kokoro-82M v1.0"),
    "hibari": Licence("Apache-2.0", "Maureese Williams, hibari-tts"),
}
Stock = Mapping[tuple[Likeness, str], Licence]
STOCK: Stock = {("face", name): _OURS for name in PRESENTERS} | {
    ("voice", name): _ENGINES[voice.engine] for name, voice in VOICES.items()
}
"""Every presenter and voice that ships; whoever is not in here is a real person until a consent says more."""


class Consents(Protocol):
    """What is on record; see memory.consents.Consents."""

    def of(self, likeness: str, kind: Likeness) -> Sequence[Consent]: ...
    def get(self, consent_id: str) -> Consent: ...


class NoConsents:
    """A place without records: nobody has consented to anything."""

    def of(self, likeness: str, kind: Likeness) -> Sequence[Consent]:
        return ()

    def get(self, consent_id: str) -> Consent:
        raise ConsentWithdrawn((_finding("", "film", "voice", "No consent is on record here."),))


@dataclass(frozen=True)
class Likenesses:
    """What was found: findings that stop the film, and the consents that it needs for as long as it is made."""

    findings: tuple[Finding, ...]
    consents: tuple[Consent, ...]


def likenesses(
    board: Storyboard, use: Use, consents: Consents, *, stock: Stock = STOCK, now: datetime | None = None
) -> Likenesses:
    """Checks every face and every voice of a film. Nobody's role and no setting is asked: there is none that counts."""
    moment = now or datetime.now(UTC)
    findings: list[Finding] = []
    needed: dict[str, Consent] = {}
    for (kind, name), where in _used(board).items():
        if (kind, name) in stock:
            continue
        known = consents.of(name, kind)
        valid = next((one for one in known if not one.lacks(use, moment)), None)
        if valid:
            needed[valid.id] = valid
        else:
            findings.append(_finding(name, where, kind, _why(name, kind, known, use, moment), stock))
    return Likenesses(tuple(findings), tuple(needed.values()))


class Watch:
    """Whether the consents that cleared a film still stand, while it is made. Cheap: the store is asked twice a second at most.

    Without consents it never asks: stock presenters cannot be revoked.
    """

    def __init__(
        self, needed: Sequence[Consent], use: Use, consents: Consents, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._needed, self._use, self._consents, self._clock = needed, use, consents, clock
        self._asked = -ASK_EVERY_S
        self._withdrawn: tuple[Finding, ...] = ()

    def is_withdrawn(self) -> bool:
        """Poll this; once True it stays so."""
        if self._needed and not self._withdrawn and self._clock() - self._asked >= ASK_EVERY_S:
            self._ask()
        return bool(self._withdrawn)

    def check(self) -> None:
        """Asks now, before a piece of the film starts. Raises ConsentWithdrawn."""
        if self._needed and not self._withdrawn:
            self._ask()
        if self._withdrawn:
            raise ConsentWithdrawn(self._withdrawn)

    def _ask(self) -> None:
        self._asked = self._clock()
        now = datetime.now(UTC)
        current = [self._consents.get(one.id) for one in self._needed]
        self._withdrawn = tuple(
            _finding(one.likeness, "film", one.kind, f"The consent of {one.person} {lack}.", reason=one.revoked_why)
            for one in current
            if (lack := one.lacks(self._use, now))
        )


def _used(board: Storyboard) -> dict[tuple[Likeness, str], str]:
    """Each face and voice, in lower case, with the first place it is used in."""
    used: dict[tuple[Likeness, str], str] = {("face", board.presenter.lower()): "film"}
    if board.voice:
        used[("voice", board.voice.lower())] = "film"
    for number, scene in enumerate(board.scenes, 1):
        if scene.presenter:
            used.setdefault(("face", scene.presenter.lower()), f"scene {number}")
        if scene.voice:
            used.setdefault(("voice", scene.voice.lower()), f"scene {number}")
    return used


def _why(name: str, kind: Likeness, known: Sequence[Consent], use: Use, now: datetime) -> str:
    if not known:
        return f"No {kind} of a person without their recorded consent, and there is none for {name!r}."
    newest = known[0]
    return f"The consent of {newest.person} for this {kind} {newest.lacks(use, now)}."


def _finding(name: str, where: str, kind: Likeness, why: str, stock: Stock = STOCK, *, reason: str = "") -> Finding:
    others = sorted(stocked for of, stocked in stock if of == kind)
    shown = f" ({', '.join(others)})" if kind == "face" else ""
    ours = "cast" if kind == "face" else "voices"
    return Finding(
        rule=RULE,
        text=name,
        reason=f"{why} {_said(reason)}".strip(),
        way_out=f"Choose one of our own {ours}{shown}, or record the person's own consent first.",
        where=where,
    )


def _said(reason: str) -> str:
    return f"They said: “{reason.strip()}”." if reason.strip() else ""
