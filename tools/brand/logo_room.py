"""How much room a film leaves round the brand's mark, measured on the layout of every scene that shows it in its corner."""

from __future__ import annotations

from pathlib import Path

from memory.domain.storyboard import Logo, Scene, Storyboard
from renderer import spec
from renderer.layer import Box
from renderer.look.grid import Grid, face, place
from tools.compile import PRESENTER_LAYOUTS, SIZES

IN_THE_MIDDLE = ("closing", "logo_reveal")  # layouts that show the mark large instead


def mark_box(logo: Logo, board: Storyboard, ratio: float) -> Box:
    """Where a mark of this width to height stands, in pixels of the full-size film: fitted into its room, against the right."""
    room = Grid(*SIZES[board.aspect]).logo(logo.scale, logo.clear_share)
    width = min(room.width, room.height * ratio)
    height = width / ratio
    return Box(room.x + room.width - width, room.y + (room.height - height) / 2, width, height)


def least_room(board: Storyboard, ratio: float) -> tuple[float, int]:
    """The smallest distance from the mark to an edge, to words, a picture in a frame, or a face, as a share of the mark's height.

    With it comes the number of the scene, counted from 1, where that is so; 0 where it is the picture's edge.
    """
    logo = board.logo
    assert logo is not None
    mark = mark_box(logo, board, ratio)
    frame_width = SIZES[board.aspect][0]
    found = [(min(mark.y, frame_width - mark.x - mark.width), 0)]
    for number, scene in enumerate(board.scenes, 1):
        if not scene.bare and scene.layout not in IN_THE_MIDDLE:
            found += [(_apart(mark, box), number) for box in _filled(board, scene, logo)]
    least, number = min(found)
    return least / mark.height, number


def _filled(board: Storyboard, scene: Scene, logo: Logo) -> list[Box]:
    """The boxes of a scene in which something is read or looks out; a picture that fills the frame is a ground."""
    width, height = SIZES[board.aspect]
    shown = scene.on_screen
    asset = spec.Asset(sha256="", path=Path(), kind="image")
    plan = spec.Scene(
        id=scene.id,
        frames=1,
        layout=scene.layout,
        text=spec.Text(headline=shown.headline, body=shown.body, figure=shown.figure, points=shown.points),
        media=asset if scene.media else None,
        captions=spec.Captions(style=board.captions, position=board.caption_position) if board.captions != "off" else None,
        logo=spec.Logo(asset=asset, scale=logo.scale, clear=logo.clear_share),
    )
    places = place(plan, spec.Canvas(width=width, height=height))
    boxes = [places.text] if shown.lines() else []
    boxes += [places.captions] if plan.captions else []
    boxes += [face(places.presenter)] if places.presenter and scene.layout in PRESENTER_LAYOUTS else []
    boxes += [places.media] if places.media and places.media.width < width else []
    return boxes


def _apart(one: Box, other: Box) -> float:
    """Pixels between two boxes, across or down, whichever is more; 0 where they touch."""
    across = max(one.x - other.x - other.width, other.x - one.x - one.width)
    down = max(one.y - other.y - other.height, other.y - one.y - one.height)
    return max(0.0, across, down)
