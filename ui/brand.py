"""Brands from the terminal: taught, shown with where each thing is from, forgotten."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory.domain.brand_words import sentence
from tools.brand.keeper import GROUPS, proof
from tools.brand.material import ADDRESS, material
from ui.errors import BrandUnlearned
from ui.settings import Settings
from ui.terminal import Terminal
from ui.wiring import open_keeper

if TYPE_CHECKING:
    from memory.brands import Known, Source


def learn(settings: Settings, name: str, given: list[str], *, quiet: bool) -> dict[str, Any]:
    """Teaches a brand from files and addresses of pages; raises BrandUnlearned where none of them could be used."""
    from agent.events import Progress

    addresses = [one for one in given if ADDRESS.fullmatch(one)]
    handed_in = [material(Path(one)) for one in given if one not in addresses]
    with open_keeper(settings) as keeper, Terminal(quiet=quiet) as terminal:
        taught = keeper.learn(name, handed_in, lambda label, done: terminal.show(Progress(label, done)), addresses=addresses)
    if taught.refused and not (taught.new or taught.known):
        raise BrandUnlearned(" ".join(taught.refused))
    return {
        "brand": name,
        "new": taught.new,
        "known": taught.known,
        "reply": taught.summary(name),
        "conflicts": list(taught.conflicts),
        "notes": list(taught.notes),
        "refused": list(taught.refused),
    }


def show(settings: Settings, name: str) -> dict[str, Any]:
    """Everything that is known of a brand, with its evidence; raises NotFound."""
    with open_keeper(settings) as keeper:
        called, items, sources = keeper.name(name), keeper.items(name), keeper.sources(name)
    return {
        "brand": called,
        "items": [item_row(known) for known in items],
        "sources": [source_row(one) for one in sources],
    }


def listed(shown: dict[str, Any]) -> list[str]:
    """The lines of `show` for a terminal, by group."""
    lines = [shown["brand"]]
    for title, kinds in GROUPS:
        rows = [row for row in shown["items"] if row["kind"] in kinds]
        if rows:
            lines += ["", title]
        for row in rows:
            mark = "(replaced) " if row["replaced_by"] else "(hard) " if row["hard"] else ""
            lines.append(f"  {row['id']}  {mark}{row['says']}  [{row['proof']}]")
    lines += ["", "From"]
    for source in shown["sources"]:
        lines.append(f"  {source['name']}, {source['dated']}")
        lines += [f"    {note}" for note in source["notes"]]
    return lines


def forget(settings: Settings, name: str, what: str | None) -> dict[str, Any]:
    """Deletes a brand, one of its items, or what one file taught; raises NotFound."""
    with open_keeper(settings) as keeper:
        called = keeper.name(name)
        gone = keeper.forget(name, what)
    return {"brand": called, "items": gone.items, "sources": gone.sources, "files": len(gone.files)}


def item_row(known: Known) -> dict[str, Any]:
    """An item as JSON shows it."""
    item = known.item
    return {
        "id": item.id,
        "kind": item.kind,
        "says": sentence(item.value),
        "value": item.value.model_dump(mode="json", exclude={"kind"}),
        "hard": item.hard,
        "confidence": item.confidence,
        "dated": item.dated.isoformat(),
        "valid_until": item.valid_until.isoformat() if item.valid_until else None,
        "replaced_by": known.replaced_by,
        "proof": proof(item),
        "evidence": [one.model_dump(mode="json", exclude_none=True) for one in item.evidence],
    }


def source_row(source: Source) -> dict[str, Any]:
    """A piece of material as JSON shows it."""
    return {
        "name": source.name,
        "sha256": source.sha256,
        "dated": source.dated.isoformat(),
        "notes": list(source.notes),
    }
