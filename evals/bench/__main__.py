"""`agency bench [NAME] [--json OUT]`: timings of this release on this machine, in the form that design documents quote."""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
from importlib import import_module
from pathlib import Path
from typing import Any

Report = dict[str, Any]
# Half an hour of killing, and what takes as long as is asked, are asked for by name.
LONG = ("faults", "soak")
NAMES = (
    "render",
    "length",
    "revision",
    "preview",
    "turn",
    "startup",
    "presenters",
    "mark",
    "recall",
    "moderation",
    "load",
    "faults",
    "soak",
)


def main() -> None:
    """Runs one benchmark, or all, prints a table of each, and writes them as JSON where asked."""
    parser = argparse.ArgumentParser(prog="agency bench")
    parser.add_argument("name", nargs="?", choices=NAMES)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--minutes", type=float, help="how long `soak` goes on")
    asked = parser.parse_args()
    if asked.minutes and asked.name != "soak":
        parser.error("--minutes goes with `soak` only; the others know when they are done")
    options = {"minutes": asked.minutes} if asked.minutes else {}
    one = asked.json if asked.name else None
    names = [asked.name] if asked.name else [name for name in NAMES if name not in LONG]
    reports = [_report(name, one, options) for name in names]
    for report in reports:
        print(table(report))
    if asked.json and not asked.name:
        asked.json.write_text(json.dumps(reports, indent=1))


def table(report: Report) -> str:
    """A report for the eye: what was measured where, and one line for each of its rows."""
    machine, rows = report["machine"], report["rows"]
    # A curve is for a file, not for the eye.
    columns = list(dict.fromkeys(column for row in rows for column in row if not isinstance(row[column], list)))
    cells = [
        [column.replace("_", " ") for column in columns],
        *([str(row.get(column, "")) for column in columns] for row in rows),
    ]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    lines = ["  ".join(_fitted(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    where = f"{report['name']} at {report['commit']}, {machine['cores']} cores of {machine['cpu']}, load {machine['load']}"
    return "\n".join((where, "", *lines, ""))


def _fitted(cell: str, width: int) -> str:
    return cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)


def _report(name: str, out: Path | None, options: dict[str, float]) -> Report:
    """All rows of a benchmark; `out` has those that are known so far at any time, because some take an hour."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    report: Report = {"name": name, "commit": commit, "machine": _machine(), "rows": []}
    for row in import_module(f"evals.bench.{name}").rows(**options):
        report["rows"].append(row)
        if out:
            out.write_text(json.dumps(report, indent=1))
    return report


def _machine() -> dict[str, object]:
    model = next((line.split(":")[1].strip() for line in _cpuinfo() if line.startswith("model name")), platform.processor())
    return {"cpu": model, "cores": os.cpu_count(), "gpu": None, "load": round(os.getloadavg()[0], 1)}


def _cpuinfo() -> list[str]:
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


if __name__ == "__main__":
    main()
