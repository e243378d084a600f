"""`agency gallery`: contact sheets of every layout in every look and shape, and a reel, for a person to look at."""

from __future__ import annotations

from pathlib import Path

from ui.settings import Settings


def make_gallery(settings: Settings, out: Path) -> tuple[list[Path], Path]:
    """Writes the sheets and the reel into `out` and returns their paths."""
    from memory.domain.looks import HOMES
    from renderer import gallery
    from renderer.farm import LocalFarm

    dresses: dict[str, gallery.Dress] = {
        look: gallery.Dress(home.color, home.background, home.transition, home.dark) for look, home in HOMES.items()
    }
    with LocalFarm(settings.worker_count) as farm:
        return gallery.make(out, dresses, farm)
