"""What a person hands in: words, files and buttons."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal
from uuid import uuid4

from agent.state import State
from memory.domain.roles import Action as Needed

if TYPE_CHECKING:
    from tools.assets import Accepted

Action = Literal["approve", "undo", "cancel", "decided"] | tuple[Literal["version"], int] | None
FileKind = Literal["image", "video", "audio", "document"]


@dataclass(frozen=True)
class File:
    """An upload that is already in the file store, by the sha256 of its bytes. `text` is a document's plain text,
    `shows` what a picture or clip is of, as `tools.uploads` tells it.
    """

    sha256: str
    name: str
    mime: str
    kind: FileKind
    text: str = ""
    shows: str = ""

    @classmethod
    def of(cls, accepted: Accepted) -> File:
        """What was opened and stored, as a message carries it."""
        return cls(accepted.sha256, accepted.name, accepted.mime, accepted.kind, accepted.text, accepted.shows or "")


@dataclass(frozen=True)
class Message:
    """One turn of a person. The same `turn_id` twice is the same turn: it is done once.

    `script` is the whole script as a document, as `memory.domain.script_document` writes it, with what was edited in it.
    The action 'decided' is no person's: it lets the conversation hear what people decided on what it waits for.
    `brand` names whose film it is, where the door knows it. `only` are the keys of the brands that the door lets them work
    for, () for all of theirs; `barred` is what the door lets nobody do, whatever their role.
    """

    text: str
    files: tuple[File, ...] = ()
    action: Action = None
    user: str = "local"
    turn_id: str = ""
    script: str = ""
    brand: str = ""
    only: tuple[str, ...] = ()
    barred: tuple[Needed, ...] = ()

    def state(self, turn_id: str) -> State:
        """The part of the graph's state that a message sets."""
        name, pick = self.action if isinstance(self.action, tuple) else (self.action or "", 0)
        files = [asdict(file) for file in self.files]
        state = State(
            turn_id=turn_id,
            message=self.text,
            files=files,
            action=name,
            pick=pick,
            script=self.script,
            speaker=self.user,
            only=list(self.only),
            barred=list(self.barred),
        )
        return state | State(brand=self.brand) if self.brand else state


def new_turn_id() -> str:
    """A fresh name for a turn that its door did not name."""
    return uuid4().hex
