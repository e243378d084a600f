"""The app's manifest, as Slack wants it."""

from __future__ import annotations

from importlib.resources import files

import yaml

from ui.slack.start import PATH


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
