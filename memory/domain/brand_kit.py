"""What stands of a brand now, by what it is for: the view of its items that films are made with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from memory.domain.brand import (
    BrandItem,
    Bumper,
    CaptionLook,
    Color,
    ColorRole,
    Fact,
    Font,
    FontRole,
    LegalLine,
    Logo,
    Loudness,
    NameStrip,
    Pace,
    Phrase,
    PhraseRole,
    Preference,
    Pronunciation,
    Rule,
    RuleTopic,
    Shape,
    WordAvoid,
    WordUse,
)
from memory.domain.frozen import Frozen

V = TypeVar(
    "V", Color, Font, Logo, Rule, WordUse, WordAvoid, Pronunciation, LegalLine, Fact, Phrase, Pace, Bumper, NameStrip,
    CaptionLook, Loudness, Shape, Preference,
)  # fmt: skip


class BrandKit(Frozen):
    """The items that hold today, none of them replaced. A lookup gives the item too, so that one can say where it is from."""

    name: str
    items: tuple[BrandItem, ...] = ()

    def of(self, kind: type[V]) -> Iterator[tuple[BrandItem, V]]:
        """Every item of a kind with its value, the surest first, then the newest."""
        found = [(item, item.value) for item in self.items if isinstance(item.value, kind)]
        yield from sorted(found, key=lambda pair: (-pair[0].confidence, -pair[0].dated.toordinal()))

    def color(self, *roles: ColorRole) -> tuple[BrandItem, Color] | None:
        """The colour with the first of these roles that has one with pixels; inks alone cannot be shown."""
        seen = [pair for pair in self.of(Color) if pair[1].hex]
        return next((pair for role in roles for pair in seen if pair[1].role == role), None)

    def font(self, role: FontRole) -> tuple[BrandItem, Font] | None:
        """The family for a role; a brand with one family sets everything in it."""
        found = list(self.of(Font))
        named = next((pair for pair in found if pair[1].role == role), None)
        return named or next((pair for pair in found if pair[1].role == "other"), None)

    def logo(self, *, dark: bool) -> tuple[BrandItem, Logo] | None:
        """The mark for a dark or a light ground; one that is made for neither goes on both."""
        wanted = "dark" if dark else "light"
        found = [pair for pair in self.of(Logo) if pair[1].sha256]
        ranked = sorted(found, key=lambda pair: {wanted: 0, "any": 1}.get(pair[1].ground, 2))
        return ranked[0] if ranked else None

    def rules(self, topic: RuleTopic) -> list[tuple[BrandItem, Rule]]:
        """Rules on a topic."""
        return [pair for pair in self.of(Rule) if pair[1].topic == topic]

    def phrase(self, role: PhraseRole) -> tuple[BrandItem, Phrase] | None:
        """The tagline or the call to action."""
        return next((pair for pair in self.of(Phrase) if pair[1].role == role), None)

    def bumper(self, kind: str) -> tuple[BrandItem, Bumper] | None:
        """The opening or the closing."""
        return next((pair for pair in self.of(Bumper) if pair[1].kind == kind), None)


def holds(item: BrandItem, today: date) -> bool:
    """Whether an item's last day is not over."""
    return item.valid_until is None or item.valid_until >= today
