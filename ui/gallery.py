"""`agency gallery`: contact sheets of every layout in every look and shape, and a reel, for a person to look at."""

from __future__ import annotations

from pathlib import Path

from ui.settings import Settings


def make_gallery(settings: Settings, out: Path) -> tuple[list[Path], Path]:
    """Writes the sheets and the reel into `out` and returns their paths."""
    from agent.director.dressing import CLOTHS
    from renderer import gallery
    from renderer.farm import LocalFarm

    dresses: dict[str, gallery.Dress] = {
        look: gallery.Dress(cloth.color, cloth.background, cloth.transition, cloth.dark) for look, cloth in CLOTHS.items()
    }
    with LocalFarm(settings.worker_count) as farm:
        return gallery.make(out, dresses, farm)
