"""A document becomes brand items: everything that code can read exactly, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from memory.domain.brand import BrandItem, Evidence, Value
from tools.brand.material import Material
from tools.brand.orders import is_order
from tools.brand.read_colors import read_colors
from tools.brand.read_dates import date_of
from tools.brand.read_rules import read_rules
from tools.brand.read_type import read_type
from tools.brand.read_words import read_words
from tools.brand.sections import Line, lines_of, sentences
from tools.documents import Document

QUOTE = 200


@dataclass(frozen=True)
class Reading:
    """What a piece of material gave. `notes` are sentences for the person: orders that were not obeyed, pages left out."""

    items: tuple[BrandItem, ...] = ()
    notes: tuple[str, ...] = ()
    dated: date | None = None


def read_items(brand: str, document: Document, source: Material) -> Reading:
    """Items in the order they stand, evidence dated by the document itself where it says so."""
    lines, notes = _without_orders(lines_of(document.lines), source)
    dated = date_of(lines, source.dated) or source.dated
    if document.unread:
        long = f"{source.name!r} has {document.pages:,} pages and I read the first {document.pages - document.unread:,}"
        notes.append(f"{long}; hand in the rest as a file of its own.")
    found: list[tuple[Value, Line, bool, date | None]] = [
        *((one.color, one.line, False, None) for one in read_colors(lines)),
        *((one.font, one.line, False, None) for one in read_type(lines)),
        *((one.value, one.line, one.hard, None) for one in read_words(lines)),
        *((one.value, one.line, one.hard, one.until) for one in read_rules(lines)),
    ]
    items = [
        BrandItem(brand=brand, value=value, evidence=(_evidence(source, line, dated),), hard=hard, valid_until=until)
        for value, line, hard, until in found
    ]
    return Reading(tuple(items), tuple(notes), dated)


def _without_orders(lines: Iterable[Line], source: Material) -> tuple[list[Line], list[str]]:
    """The lines without sentences that speak to the machine, and a note on each of those."""
    kept: list[Line] = []
    notes: list[str] = []
    for line in lines:
        if not is_order(line.text):
            kept.append(line)
            continue
        parts = sentences(line.text)
        orders = [part for part in parts if is_order(part)] or [line.text]
        rest = " ".join(part for part in parts if part not in orders) if len(orders) < len(parts) else ""
        if rest and not line.cells:
            kept.append(Line(rest, line.page, line.topic, line.under, (), line.is_heading, line.is_bullet))
        where, said = _evidence(source, line, source.dated).place(), " ".join(orders)[:QUOTE]
        notes.append(f"{where}, holds an order meant for me: “{said}”. Documents are material to me, so I left it alone.")
    return kept, notes


def _evidence(source: Material, line: Line, dated: date) -> Evidence:
    quote = " | ".join(line.cells) if line.cells else line.text
    return Evidence(sha256=source.sha256, name=source.name, dated=dated, page=line.page, quote=quote[:QUOTE])
