"""What everybody wears: which garment is drawn under the sleeves and which over their seams."""

from __future__ import annotations

from renderer.presenters import jackets, more_tops, tops
from renderer.presenters.appearance import Appearance
from renderer.presenters.body import Body
from renderer.presenters.brush import Brush
from renderer.presenters.colour import mix


def under(brush: Brush, body: Body, jaw_turn: float) -> None:
    """Torso, neck and everything the sleeves lie over; `jaw_turn` is the sine of the head's yaw."""
    brush.fill(body.torso, body.person.cloth)
    brush.crescent(body.torso, -26, -4, mix(body.person.cloth, body.shadow, 170 / 255), 255, (236, 330))
    match body.person.outfit:
        case "blazer" | "cardigan":
            jackets.blazer_under(brush, body, jaw_turn)
        case "suit":
            jackets.suit_under(brush, body, jaw_turn)
        case "denim":
            jackets.denim_under(brush, body, jaw_turn)
        case "shirt":
            tops.shirt(brush, body, jaw_turn)
        case "turtleneck":
            tops.turtleneck(brush, body, jaw_turn)
        case "tunic":
            tops.tunic_under(brush, body, jaw_turn)
        case "tee":
            tops.sweater(brush, body, jaw_turn)
        case "vest":
            more_tops.vest(brush, body, jaw_turn)
        case "polo":
            more_tops.polo(brush, body, jaw_turn)
        case "wrap":
            more_tops.wrap(brush, body, jaw_turn)
        case "blouse":
            more_tops.blouse(brush, body, jaw_turn)


def is_layered(person: Appearance) -> bool:
    """Whether `over` draws anything for this person."""
    return person.outfit in ("blazer", "suit", "cardigan", "denim", "tunic")


def over(brush: Brush, body: Body) -> None:
    """What lies over the sleeve seams: lapels, a drape."""
    match body.person.outfit:
        case "blazer" | "suit":
            jackets.blazer_over(brush, body)
        case "cardigan":
            jackets.cardigan_over(brush, body)
        case "denim":
            jackets.denim_over(brush, body)
        case "tunic":
            tops.drape(brush, body)
        case _:
            return
