"""The brief: what the film is for, field by field, each with where it came from."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from memory.domain.frozen import Frozen
from memory.domain.storyboard import AspectRatio, CaptionStyle, LookName, MusicMood

Source = Literal["said", "remembered", "assumed"]
T = TypeVar("T")


class Sourced(Frozen, Generic[T]):
    """A value and who it comes from: the person now, the brand's memory, or our own guess."""

    value: T
    source: Source = "said"


LABELS = {
    "subject": "It is about {}",
    "goal": "It should {}",
    "audience": "It is for {}",
    "tone": "The tone is {}",
    "duration_s": "It runs {}",
    "aspect": "The shape is {}",
    "language": "The language is {}",
    "presenter": "{} presents it",
    "voice": "The voice is {}",
    "look": "The look is {}",
    "color": "The brand colour is {}",
    "captions": "Captions are {}",
    "music_mood": "The music is {}",
    "script": "Your script of {} words is spoken word for word",
    "must_include": "It must contain {}",
    "must_avoid": "It must avoid {}",
    "call_to_action": "It ends with {}",
    "brand": "The brand is {}",
}
CAPTION_WORDS = {
    "off": "off", "word": "on, word by word", "karaoke": "on, filling as they are spoken", "boxed": "on, in a box",
    "minimal": "on, small and plain", "bold": "on, in large capitals",
}  # fmt: skip

LANGUAGE_NAMES = {
    "en": "English", "de": "German", "es": "Spanish", "fr": "French", "it": "Italian", "pt": "Portuguese", "nl": "Dutch",
    "pl": "Polish", "ja": "Japanese", "zh": "Chinese", "ko": "Korean", "hi": "Hindi", "ar": "Arabic", "tr": "Turkish",
    "sv": "Swedish", "da": "Danish",
}  # fmt: skip


class Brief(Frozen):
    """What was asked for. A field that is None is open; `script` is the person's own text, byte for byte.

    `duration_s` is seconds; `language` a BCP 47 tag; `color` '#RRGGBB'; `presenter` and `voice` are names.
    """

    subject: Sourced[str] | None = None
    goal: Sourced[str] | None = None
    audience: Sourced[str] | None = None
    tone: Sourced[str] | None = None
    duration_s: Sourced[float] | None = None
    aspect: Sourced[AspectRatio] | None = None
    language: Sourced[str] | None = None
    presenter: Sourced[str] | None = None
    voice: Sourced[str] | None = None
    look: Sourced[LookName] | None = None
    color: Sourced[str] | None = None
    captions: Sourced[CaptionStyle] | None = None
    music_mood: Sourced[MusicMood | Literal["off"]] | None = None
    script: Sourced[tuple[str, ...]] | None = None
    must_include: Sourced[tuple[str, ...]] | None = None
    must_avoid: Sourced[tuple[str, ...]] | None = None
    call_to_action: Sourced[str] | None = None
    brand: Sourced[str] | None = None

    def said(self) -> tuple[str, ...]:
        """Short sentences for everything the person said, in the order of the fields."""
        return self._sentences(("said",))

    def assumed(self) -> tuple[str, ...]:
        """Short sentences for everything that was remembered or guessed; remembered ones say so."""
        return self._sentences(("remembered", "assumed"))

    def _sentences(self, sources: tuple[Source, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for name, label in LABELS.items():
            entry: Sourced[object] | None = getattr(self, name)
            if entry is None or entry.source not in sources or entry.value in ("", ()):
                continue
            sentence = label.format(_spoken(name, entry.value))
            found.append(f"{sentence}, as remembered" if entry.source == "remembered" else sentence)
        return tuple(found)


def _spoken(name: str, value: object) -> str:
    match name, value:
        case "script", tuple():
            return str(sum(len(str(scene).split()) for scene in value))
        case "duration_s", float() | int():
            return f"{value:g} seconds"
        case "language", str():
            return LANGUAGE_NAMES.get(value.split("-")[0], value)
        case "voice", str():
            return value[:1].upper() + value[1:]
        case "captions", str():
            return CAPTION_WORDS[value]
        case "presenter", str():
            return value[:1].upper() + value[1:]
        case _, tuple():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)
