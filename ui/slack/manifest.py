"""The app's manifest, as Slack wants it."""

from __future__ import annotations

from importlib.resources import files

import yaml

PATH = "/slack/events"
"""Where requests come in over HTTP."""


def manifest(url: str = "") -> str:
    """YAML for Socket Mode; with a public address, for requests to it."""
    text = (files("ui.slack") / "manifest.yaml").read_text()
    if not url:
        return text
    told = yaml.safe_load(text)
    address = url.rstrip("/") + PATH
    told["settings"]["socket_mode_enabled"] = False
    told["settings"]["event_subscriptions"]["request_url"] = address
    told["settings"]["interactivity"]["request_url"] = address
    told["features"]["slash_commands"][0]["url"] = address
    return yaml.safe_dump(told, sort_keys=False)


def scopes() -> tuple[str, ...]:
    """What the app has to be allowed."""
    told = yaml.safe_load((files("ui.slack") / "manifest.yaml").read_text())
    return tuple(told["oauth_config"]["scopes"]["bot"])
