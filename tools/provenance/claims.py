"""What a finished film says of how it came to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from renderer import spec
from tools.clearance import Cleared

_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
GENERATED, COMPOSITE = f"{_SOURCES}trainedAlgorithmicMedia", f"{_SOURCES}compositeWithTrainedAlgorithmicMedia"


@dataclass(frozen=True)
class Ingredient:
    """Something that was handed in and is seen in the film."""

    path: Path
    sha256: str
    kind: Literal["image", "video"]


@dataclass(frozen=True)
class Claim:
    """What a film says of itself. Sizes in pixels, `mark` as in `renderer.marking`."""

    title: str
    language: str
    project: str
    version: int
    mark: int
    frames: int
    width: int
    height: int
    has_label: bool
    ingredients: tuple[Ingredient, ...] = ()

    @property
    def source_type(self) -> str:
        """IPTC's word for how the picture came to be."""
        return COMPOSITE if self.ingredients else GENERATED


def claim_of(cleared: Cleared, film: spec.RenderSpec) -> Claim:
    """The claim of a final: `film` has its mark, and names the uploads that are seen in it."""
    assert film.canvas.mark is not None, "finals are marked before they are painted"
    return Claim(
        title=cleared.board.title,
        language=film.canvas.language,
        project=cleared.project_id,
        version=cleared.version,
        mark=film.canvas.mark,
        frames=film.frames,
        width=film.canvas.width,
        height=film.canvas.height,
        has_label=film.canvas.label is not None,
        ingredients=tuple({one.sha256: one for one in _uploads(film)}.values()),
    )


def _uploads(film: spec.RenderSpec) -> Iterator[Ingredient]:
    for scene in film.scenes:
        for asset in (scene.media, scene.logo.asset if scene.logo else None):
            if asset:
                yield Ingredient(asset.path, asset.sha256, asset.kind)
