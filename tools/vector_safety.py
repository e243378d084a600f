"""Drawings made harmless: only shapes, text and paint stay, nothing acts, nothing reaches outside, nothing multiplies."""

from __future__ import annotations

import re

from lxml import etree

from tools.errors import AssetRefused

KEPT = frozenset(
    """
    svg g a defs symbol use switch style title desc path rect circle ellipse line polyline polygon text tspan textPath image
    linearGradient radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
    feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """.split()  # noqa: SIM905
)
"""Every element that a still drawing needs; scripts, pages inside the drawing, animations and handlers are none of them."""
MOST_DRAWN = 200_000
"""Elements that are drawn once every `use` is followed."""
_HELD = re.compile(r"data:image/(?:png|jpe?g|webp);base64,[A-Za-z0-9+/=\s]*", re.I)
_OUTSIDE = re.compile(r"url\(\s*['\"]?\s*(?!#)|@import|expression\s*\(|javascript:|-moz-binding", re.I)


def harmless(root: etree._Element, name: str) -> etree._Element:
    """The drawing without what it does not need to be seen.

    Raises AssetRefused where it declares entities or multiplies itself.
    """
    document = root.getroottree().docinfo
    if document.internalDTD is not None and any(True for _ in document.internalDTD.iterentities()):
        raise AssetRefused(f"{name!r} holds entities that stand for other text; export the logo again without them.")
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in KEPT:
            if isinstance(element, etree._Entity):
                raise AssetRefused(f"{name!r} holds entities that stand for other text; export the logo again without them.")
            _drop(element)
            continue
        for key, value in list(element.attrib.items()):
            if _acts(etree.QName(element).localname, etree.QName(key).localname, str(value)):
                del element.attrib[key]
        if etree.QName(element).localname == "style" and _OUTSIDE.search(element.text or ""):
            element.text = ""
    if _drawn(root, {str(one.get("id")): one for one in root.iter("{*}*") if one.get("id")}) > MOST_DRAWN:
        raise AssetRefused(f"{name!r} repeats its parts too often to be drawn; export the logo as PNG and hand that in.")
    return root


def _acts(tag: str, attribute: str, value: str) -> bool:
    """Whether an attribute runs something or reaches outside the drawing."""
    if attribute.lower().startswith("on") or attribute == "base":
        return True
    if attribute == "href":
        return not (value.strip().startswith("#") or (tag == "image" and _HELD.fullmatch(value.strip())))
    return _OUTSIDE.search(value) is not None


def _drop(element: etree._Element) -> None:
    """Takes an element out with all that is in it; the words after it stay."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _drawn(root: etree._Element, by_id: dict[str, etree._Element]) -> int:
    """How many elements are drawn once every reference is followed; more than MOST_DRAWN where one leads back to itself."""
    known: dict[etree._Element, int] = {}
    open_now: set[etree._Element] = set()
    # By hand instead of by recursion: a drawing may be nested as deep as it likes.
    waiting = [(root, False)]
    while waiting:
        element, is_counted = waiting.pop()
        parts = [child for child in element if isinstance(child.tag, str)]
        for key, value in element.attrib.items():
            if etree.QName(key).localname == "href" and (meant := by_id.get(str(value).strip().removeprefix("#"))) is not None:
                parts.append(meant)
        if is_counted:
            open_now.discard(element)
            known[element] = min(MOST_DRAWN + 1, 1 + sum(known.get(part, MOST_DRAWN + 1) for part in parts))
        elif element not in known:
            if element in open_now:
                return MOST_DRAWN + 1
            open_now.add(element)
            waiting.append((element, True))
            waiting += [(part, False) for part in parts if part not in known]
    return known[root]
