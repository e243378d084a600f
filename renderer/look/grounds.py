"""Animated grounds that are drawn once by skia and then moved: bokeh, contour lines, cut paper, tiles."""

from __future__ import annotations
from renderer.look.backgrounds import Mesh


class Bokeh(Mesh):
    """x"""


class Topo(Mesh):
    """x"""


class Paper(Mesh):
    """x"""


class Pattern(Mesh):
    """x"""
