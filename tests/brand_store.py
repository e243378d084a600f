"""Stand-ins for the memory of brands: kept in dictionaries, found by words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from memory.brands import Forgotten, Known, Learned, Source
from memory.domain.brand import BrandItem, brand_key
from memory.domain.brand_words import replaced, sentence
from memory.errors import NotFound
from memory.recall import Recalled


class MemoryBrands:
    """As memory.brands.Brands."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._people: dict[str, set[str]] = {}
        self._items: dict[str, dict[str, BrandItem]] = {}
        self._sources: dict[str, dict[str, Source]] = {}
        self._habits: dict[tuple[str, str], set[str]] = {}

    def learn(self, brand: str, items: Sequence[BrandItem], sources: Sequence[Source], person: str = "") -> Learned:
        key = brand_key(brand)
        if key not in self._names:
            self._names[key], self._people[key] = brand, {person} - {""}
        known = self._items.setdefault(key, {})
        self._sources.setdefault(key, {}).update({one.sha256: one for one in sources})
        new = tuple(item for item in items if item.id not in known)
        known.update({item.id: item for item in new})
        pairs = replaced(list(known.values())).items()
        return Learned(new, tuple(item for item in items if item not in new), tuple((known[a], known[b]) for a, b in pairs))

    def items(self, brand: str) -> tuple[Known, ...]:
        found = list(self._items.get(brand_key(brand), {}).values())
        losers = replaced(found)
        return tuple(Known(item, losers.get(item.id)) for item in found)

    def sources(self, brand: str) -> tuple[Source, ...]:
        return tuple(self._sources.get(brand_key(brand), {}).values())

    def name(self, brand: str) -> str:
        if brand_key(brand) not in self._names:
            raise NotFound("brand", brand)
        return self._names[brand_key(brand)]

    def names(self, person: str = "") -> tuple[str, ...]:
        return tuple(
            name for key, name in self._names.items() if not person or not self._people[key] or person in self._people[key]
        )

    def notice(self, brand: str, habit: str, sentence: str, edits: Sequence[str], project: str) -> bool:
        seen = self._habits.setdefault((brand_key(brand), habit), set())
        before = len(seen)
        seen.add(project)
        return before == 1 and len(seen) == 2

    def decide(self, brand: str, habit: str, *, keep: bool) -> bool:
        return (brand_key(brand), habit) in self._habits

    def forget(self, brand: str) -> Forgotten:
        self.name(brand)
        key = brand_key(brand)
        self._names.pop(key)
        return Forgotten(len(self._items.pop(key)), len(self._sources.pop(key)), ())

    def forget_item(self, brand: str, item_id: str) -> Forgotten:
        if self._items[brand_key(brand)].pop(item_id, None) is None:
            raise NotFound("item", item_id)
        return Forgotten(1, 0, ())

    def forget_source(self, brand: str, sha256: str) -> Forgotten:
        key = brand_key(brand)
        self._sources[key].pop(sha256)
        gone = [one for one in self._items[key].values() if {e.sha256 for e in one.evidence} == {sha256}]
        for item in gone:
            del self._items[key][item.id]
        return Forgotten(len(gone), 1, ())


class ByWords:
    """As memory.recall.Recall: the items that share the most words come first."""

    def __init__(self, store: MemoryBrands) -> None:
        self._store = store

    def recall(self, brand: str, query: str, k: int = 5, today: date | None = None) -> list[Recalled]:
        wanted = set(query.lower().split())
        found = [
            Recalled(known.item, float(len(wanted & set(sentence(known.item.value).lower().split()))))
            for known in self._store.items(brand)
        ]
        return sorted(found, key=lambda one: -one.score)[:k]
