"""Documents are read in a process of their own, with bounded memory and time: whatever a file does, only that process ends."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from memory.domain.brand import BrandItem
from tools.bounded import Bounds, OutOfBounds, ask
from tools.brand.material import Material
from tools.brand.reading import Reading, read_items
from tools.documents import read_document
from tools.errors import DocumentUnreadable

MOST_PAGES = 400
MOST_MEMORY = 1_500_000_000  # bytes of address space, the interpreter's own among them
MOST_SECONDS = 120.0
REFUSED = 3


def read_apart(brand: str, source: Material, most_seconds: float = MOST_SECONDS) -> Reading:
    """What a document says of the brand. Raises DocumentUnreadable with one sentence where it cannot be read within bounds."""
    asked = {"brand": brand, **asdict(source), "path": str(source.path), "dated": source.dated.isoformat()}
    bounds = Bounds(MOST_MEMORY, cpu_s=round(most_seconds) + 1, written=0)
    try:
        is_read, told = ask("tools.brand.apart", asked, bounds, most_seconds, REFUSED)
    except OutOfBounds as error:
        if error.took_too_long:
            raise DocumentUnreadable(
                f"{source.name!r} takes longer than {most_seconds:.0f} seconds to read; hand in the pages that matter."
            ) from error
        raise DocumentUnreadable(
            f"{source.name!r} cannot be read within the memory a document may take; hand in a smaller part."
        ) from error
    if not is_read:
        raise DocumentUnreadable(told.strip())
    answer = json.loads(told)
    return Reading(
        tuple(BrandItem.model_validate(item) for item in answer["items"]),
        tuple(answer["notes"]),
        date.fromisoformat(answer["dated"]),
    )


def main() -> int:
    """The process: a request as JSON on standard input, the reading as JSON on standard output."""
    asked = json.load(sys.stdin)
    brand = asked.pop("brand")
    source = Material(Path(asked["path"]), asked["name"], asked["sha256"], date.fromisoformat(asked["dated"]))
    try:
        reading = read_items(brand, read_document(source.path, source.name, MOST_PAGES), source)
    except DocumentUnreadable as error:
        sys.stdout.write(str(error))
        return REFUSED
    answer = {
        "items": [item.model_dump(mode="json") for item in reading.items],
        "notes": reading.notes,
        "dated": (reading.dated or source.dated).isoformat(),
    }
    sys.stdout.write(json.dumps(answer))
    return 0


if __name__ == "__main__":
    sys.exit(main())
