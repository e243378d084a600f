"""Where a project's head has been: what undo and redo lead to."""

from __future__ import annotations

from memory.domain.frozen import Frozen


class Trail(Frozen):
    """Versions that were shown before and after an undo, the nearest last, with `head` in between (None: no version yet).

    Undo takes back the last thing that was done, an edit or a jump. A version that leaves the trail stays stored.
    """

    head: int | None = None
    behind: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()

    def gone_to(self, version: int) -> Trail:
        """After an edit or a jump: redo has nothing left to go to."""
        if version == self.head:
            return self
        behind = self.behind if self.head is None else (*self.behind, self.head)
        return Trail(head=version, behind=behind)

    def undone(self, steps: int = 1) -> Trail:
        """Up to `steps` back; the same trail where nothing is behind."""
        trail = self
        for _ in range(min(steps, len(self.behind))):
            assert trail.head is not None
            trail = Trail(head=trail.behind[-1], behind=trail.behind[:-1], ahead=(*trail.ahead, trail.head))
        return trail

    def redone(self, steps: int = 1) -> Trail:
        """Up to `steps` forward; the same trail where nothing is ahead."""
        trail = self
        for _ in range(min(steps, len(self.ahead))):
            assert trail.head is not None
            trail = Trail(head=trail.ahead[-1], behind=(*trail.behind, trail.head), ahead=trail.ahead[:-1])
        return trail

    def taken_back(self, version: int) -> Trail:
        """As if the turn that left `version` had not moved the head: a turn that was stopped or refused leaves no step."""
        if version in self.behind:
            return Trail(head=version, behind=self.behind[: _last(self.behind, version)], ahead=self.ahead)
        if version in self.ahead:
            return self.redone(len(self.ahead) - _last(self.ahead, version))
        return Trail(head=version, behind=self.behind, ahead=self.ahead)


def _last(versions: tuple[int, ...], version: int) -> int:
    return len(versions) - 1 - versions[::-1].index(version)
