"""Memory that this machine, or the container we are in, can still give."""

from __future__ import annotations

from pathlib import Path

import psutil

CGROUP = Path("/sys/fs/cgroup")


def free_mb(cgroup: Path = CGROUP) -> float:
    """Megabytes: of the machine, and of the container's own limit (cgroup v2) where there is one, the smaller."""
    machine = float(psutil.virtual_memory().available) / 1e6
    contained = _contained_mb(cgroup)
    return machine if contained is None else min(machine, contained)


def _contained_mb(cgroup: Path) -> float | None:
    limit, used, kept = cgroup / "memory.max", cgroup / "memory.current", cgroup / "memory.stat"
    if not (limit.exists() and used.exists() and kept.exists()) or (most := limit.read_text().strip()) == "max":
        return None
    # File pages that nobody used lately are given back as soon as somebody asks.
    stat = dict(line.split(maxsplit=1) for line in kept.read_text().splitlines())
    return (int(most) - int(used.read_text()) + int(stat.get("inactive_file", 0))) / 1e6
