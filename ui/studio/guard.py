"""What every request passes: too large a body is refused before it is read, and the page may load nothing from elsewhere."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.problems import refusal

FORM_BYTES = 64 * 1024  # what a form adds around a file
UPLOADS = ("/project/file", "/api/v1/assets")
WORDS_BYTES = 2_000_000  # a message, a script, a card
POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",  # the page toolkit compiles the cards in the browser
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss:",
        "frame-ancestors 'self'",
        "base-uri 'self'",
        "form-action 'self'",
    ]
)


def too_large(mb: int) -> str:
    """The sentence for an upload that is over the limit."""
    return f"That file is too large: the limit is {mb} MB; hand in a shorter or smaller one."


class Guard:
    """ASGI middleware around the whole studio."""

    def __init__(self, app: ASGIApp, upload_mb: int) -> None:
        self._app = app
        self._upload_mb = upload_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] in ("POST", "PUT", "PATCH", "DELETE") and self._is_too_large(Headers(scope=scope), scope["path"]):
            await _refuse(send, scope["path"], too_large(self._upload_mb))
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = POLICY
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        try:
            await self._app(scope, receive, send_guarded)
        except RuntimeError as error:
            # Chainlit's own middleware says this of every browser that goes away in the middle of an answer.
            if str(error) != "No response returned.":
                raise

    def _is_too_large(self, headers: Headers, path: str) -> bool:
        """A body of unknown length counts as too large: browsers always say it. Only an upload may be longer than words are."""
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return True
        length = headers.get("content-length", "0")
        most = self._upload_mb * 1_000_000 + FORM_BYTES if path.rstrip("/") in UPLOADS else WORDS_BYTES
        return not length.isdigit() or int(length) > most


async def _refuse(send: Send, path: str, sentence: str) -> None:
    body, kind = refusal(path, 413, sentence)
    headers: list[Any] = [
        (b"content-type", kind),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
