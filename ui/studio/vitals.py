"""How the server is: it lives, it can work, and its figures; strangers learn which part fails and no more."""

from __future__ import annotations

import hmac
import logging
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory.errors import MemoryStoreError
from ui.studio.gate import is_at_this_machine

if TYPE_CHECKING:
    from ui.metrics import Metrics

logger = logging.getLogger(__name__)
Part = Callable[[], object]
FIGURES = "text/plain; version=0.0.4; charset=utf-8"
NOT_SHOWN = "Figures are shown at this machine, or with “Authorization: Bearer” and AGENCY_METRICS_TOKEN."


@dataclass(frozen=True)
class Vitals:
    """`parts` are what a film needs, by name: each raises OSError or MemoryStoreError, or returns False, where it fails."""

    metrics: Metrics
    parts: Mapping[str, Part]
    token: str = ""

    def failing(self) -> list[str]:
        """Names of the parts that do not work now; why they do not goes to the log."""
        return [name for name, part in self.parts.items() if not _works(name, part)]

    def may_see(self, authorization: str) -> bool:
        """Whether this header carries the token; never where none is set."""
        return bool(self.token) and hmac.compare_digest(authorization.encode(), f"Bearer {self.token}".encode())


def _works(name: str, part: Part) -> bool:
    try:
        return part() is not False
    except (OSError, MemoryStoreError):
        logger.warning("%s is not ready", name, exc_info=True)
        return False


def readiness(vitals: Vitals) -> tuple[dict[str, object], int]:
    """What /readyz answers, and its status."""
    failing = vitals.failing()
    return ({"status": "down", "failing": failing}, 503) if failing else ({"status": "ok"}, 200)


def is_writable(folder: Path) -> bool:
    """Whether a byte can be written there; raises OSError where not."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"1")
    return True


def add_vitals(app: Any, vitals: Vitals) -> None:
    """Puts /healthz, /readyz and /metrics on a FastAPI application behind the Gate."""
    from fastapi import HTTPException, Request, Response
    from fastapi.responses import JSONResponse

    def healthz() -> Any:
        return JSONResponse({"status": "ok"})

    def readyz() -> Any:
        body, status = readiness(vitals)
        return JSONResponse(body, status_code=status)

    def metrics(request: Request) -> Any:
        if not is_at_this_machine(request.headers) and not vitals.may_see(request.headers.get("authorization", "")):
            raise HTTPException(403, NOT_SHOWN)
        return Response(vitals.metrics.text(), media_type=FIGURES)

    # Named with their types here: the framework cannot read hints of names that are local to this function.
    metrics.__annotations__["request"] = Request
    for path, answer in (("/healthz", healthz), ("/readyz", readyz), ("/metrics", metrics)):
        app.add_api_route(path, answer, methods=["GET", "HEAD"], response_model=None)
