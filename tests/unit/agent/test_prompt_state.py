"""Prompts that were read are kept on disk: found again, thrown away when damaged, bounded, and never half written."""

from __future__ import annotations

import os
from pathlib import Path

from agent.director import prompting
from agent.director.prompt_state import PromptStates
from agent.errors import SlotRefused

MIB = 1 << 20


class FakeSlot:
    """Writes states of a given size into the folder; refuses to restore what does not begin as it was written."""

    def __init__(self, folder: Path, size: int = 10) -> None:
        self.folder, self.size = folder, size
        self.acts: list[str] = []
        self.refuses = False

    async def save(self, name: str) -> None:
        if self.refuses:
            raise SlotRefused("no")
        self.acts.append("save")
        (self.folder / name).write_bytes(b"state" + bytes(self.size - 5))

    async def restore(self, name: str) -> None:
        self.acts.append("restore")
        if not (self.folder / name).read_bytes().startswith(b"state"):
            raise SlotRefused("damaged")


class Reader:
    """Counts the prompts that had to be read."""

    def __init__(self) -> None:
        self.read: list[prompting.Messages] = []

    async def __call__(self, messages: prompting.Messages) -> None:
        self.read.append(messages)


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())


DRAFT = prompting.fixed("draft")
OFFER = prompting.fixed("draft", "draft_offer")


async def test_a_new_process_restores_what_an_earlier_one_read(tmp_path: Path) -> None:
    first, second = Reader(), Reader()
    await PromptStates(tmp_path, "model", FakeSlot(tmp_path)).recall((DRAFT,), first)
    slot = FakeSlot(tmp_path)
    again = PromptStates(tmp_path, "model", slot)
    await again.recall((DRAFT,), second)
    await again.recall((DRAFT,), second)
    assert first.read == [DRAFT]
    assert second.read == []
    assert slot.acts == ["restore"]


async def test_another_model_reads_for_itself(tmp_path: Path) -> None:
    reader = Reader()
    await PromptStates(tmp_path, "model 1", FakeSlot(tmp_path)).recall((DRAFT,), reader)
    await PromptStates(tmp_path, "model 2", FakeSlot(tmp_path)).recall((DRAFT,), reader)
    assert reader.read == [DRAFT, DRAFT]


async def test_a_shorter_prefix_is_gone_on_from(tmp_path: Path) -> None:
    reader, slot = Reader(), FakeSlot(tmp_path)
    states = PromptStates(tmp_path, "model", slot)
    await states.recall((DRAFT,), reader)
    await states.recall((prompting.fixed("wishes"),), reader)
    await states.recall((OFFER, DRAFT), reader)
    assert slot.acts == ["save", "save", "restore", "save"]
    assert reader.read[-1] == OFFER


async def test_a_damaged_file_is_removed_and_read_anew(tmp_path: Path) -> None:
    await PromptStates(tmp_path, "model", FakeSlot(tmp_path)).recall((DRAFT,), Reader())
    (path,) = _files(tmp_path)
    path.write_bytes(b"half")
    reader = Reader()
    await PromptStates(tmp_path, "model", FakeSlot(tmp_path)).recall((DRAFT,), reader)
    assert reader.read == [DRAFT]
    assert path.read_bytes().startswith(b"state")


async def test_what_cannot_be_kept_stops_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    slot, reader = FakeSlot(tmp_path), Reader()
    slot.refuses = True
    await PromptStates(tmp_path, "model", slot).recall((DRAFT,), reader)
    assert reader.read == [DRAFT]
    assert _files(tmp_path) == []


async def test_the_folder_stays_within_its_limit_and_loses_the_oldest_first(tmp_path: Path) -> None:
    states = PromptStates(tmp_path, "model", FakeSlot(tmp_path, size=MIB), limit_mib=2)
    await states.recall((DRAFT,), Reader())
    (oldest,) = _files(tmp_path)
    os.utime(oldest, (1, 1))
    stray = tmp_path / "x.state.77"
    stray.touch()
    os.utime(stray, (1, 1))
    for name in ("wishes", "rewrite"):
        await states.recall((prompting.fixed(name),), Reader())
    assert not oldest.exists()
    assert not stray.exists()
    assert len(_files(tmp_path)) == 2
