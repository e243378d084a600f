"""What differs between two versions of a storyboard, in words a person can check."""

from __future__ import annotations

from memory.domain.frozen import Frozen
from memory.domain.storyboard import LowerThird, Media, Scene, Storyboard

_FILM = {
    "title": "title",
    "language": "language",
    "aspect": "shape",
    "presenter": "presenter",
    "voice": "voice",
    "framing": "framing",
    "in_brand": "presenter in the brand colour",
    "transition": "transition",
    "captions": "captions",
    "caption_position": "caption position",
    "target_s": "length",
    "pace": "pace",
    "variables": "variables",
    "lower_third": "name strip",
}
_FILM_PARTS = {
    "theme": {"look": "look", "color": "brand colour", "accent": "accent colour", "dark": "dark ground"},
    "background": {"kind": "background", "color": "background colour"},
    "music": {"on": "music", "mood": "music mood", "gain_db": "music volume", "seed": "tune"},
    "logo": {"sha256": "logo", "visible": "logo shown", "scale": "logo size"},
}
_SCENE = {
    "narration": "narration",
    "layout": "layout",
    "presenter": "presenter",
    "voice": "voice",
    "framing": "framing",
    "transition": "transition",
    "length_s": "length",
    "notes": "notes",
    "media": "picture",
    "gestures": "gestures",
}
_SCENE_PARTS = {
    "on_screen": {"headline": "headline", "body": "text", "figure": "figure", "points": "points"},
    "background": {"kind": "background", "color": "background colour"},
}
_SECONDS = ("length",)


class Change(Frozen):
    """One difference. `scene` is an id, None for the whole film; '' in `before` or `after` means there was nothing."""

    scene: str | None
    what: str
    before: str
    after: str


def changes_between(old: Storyboard, new: Storyboard) -> tuple[Change, ...]:
    """Every difference, the film's first, then scenes that went, came, moved and changed."""
    before = {scene.id: scene for scene in old.scenes}
    after = {scene.id: scene for scene in new.scenes}
    found = _fields(None, old, new, _FILM, _FILM_PARTS)
    found += [Change(scene=key, what="scene", before=_name(scene), after="") for key, scene in before.items() if key not in after]
    found += [Change(scene=key, what="scene", before="", after=_name(scene)) for key, scene in after.items() if key not in before]
    found += _moved([key for key in before if key in after], [key for key in after if key in before])
    for key, scene in after.items():
        if key in before and before[key] != scene:
            found += _fields(key, before[key], scene, _SCENE, _SCENE_PARTS)
    return tuple(found)


def _moved(old: list[str], new: list[str]) -> list[Change]:
    if old == new:
        return []
    return [Change(scene=None, what="order", before=", ".join(old), after=", ".join(new))]


def _fields(scene: str | None, old: Frozen, new: Frozen, names: dict[str, str], parts: dict[str, dict[str, str]]) -> list[Change]:
    found = []
    for field, what in names.items():
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            found.append(Change(scene=scene, what=what, before=_text(before, what), after=_text(after, what)))
    for field, inner in parts.items():
        before, after = getattr(old, field), getattr(new, field)
        for name, what in inner.items():
            left, right = getattr(before, name, None), getattr(after, name, None)
            if left != right:
                found.append(Change(scene=scene, what=what, before=_text(left, what), after=_text(right, what)))
    return found


def _text(value: object, what: str) -> str:
    match value:
        case None:
            return ""
        case Media():
            return value.name or "the upload"
        case LowerThird():
            return f"{value.name}, {value.role}".removesuffix(", ")
        case str() if what == "logo":
            return "the upload"
        case bool():
            return "on" if value else "off"
        case float() if what in _SECONDS:
            return f"{value:g} s"
        case float():
            return f"{value:g}"
        case dict():
            return ", ".join(f"{key}={entry}" for key, entry in value.items())
        case tuple():
            return " / ".join(str(part) for part in value)
        case _:
            return str(value)


def _name(scene: Scene) -> str:
    return scene.on_screen.headline or " ".join(scene.narration.split()[:6]) or scene.layout.replace("_", " ")
