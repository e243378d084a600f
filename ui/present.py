"""Events into plain words and plain values, for every door: pure, and free of ids and stage names."""

from __future__ import annotations

from collections.abc import Sequence
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
from memory.domain.findings import Finding
from memory.domain.project import Version
from memory.domain.storyboard import Scene, Storyboard

LANGUAGES = {
    "ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sk": "Slovak", "sl": "Slovenian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip

APPEAL = "If you think that is wrong, say “I want to appeal”, and a person looks at it."


def clock(seconds: float) -> str:
    """A place on the clock, as players show it: 7.9 -> '0:07', 75.4 -> '1:15'; a hair below a second counts as that second."""
    whole = int(seconds + 0.05)
    return f"{whole // 60}:{whole % 60:02d}"


def length(seconds: float) -> str:
    """How long something runs: '12.5 s', '30 s', '1 min 15 s'."""
    if round(seconds, 1) < 60:
        return f"{seconds:.1f} s".replace(".0 s", " s")
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole % 60 else f"{whole // 60} min"


def arrows(change: str) -> str:
    """A change as people write it: 'music: on -> off' gets a real arrow."""
    return change.replace(" -> ", " → ")


def to_go(seconds: float | None) -> str:
    """Rough words for a wait, '' where it is not known: 'about 8 s to go', 'about 2 min to go', 'almost done'."""
    if seconds is None:
        return ""
    if seconds < 1.5:
        return "almost done"
    if seconds < 90:
        return f"about {round(seconds)} s to go"
    return f"about {round(seconds / 60)} min to go"


def progress_line(event: Progress) -> str:
    """'Rendering scene 3 of 6, about 8 s to go'."""
    wait = to_go(event.seconds_left)
    return f"{event.label}, {wait}" if wait else event.label


def bullet_list(title: str, items: Sequence[str]) -> str:
    """A titled list, '' when there is nothing to list."""
    return "\n".join([f"{title}:", *(f"- {item}" for item in items)]) if items else ""


def finding_sentence(finding: Finding) -> str:
    """What was said, why that cannot be rendered, and the way out, in one paragraph that names the rule."""
    where = "" if finding.where in ("", "brief") else f" in {place(finding.where)}"
    quoted = f"“{finding.text.strip()}”{where}: " if finding.text.strip() else ""
    instead = f" For example: “{finding.rewrite}”" if finding.rewrite else ""
    return f"{quoted}{finding.reason.rstrip('.')} (rule: {finding.rule}). {finding.way_out}{instead}".strip()


def place(where: str) -> str:
    """Where a finding lies, as a person would say it: 's3' -> 'scene 3'."""
    return f"scene {where[1:]}" if where[:1] == "s" and where[1:].isdigit() else where


def refusal(findings: Sequence[Finding], can_appeal: bool = False) -> str:
    """Why nothing was rendered, one paragraph per sentence that failed."""
    refused = [finding for finding in findings if finding.action != "allow"]
    if any(finding.action == "refuse" for finding in refused):
        head = "I can't make this as it is."
    else:
        head = "A person has to look at this before I may render it."
    told = [head, *(finding_sentence(finding) for finding in refused)]
    return "\n\n".join([*told, APPEAL] if can_appeal else told)


def waiting_text(event: Waiting) -> str:
    """What people are looking at, and that nothing has to be done meanwhile."""
    who = "A person has" if event.people == 1 else "Two people have"
    wait = f"Half of all decisions come within {spell(event.median_s)}. " if event.median_s is not None else ""
    return "\n\n".join(
        [
            f"{who} to look at this before I may show it.",
            *(finding_sentence(finding.model_copy(update={"way_out": ""})) for finding in event.findings),
            f"{wait}I go on by myself as soon as it is decided; you can change the words meanwhile.",
        ]
    )


def spell(seconds: float) -> str:
    """A wait in rough words: 'a minute', 'about 4 minutes', 'about 3 hours', 'about 2 days'."""
    for size, noun in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= 1.5 * size:
            return f"about {count(round(seconds / size), noun)}"
    return "an hour" if seconds >= 3000 else "a minute"


def preview_line(event: PreviewReady) -> str:
    """One sentence that goes with a preview: what changed was told before it was rendered, so this tells what that took."""
    runs = length(event.duration_s)
    if not event.changes:
        return f"Here is your preview: {event.storyboard.title}, {runs}, {event.storyboard.aspect}."
    return f"Done: {_work_done(event)}; the film is {runs} long."


def _work_done(event: PreviewReady) -> str:
    made, kept = len(event.rendered_scenes), len(event.reused_scenes)
    if not made:
        return "no scene had to be rendered again"
    if not kept:
        return f"{count(made, 'scene')} rendered"
    return f"{count(made, 'scene')} rendered, {kept} stayed exactly as {'it was' if kept == 1 else 'they were'}"


def count(number: float, noun: str) -> str:
    """'1 scene', '3 scenes'."""
    return f"{number:g} {noun}{'' if number == 1 else 's'}"


def language_name(code: str) -> str:
    """'es' -> 'Spanish'; a code that is not in the list stays as it is."""
    return LANGUAGES.get(code.split("-")[0].lower(), code)


def delivery_line(event: Delivered) -> str:
    """The sentence that goes with a finished film."""
    return f"Your film is ready: {length(event.duration_s)} in full size."


def compared_text(event: Compared) -> str:
    """What differs between two versions that are shown side by side."""
    left, right = event.labels
    if not event.differences:
        return f"{left} and {right} are the same."
    return bullet_list(f"From {left} to {right}", list(map(arrows, event.differences)))


def text_of(event: Event) -> str:
    """An event as text for a terminal or a plain chat; '' where there is nothing to say."""
    match event:
        case Said(text=text):
            return text
        case Asked(question=question):
            return question
        case Progress():
            return progress_line(event)
        case SceneReady():
            return f"Scene {event.scene} can be played already: {event.clip}"
        case PreviewStarted() | FramesChanged() | Used():
            return ""
        case PreviewReady():
            lists = [bullet_list("You said", event.said), bullet_list("I assumed", event.assumed)]
            return "\n\n".join(part for part in (preview_line(event), *lists) if part)
        case Named():
            lost = f"; version {event.before} is not called so any more" if event.before else ""
            return f"Version {event.version} is now called “{event.name}”{lost}. Say “show {event.name}” to see it again."
        case Compared():
            return compared_text(event)
        case Refused():
            return refusal(event.findings, event.can_appeal)
        case Waiting():
            return waiting_text(event)
        case Delivered():
            return delivery_line(event)
        case Cancelled(what=what):
            return what or "Stopped. What you had before still stands."
        case Failed(sentence=sentence):
            return sentence


def version_line(version: Version, head: int | None) -> str:
    """A version in a list: '* v3  2026-03-01 14:02  from v1  “calm”  Music is now off'; the star marks the one that is shown."""
    parts = [
        f"{'*' if version.number == head else ' '} v{version.number:<3}",
        f"{version.created_at.astimezone():%Y-%m-%d %H:%M}",
        f"from v{version.parent}" if version.parent and version.parent != version.number - 1 else "",
        f"“{version.name}”" if version.name else "",
        version.label,
    ]
    return "  ".join(part for part in parts if part)


def scene_starts(event: PreviewReady) -> tuple[float, ...]:
    """Seconds at which scenes start; evenly spread when the event does not tell."""
    count_ = len(event.storyboard.scenes)
    if len(event.starts_s) == count_:
        return event.starts_s
    return tuple(event.duration_s * index / count_ for index in range(count_))


def scene_cards(event: PreviewReady, stills: Sequence[str]) -> list[dict[str, Any]]:
    """One dict per scene for the storyboard strip: number, start on the clock, words, shown text, picture (a URL or '')."""
    starts = scene_starts(event)
    ends = (*starts[1:], event.duration_s)
    return [
        {
            "number": index + 1,
            "at": clock(starts[index]),
            "at_s": round(starts[index], 3),
            "length": f"{ends[index] - starts[index]:.1f} s",
            "words": scene.narration,
            "shown": scene.on_screen.lines(),
            "still": stills[index] if index < len(stills) else "",
            "changed": bool(event.changes) and scene.id in event.rendered_scenes,
        }
        for index, scene in enumerate(event.storyboard.scenes)
    ]


def preview_card(event: PreviewReady, stills: Sequence[str]) -> dict[str, Any]:
    """A preview as every door's card shows it; `stills` are what the door knows the scenes' pictures by."""
    board = event.storyboard
    return {
        "version": event.version,
        "title": board.title,
        "facts": [length(event.duration_s), board.aspect, language_name(board.language), count(len(board.scenes), "scene")],
        "said": list(event.said),
        "assumed": list(event.assumed),
        "changes": [preview_line(event)] if event.changes else [],
        "scenes": scene_cards(event, stills),
        "undoable": event.can_undo,
    }


def scene_json(board: Storyboard, scene: Scene, duration_s: float) -> dict[str, Any]:
    """A scene as `--json` shows it."""
    return {
        "id": scene.id,
        "narration": scene.narration,
        "on_screen": scene.on_screen.lines(),
        "duration_s": round(duration_s, 3),
        "layout": scene.layout,
        "presenter": scene.presenter or board.presenter,
    }


def scenes_json(event: PreviewReady) -> list[dict[str, Any]]:
    """All scenes of a preview with the lengths they really have."""
    starts = scene_starts(event)
    ends = (*starts[1:], event.duration_s)
    return [scene_json(event.storyboard, scene, ends[i] - starts[i]) for i, scene in enumerate(event.storyboard.scenes)]
