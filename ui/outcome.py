"""What one turn came to, as `--json` shows it: gathered from its events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from agent.events import (
    Asked,
    Cancelled,
    Compared,
    Delivered,
    Event,
    Failed,
    Named,
    PreviewReady,
    PreviewStarted,
    Progress,
    Refused,
    Said,
    Used,
    Waiting,
)
from memory.domain.findings import Finding
from memory.domain.storyboard import Storyboard
from ui.present import scenes_json, text_of

State = Literal["previewed", "approved", "asking", "refused", "cancelled", "failed", "answered", "waiting"]


@dataclass
class Outcome:
    """The last preview, the film, the question or the refusal of one turn. `clock` gives seconds since the turn began."""

    clock: Callable[[], float]
    state: State = "answered"
    preview: PreviewReady | None = None
    film: Delivered | None = None
    comparison: Compared | None = None
    question: str | None = None
    findings: tuple[Finding, ...] = ()
    replies: list[str] = field(default_factory=list)
    streamed: str = ""
    timings: dict[str, float] = field(default_factory=dict)
    used: Used = field(default_factory=lambda: Used(0, 0, 0, 0, 0.0))

    def take(self, event: Event) -> None:
        """Counts one event in."""
        match event:
            case Said(text=text, delta=True):
                self.streamed += text
            case Said():
                self.replies.append(event.text)
            case Asked(question=question):
                self.state, self.question = "asking", question
            case Progress() if event.done > 0:
                self.timings.setdefault("understand_s", self.clock())
            case Progress():
                pass
            case PreviewStarted():
                self.timings.setdefault("first_playable_s", self.clock())
            case PreviewReady():
                self.state, self.preview = "previewed", event
                self.timings["whole_preview_s"] = self.clock()
                self.timings |= event.timings
            case Named():
                self.replies.append(text_of(event))
            case Compared():
                self.comparison = event
                self.timings |= event.timings
                self.replies.append(text_of(event))
            case Refused(findings=findings):
                self.state, self.findings = "refused", findings
            case Waiting(findings=findings):
                self.state, self.findings = "waiting", findings
                self.replies.append(text_of(event))
            case Delivered():
                self.state, self.film = "approved", event
                self.timings["render_s"] = self.clock()
                self.timings |= {key: value for key, value in event.timings.items() if key not in self.timings}
            case Cancelled():
                self.state = "cancelled"
            case Used():
                self.used = event.and_(self.used)
            case Failed(sentence=sentence):
                self.state = "failed"
                self.replies.append(sentence)

    @property
    def reply(self) -> str:
        """Everything the agency said, in order; a preview or a refusal speaks for itself when it said nothing."""
        said = [part for part in (self.streamed.strip(), *self.replies) if part]
        if self.question:
            said.append(self.question)
        if not said and self.preview:
            said = [text_of(self.preview)]
        if not said and self.findings:
            said = [text_of(Refused(self.findings))]
        if not said and self.film:
            said = [text_of(self.film)]
        return "\n\n".join(said)

    @property
    def succeeded(self) -> bool:
        """Whether the command did what was asked of it."""
        return self.state not in ("refused", "failed", "cancelled")

    def as_json(
        self,
        project: str,
        version: int,
        edits: list[dict[str, Any]],
        video: Path | None,
        preview: Path | None,
        board: Storyboard | None = None,
    ) -> dict[str, Any]:
        """The object of contract.md. `edits` led to this version, `board` is its storyboard where no preview was shown."""
        shown = self.preview
        board = shown.storyboard if shown else board
        return {
            "project": project,
            "version": version,
            "state": self.state,
            "reply": self.reply,
            "video": str(video) if video else None,
            "preview": str(preview) if preview else None,
            "duration_s": round(self.film.duration_s if self.film else shown.duration_s if shown else 0.0, 3),
            "aspect": board.aspect if board else None,
            "language": board.language if board else None,
            "said": list(shown.said) if shown else [],
            "assumed": list(shown.assumed) if shown else [],
            "compare": _comparison_json(self.comparison) if self.comparison else None,
            "question": self.question,
            "edits": edits,
            "scenes": scenes_json(shown) if shown else [],
            "rendered_scenes": list(shown.rendered_scenes) if shown else [],
            "reused_scenes": list(shown.reused_scenes) if shown else [],
            "findings": [finding.model_dump() for finding in self.findings],
            "usage": asdict(self.used),
            "timings": {key: round(value, 3) for key, value in self.timings.items()},
        }


def _comparison_json(event: Compared) -> dict[str, Any]:
    return {
        "versions": list(event.versions),
        "labels": list(event.labels),
        "video": str(event.video),
        "duration_s": round(event.duration_s, 3),
        "differences": list(event.differences),
    }
