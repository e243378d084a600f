"""The one door to a brand's memory: learn, show, recall and forget, with every word that a person is told about it."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

from memory.brands import Forgotten, Known, Learned, Source
from memory.domain.brand import BrandItem, Evidence, Example, Preference, brand_key
from memory.domain.brand_kit import BrandKit, holds
from memory.domain.brand_words import sentence
from memory.domain.edits import Edit
from memory.files import Files
from memory.recall import Recalled
from tools.brand.learn import LearnVideos, Lesson, OnProgress, study
from tools.brand.material import Material, all_from_web, material
from tools.brand.meaning import meant
from tools.brand.preferences import Habit, habit_of
from tools.brand.reading import read_items
from tools.documents import Document, TextLine
from tools.fetching import PUBLIC, Reach

GROUPS = (
    ("Colours", ("color",)), ("Type", ("font",)), ("Logo", ("logo",)), ("Words", ("word_use", "word_avoid", "phrase")),
    ("Names", ("pronunciation",)), ("Voice and rules", ("rule",)), ("Legal lines", ("legal_line",)),
    ("Films", ("opening", "closing", "lower_third", "caption_style", "pace", "loudness", "aspect")),
    ("Facts", ("fact",)), ("Preferences", ("preference",)), ("Approved scripts", ("example",)),
)  # fmt: skip


@dataclass(frozen=True)
class Taught:
    """What came of learning, in words. `new` is how many items nobody knew before, `known` how many were confirmed."""

    new: int
    known: int
    conflicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()

    def summary(self, brand: str) -> str:
        """One sentence: 'I learned 31 things about Acme.'"""
        if self.new:
            more = f"; {self.known} more I knew already" if self.known else ""
            return f"I learned {self.new} {'thing' if self.new == 1 else 'things'} about {brand}{more}."
        return f"I knew all of this about {brand} already." if self.known else f"I learned nothing new about {brand}."


class Store(Protocol):
    """Where brands are kept; see memory.brands.Brands."""

    def learn(self, brand: str, items: Sequence[BrandItem], sources: Sequence[Source], person: str = "") -> Learned: ...
    def items(self, brand: str) -> tuple[Known, ...]: ...
    def sources(self, brand: str) -> tuple[Source, ...]: ...
    def name(self, brand: str) -> str: ...
    def names(self, person: str = "") -> tuple[str, ...]: ...
    def notice(self, brand: str, habit: str, sentence: str, edits: Sequence[str], project: str) -> bool: ...
    def decide(self, brand: str, habit: str, *, keep: bool) -> bool: ...
    def forget(self, brand: str) -> Forgotten: ...
    def forget_item(self, brand: str, item_id: str) -> Forgotten: ...
    def forget_source(self, brand: str, sha256: str) -> Forgotten: ...


class Finder(Protocol):
    """What finds items that bear on a message; see memory.recall.Recall."""

    def recall(self, brand: str, query: str, k: int = 5, today: date | None = None) -> list[Recalled]: ...


class BrandKeeper:
    """What the agency knows of its clients. `videos` takes videos apart, where that is possible."""

    def __init__(
        self, brands: Store, recall: Finder, files: Files, videos: LearnVideos | None = None, reach: Reach = PUBLIC
    ) -> None:
        self._brands, self._recall, self._files, self._videos, self._reach = brands, recall, files, videos, reach

    def learn(
        self,
        brand: str,
        handed_in: Sequence[Material],
        on_progress: OnProgress = lambda *_: None,
        person: str = "",
        addresses: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Taught:
        """Study files and pages and remember what they say; the same again changes nothing. A new brand is `person`'s alone.

        Raises TakingApartCancelled once `cancelled` says so; then nothing of it is remembered.
        """
        with tempfile.TemporaryDirectory(prefix="agency-pages-") as folder:
            pages, unread = all_from_web(addresses, Path(folder), self._reach, on_progress)
            lesson = study(brand, [*handed_in, *pages], self._files, self._videos, on_progress, cancelled)
        lesson = replace(lesson, refused=(*lesson.refused, *unread))
        if not lesson.sources:
            return Taught(0, 0, refused=lesson.refused)
        return _taught(self._brands.learn(brand, lesson.items, lesson.sources, person), lesson)

    def learn_stored(
        self,
        brand: str,
        uploads: Sequence[tuple[str, str]],
        on_progress: OnProgress = lambda *_: None,
        person: str = "",
        addresses: Sequence[str] = (),
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Taught:
        """The same for uploads that are in the file store: pairs (sha256, name)."""
        stored = [material(self._files.path(sha), name) for sha, name in uploads]
        return self.learn(brand, stored, on_progress, person, addresses, cancelled)

    def hear(self, brand: str, text: str, person: str = "", today: date | None = None) -> tuple[BrandItem, ...]:
        """Remember what a person says in the chat, word for word; gives what was understood of it."""
        day = today or datetime.now(UTC).date()
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        said = Material(Path(), f"what you said on {day:%d %B %Y}", sha256, day)
        reading = read_items(brand, Document(tuple(TextLine(line) for line in text.splitlines())), said)
        if reading.items:
            self._brands.learn(brand, reading.items, [Source(sha256, said.name, day)], person)
        return reading.items

    def notice(self, brand: str, edits: Sequence[Edit], project: str) -> Habit | None:
        """Count what a client changes; the habit that shows in a second film, once."""
        habits = [habit for edit in edits if (habit := habit_of(edit))]
        return next((one for one in habits if self._brands.notice(brand, one.key, one.sentence, [one.edit], project)), None)

    def decide(self, brand: str, habit: Habit, *, keep: bool, today: date | None = None) -> bool:
        """Keep a proposed habit as a preference, or never propose it again; False where that was decided before."""
        if not self._brands.decide(brand, habit.key, keep=keep):
            return False
        if keep:
            day = today or datetime.now(UTC).date()
            sha256 = hashlib.sha256(habit.key.encode()).hexdigest()
            name = f"your wish on {day:%d %B %Y}, after two films"
            value = Preference(text=habit.sentence, edits=(habit.edit,))
            item = BrandItem(brand=brand, value=value, evidence=(Evidence(sha256=sha256, name=name, dated=day),))
            self._brands.learn(brand, [item], [Source(sha256, name, day)])
        return True

    def keep_script(self, brand: str, title: str, script: str, today: date | None = None) -> None:
        """Remember the script of an approved film, as an example of how the brand speaks."""
        day = today or datetime.now(UTC).date()
        sha256 = hashlib.sha256(script.encode()).hexdigest()
        name = f"the film “{title}”, approved on {day:%d %B %Y}"
        value = Example(title=title, script=script[:20_000])
        item = BrandItem(brand=brand, value=value, evidence=(Evidence(sha256=sha256, name=name[:240], dated=day),))
        self._brands.learn(brand, [item], [Source(sha256, name, day)])

    def kit(self, brand: str, today: date | None = None) -> BrandKit:
        """What holds today, for films. Raises NotFound."""
        day = today or datetime.now(UTC).date()
        standing = (known.item for known in self._brands.items(brand) if known.replaced_by is None)
        return BrandKit(name=self._brands.name(brand), items=tuple(item for item in standing if holds(item, day)))

    def name(self, brand: str) -> str:
        """The brand's name as it was first written; raises NotFound."""
        return self._brands.name(brand)

    def names(self, person: str = "") -> tuple[str, ...]:
        """The brands that a person works for; all of them for ''."""
        return self._brands.names(person)

    def is_open_to(self, brand: str, person: str) -> bool:
        """Whether a person works for this brand, or nobody does yet."""
        key = brand_key(brand)
        return key in map(brand_key, self._brands.names(person)) or key not in map(brand_key, self._brands.names())

    def items(self, brand: str) -> tuple[Known, ...]:
        """Everything that is known, what was replaced too, in the order it was learned."""
        return self._brands.items(brand)

    def sources(self, brand: str) -> tuple[Source, ...]:
        """What was learned from."""
        return self._brands.sources(brand)

    def recall(self, brand: str, message: str, k: int = 5) -> list[Recalled]:
        """What bears on a message, best first."""
        return self._recall.recall(brand, message, k)

    def meant(self, brand: str, words: str) -> list[BrandItem]:
        """The items that a person's words mean, [] where they mean none."""
        return meant(words, [known.item for known in self._brands.items(brand)])

    def forget(self, brand: str, what: str | None = None) -> Forgotten:
        """Everything about a brand, one item by its id, or all that one file taught by its name. Raises NotFound."""
        if what is None:
            gone = self._brands.forget(brand)
        elif source := next((one for one in self._brands.sources(brand) if what in (one.name, one.sha256)), None):
            gone = self._brands.forget_source(brand, source.sha256)
        else:
            gone = self._brands.forget_item(brand, what)
        for sha256 in gone.files:
            self._files.delete(sha256)
        return gone


def _taught(learned: Learned, lesson: Lesson) -> Taught:
    conflicts = tuple(conflict(loser, winner) for loser, winner in learned.conflicts)
    return Taught(len(learned.new), len(learned.known), conflicts, lesson.notes, lesson.refused)


def conflict(loser: BrandItem, winner: BrandItem) -> str:
    """'guide-2024.pdf, page 1, says “…”, guide.pdf, page 3, says “…”: the newer one holds.'"""
    stated = winner.confidence > loser.confidence
    why = "what is stated holds" if stated else "the newer one holds" if winner.dated > loser.dated else "the later one holds"
    return f"{_said(loser)}, but {_said(winner)}: {why}."


def _said(item: BrandItem) -> str:
    return f"{newest(item)} ({item.dated}) says “{sentence(item.value)}”"


def newest(item: BrandItem) -> str:
    """The place of the newest evidence."""
    return max(item.evidence, key=lambda one: one.dated).place()


def proof(item: BrandItem, today: date | None = None) -> str:
    """Where an item is from and how old that is: 'guide.pdf, page 3, 2 months old'; more places are counted."""
    more = f" and {len(item.evidence) - 1} more" if len(item.evidence) > 1 else ""
    return f"{newest(item)}{more}, {age(item.dated, today or datetime.now(UTC).date())}"


def age(day: date, today: date) -> str:
    """'from today', '12 days old', '8 months old', '2 years old'."""
    days = (today - day).days
    if days <= 0:
        return "from today"
    for unit, length in (("year", 365), ("month", 30), ("day", 1)):
        if days >= length * (1 if unit == "day" else 2):
            count = days // length
            return f"{count} {unit}{'' if count == 1 else 's'} old"
    return f"{days} days old"
