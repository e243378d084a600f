"""A render job: who renders what, how far it is, and what came out."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from memory.domain.frozen import Frozen

Quality = Literal["draft", "final"]
JobStatus = Literal["queued", "running", "done", "failed", "cancelled"]


class RenderJob(Frozen):
    """`progress` runs 0..1; `outputs` maps a role ('video', 'captions') to a path or sha256; `attempts` counts the starts."""

    id: str
    project_id: str
    version: int
    quality: Quality
    spec_digest: str
    status: JobStatus
    progress: float = Field(0.0, ge=0, le=1)
    label: str = ""
    seconds_left: float | None = None
    timings: dict[str, float] = Field({})
    outputs: dict[str, str] = Field({})
    error: str = ""
    worker: str | None = None
    attempts: int = 0
    created_at: datetime
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def is_over(self) -> bool:
        return self.status in ("done", "failed", "cancelled")
