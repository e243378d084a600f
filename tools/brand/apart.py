"""Documents are read in a process of their own, with bounded memory and time: whatever a file does, only that process ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

from memory.domain.brand import BrandItem
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
    command = [sys.executable, "-P", "-m", "tools.brand.apart"]
    # The same code as here, wherever it was started from.
    environment = {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(
            command, input=json.dumps(asked), capture_output=True, text=True, timeout=most_seconds, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentUnreadable(
            f"{source.name!r} takes longer than {most_seconds:.0f} seconds to read; hand in the pages that matter."
        ) from error
    if done.returncode == REFUSED:
        raise DocumentUnreadable(done.stdout.strip())
    if done.returncode:
        raise DocumentUnreadable(f"{source.name!r} cannot be read within the memory a document may take; hand in a smaller part.")
    answer = json.loads(done.stdout)
    return Reading(
        tuple(BrandItem.model_validate(item) for item in answer["items"]),
        tuple(answer["notes"]),
        date.fromisoformat(answer["dated"]),
    )


def main() -> int:
    """The process: a request as JSON on standard input, the reading as JSON on standard output."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
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
