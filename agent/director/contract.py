"""What a director does: the only part of the agency that a language model plays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from memory.domain.edit_draft import EditDraft
from memory.domain.edits import Edit, Op
from memory.domain.storyboard import Storyboard

Kind = Literal["revise", "ask_question", "approve", "cancel", "start_new", "other", "clarify"]
OnWords = Callable[[str], None]
"""Called with pieces of text that a person may already read."""


@dataclass(frozen=True)
class ScenePlan:
    """What one scene is for, how many words it may have, which facts it must hold as they are written, which points it shows.

    `spare` are an English headline and line for a scene that the brief leaves open.
    """

    role: str
    least: int
    most: int
    about: str = ""
    facts: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    spare: tuple[str, str] = ("", "")

    def is_written(self, language: str) -> bool:
        """Whether the scene has its words already, and no director is asked for them."""
        return bool(self.spare[1]) and language.split("-")[0] == "en"


@dataclass(frozen=True)
class DraftTask:
    """A film to be written. `narrations` holds the person's own script: then only headlines are asked for.

    With a `matter`, pieces of the brief, the film is told freely: as many lines as there are plans, without headlines.
    `earlier` are the narrations of the scenes before these, where a long film is written in parts.
    """

    request: str
    language: str
    scenes: tuple[ScenePlan, ...]
    tone: str = ""
    audience: str = ""
    avoid: tuple[str, ...] = ()
    narrations: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    matter: str = ""


@dataclass(frozen=True)
class SceneText:
    """The words of one scene."""

    narration: str
    headline: str = ""
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftText:
    """The words of a film, one entry for each planned scene."""

    title: str
    scenes: tuple[SceneText, ...]


@dataclass(frozen=True)
class Rewrite:
    """New words wanted for scenes of a film: what to do, and the plan of each scene by id. `shown`: headlines too."""

    wish: str
    language: str
    scenes: dict[str, ScenePlan]
    shown: bool = False


@dataclass(frozen=True)
class Situation:
    """What a message is about: the film as it is now, the voices there are, and in sentences what happened before it.

    `read` are edits that code has taken from the message already; then only the rest of it is asked about. `file` is the
    kind of a file that came with it, '' for none. `is_wish` True: its words bear no other kind of message. A small director is
    asked for nothing but `open_ops`, operations whose exact words nobody else can find.
    """

    board: Storyboard
    voices: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    read: tuple[Edit, ...] = ()
    file: str = ""
    is_wish: bool = False
    open_ops: tuple[Op, ...] = ()


@dataclass(frozen=True)
class Heard:
    """What a director makes of a message: its kind, the edits it asks for, and with the kind 'clarify' what to ask back."""

    kind: Kind
    rows: tuple[EditDraft, ...] = ()
    question: str = ""


class Director(Protocol):
    """Reads wishes and writes words. Every method raises DirectorUnreachable or DraftUnusable, never anything else.

    A small one invents: what it reads in a message counts only as far as the words of the message bear it.
    """

    name: str
    is_small: bool

    async def read(self, message: str, situation: Situation, complaint: str = "") -> Heard:
        """What a message asks for; `complaint` says why the last answer could not be applied."""
        ...

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        """The words of a new film."""
        ...

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        """New words by scene id."""
        ...

    async def answer(self, question: str, board: Storyboard, facts: str, on_words: OnWords) -> str:
        """A short answer to a question about the film; changes nothing."""
        ...
