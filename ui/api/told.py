"""Events of a turn as the API tells them: a kind and plain values, without a path of this machine in them."""

from __future__ import annotations

from typing import Any

from agent.events import (
    Asked,
    Cancelled,
    Compared,
    Delivered,
    Event,
    Failed,
    FramesChanged,
    Named,
    PreviewReady,
    PreviewStarted,
    Progress,
    Refused,
    Said,
    SceneReady,
    Used,
    Waiting,
)
from ui.api.problems import PREFIX
from ui.present import scenes_json, text_of

Told = tuple[str, dict[str, Any]]


def film_address(project_id: str, version: int, quality: str) -> str:
    """Where a film is fetched with a key: quality is 'final' or 'preview'."""
    return f"{PREFIX}/projects/{project_id}/film?version={version}&quality={quality}"


def told(event: Event) -> Told | None:
    """The kind of an event and what it says; None for a piece of a reply that is still being written."""
    match event:
        case Said(delta=True):
            return None
        case Said(text=text):
            return "said", {"text": text}
        case Asked(question=question):
            return "question.asked", {"text": question}
        case Progress():
            return "progress", {"label": event.label, "done": round(event.done, 3), "seconds_left": event.seconds_left}
        case FramesChanged():
            return "frames.changed", {
                "version": event.version,
                "scenes": [number for number, _ in event.stills],
                "of": event.scenes,
            }
        case SceneReady():
            return "scene.ready", {"version": event.version, "scene": event.scene}
        case PreviewStarted():
            return "preview.started", {"version": event.version}
        case PreviewReady():
            return "preview.ready", _preview(event)
        case Named():
            return "version.named", {"version": event.version, "name": event.name}
        case Compared():
            said = {"labels": list(event.labels), "differences": list(event.differences), "text": text_of(event)}
            return "versions.compared", {"versions": list(event.versions), "duration_s": round(event.duration_s, 3), **said}
        case Refused():
            findings = [finding.model_dump(mode="json") for finding in event.findings]
            return "turn.refused", {"text": text_of(event), "findings": findings, "can_appeal": event.can_appeal}
        case Waiting():
            findings = [finding.model_dump(mode="json") for finding in event.findings]
            return "turn.waiting", {"text": text_of(event), "findings": findings, "people": event.people}
        case Delivered():
            video = film_address(event.project_id, event.version, "final")
            return "film.delivered", {"version": event.version, "duration_s": round(event.duration_s, 3), "film": video}
        case Cancelled():
            return "turn.cancelled", {"text": text_of(event)}
        case Failed():
            return "turn.failed", {"text": event.sentence}
        case Used():
            return "used", {"calls": event.calls, "prompt_tokens": event.prompt_tokens, "answer_tokens": event.answer_tokens}


def _preview(event: PreviewReady) -> dict[str, Any]:
    return {
        "version": event.version,
        "title": event.storyboard.title,
        "duration_s": round(event.duration_s, 3),
        "aspect": event.storyboard.aspect,
        "said": list(event.said),
        "assumed": list(event.assumed),
        "changes": list(event.changes),
        "scenes": scenes_json(event),
        "rendered_scenes": list(event.rendered_scenes),
        "reused_scenes": list(event.reused_scenes),
        "film": film_address(event.project_id, event.version, "preview"),
        "text": text_of(event),
    }
