"""Which layouts can show a text: asked by whoever chooses one, so that no frame is ever chosen that cannot be filled."""

from __future__ import annotations

from memory.domain.storyboard import LayoutName, OnScreen
from renderer.look import data


def misfit(layout: LayoutName, shown: OnScreen, *, has_media: bool = False, has_logo: bool = False) -> str:
    """Why `layout` cannot show this, in a sentence; '' where it can."""
    return data.unfit(layout, shown, has_media=has_media, has_logo=has_logo)


def has_times(shown: OnScreen) -> bool:
    """Whether every point begins with a time, a day or a year."""
    return bool(shown.points) and all(data.begins_with_time(point) for point in shown.points)
