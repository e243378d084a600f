"""Who reads what code leaves over in an eval, and stand-ins for what understanding does not need."""

from __future__ import annotations

from dataclasses import dataclass

from agent.director.contract import Director, DraftTask, DraftText, Heard, OnWords, Rewrite, SceneText, Situation
from memory.domain.storyboard import Storyboard

WORDS_PER_S = 2.6
PAUSE_S = 0.75


class CodeAlone:
    """Nobody: what code cannot read stays unread."""

    name = "none"
    is_small = True

    async def read(self, message: str, situation: Situation, complaint: str = "") -> Heard:
        """Every message might want a change; which, nobody knows."""
        return Heard("revise")

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        """Scenes that say nothing new."""
        return DraftText("", tuple(SceneText("") for _ in task.scenes))

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        """The old words."""
        return {}

    async def answer(self, question: str, board: Storyboard, facts: str, on_words: OnWords) -> str:
        """Nothing."""
        return ""


class Understanding:
    """A director that understands and writes no new words: which edits were meant is known before the words are."""

    def __init__(self, inner: Director) -> None:
        self._inner = inner
        self.name, self.is_small = inner.name, inner.is_small
        self.read = inner.read
        self.draft = inner.draft
        self.answer = inner.answer

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        """The old words; for a new scene what it is about."""
        said = {scene.id: scene.narration for scene in board.scenes}
        return {key: SceneText(said.get(key) or plan.about or "A new scene.") for key, plan in task.scenes.items()}


@dataclass(frozen=True)
class ReadAloud:
    """Lengths by a count of words, as good as a voice for finding out what is at 0:12."""

    lengths_s: tuple[float, ...]
    off: float = 0.0
    speed: float = 1.0
    fits: bool = True

    @property
    def duration_s(self) -> float:
        return sum(self.lengths_s)

    def starts_s(self) -> tuple[float, ...]:
        """Start of every scene, then the end of the film."""
        return tuple(sum(self.lengths_s[:place]) for place in range(len(self.lengths_s) + 1))


class Clock:
    """What reading edits needs of rendering."""

    def schedule(self, board: Storyboard) -> ReadAloud:
        """How long every scene will be, about."""
        lengths = [len(scene.narration.split()) / WORDS_PER_S + PAUSE_S for scene in board.scenes]
        scale = (board.target_s or sum(lengths)) / sum(lengths)
        return ReadAloud(tuple(length * scale for length in lengths))
