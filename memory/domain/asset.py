"""An uploaded file that a project uses."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from memory.domain.frozen import Frozen

AssetKind = Literal["image", "video", "audio", "document"]


class AssetRecord(Frozen):
    """What was measured of a file; its bytes are in the file store under `sha256`. Sizes in pixels, where there are any."""

    project_id: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str
    mime: str
    kind: AssetKind
    bytes: int = Field(ge=0)
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
