"""`agency mcp`: the agency as tools for other agents."""

from __future__ import annotations

from ui.configured import settings
from ui.errors import KeyMissing


def mcp() -> None:
    """Tools for other agents (MCP, on standard input and output): commission, say, approve, show.

    Works with the studio at AGENCY_API_URL, by the key in AGENCY_API_KEY.
    """
    chosen = settings()
    if chosen.api_key is None:
        raise KeyMissing("AGENCY_API_KEY is not set; make a key with `agency keys create`, and set it for this command")
    from ui.mcp_door import serve

    serve(chosen.api_url, chosen.api_key.get_secret_value())
