"""What a brand item says in a sentence, and which question it answers."""

from __future__ import annotations

from memory.domain.brand import (
    BrandItem,
    Bumper,
    CaptionLook,
    Color,
    Example,
    Fact,
    Font,
    LegalLine,
    Logo,
    Loudness,
    NameStrip,
    Pace,
    Phrase,
    Preference,
    Pronunciation,
    Rule,
    Shape,
    Value,
    WordAvoid,
    WordUse,
)

ROLE_WORDS = {
    "primary": "Primary colour", "secondary": "Secondary colour", "accent": "Accent colour", "background": "Background colour",
    "text": "Text colour", "other": "Colour",
}  # fmt: skip
OTHER_WORDS = {
    "legal_line": "disclaimer, small print",
    "tagline": "slogan, claim, motto",
    "call_to_action": "CTA, what viewers should do",
    "font headline": "font, typeface, lettering of titles and big words",
    "font body": "font, typeface, lettering of running text and copy",
    "color primary": "main brand colour",
    "color accent": "highlights, buttons",
    "word_avoid": "forbidden word",
    "pronunciation": "how the name is pronounced, said aloud",
    "lower_third": "lower third",
    "caption_style": "subtitles",
    "opening": "intro",
    "closing": "outro, ending",
}
FONT_WORDS = {"headline": "Headlines are set in", "body": "Text is set in", "other": "A typeface is"}
PHRASE_WORDS = {
    "tagline": "The tagline is",
    "call_to_action": "The call to action is",
    "recurring": "A phrase that comes back is",
}


def sentence(value: Value) -> str:
    """The item in words, without a full stop: 'Primary colour: Harbour Blue, #1D4ED8'. It is also what recall searches."""
    match value:
        case Color():
            cmyk = f"CMYK {' '.join(map(str, value.cmyk))}" if value.cmyk else ""
            pantone = f"Pantone {value.pantone}" if value.pantone else ""
            share = f"{value.share:.0%} of the screen time" if value.share is not None else ""
            return f"{ROLE_WORDS[value.role]}: " + ", ".join(
                part for part in (value.name, value.hex, cmyk, pantone, share) if part
            )
        case Font():
            weight = f" {value.weight}" if value.weight else ""
            nearest = f" (shown in {value.free}, the nearest that is here)" if value.free and value.free != value.family else ""
            return f"{FONT_WORDS[value.role]} {value.family}{weight}{nearest}"
        case Logo():
            return _logo(value)
        case Rule():
            return f"Rule of {value.topic}: {value.text}" if value.topic != "other" else f"Rule: {value.text}"
        case WordUse():
            return f"Say “{value.text}”" + (f", not {_listed(value.instead_of)}" if value.instead_of else "")
        case WordAvoid():
            return f"Never say “{value.text}”" + (f"; say “{value.instead}”" if value.instead else "")
        case Pronunciation():
            return f"“{value.written}” is spoken {value.said if value.ipa else f'“{value.said}”'}"
        case LegalLine():
            return f"Legal line{f' {value.when}' if value.when else ''}: {value.text}"
        case Fact():
            return value.text
        case Phrase():
            return f"{PHRASE_WORDS[value.role]} “{value.text}”"
        case Preference():
            return f"Preference: {value.text}"
        case Example():
            return f"An approved script, “{value.title}”"
        case _:
            return _measured(value)


def _logo(value: Logo) -> str:
    ground = {"light": " for light grounds", "dark": " for dark grounds", "any": ""}[value.ground]
    parts = [f"Logo{ground}"]
    if value.width and value.height:
        parts.append(f"{value.width} x {value.height}")
    if value.fills:
        parts.append("drawn in " + ", ".join(value.fills))
    if value.clear_share is not None:
        parts.append(f"{value.clear_share:.0%} of its height kept clear around it")
    if value.min_share is not None:
        parts.append(f"at least {value.min_share:.1%} of the picture's width")
    if value.box is not None:
        parts.append(f"stands in the {_corner(value.box.x + value.box.width / 2, value.box.y + value.box.height / 2)}")
    return ", ".join(parts)


def _measured(value: Bumper | NameStrip | CaptionLook | Pace | Loudness | Shape) -> str:
    match value:
        case Bumper():
            return f"The videos share {'an opening' if value.kind == 'opening' else 'a closing'} of {value.length_s:.1f} s"
        case NameStrip() | CaptionLook():
            what = "Name strips" if isinstance(value, NameStrip) else "Captions"
            parts = [f"{what} stand in the {_corner(value.box.x + value.box.width / 2, value.box.y + value.box.height / 2)}"]
            parts += [f"on {value.color}"] if value.color else []
            parts += [f"in {value.case} case"] if value.case else []
            return " ".join(parts)
        case Pace():
            parts = [f"A shot lasts {value.shot_s:.1f} s"]
            parts += [f"{value.words_per_minute:.0f} words a minute"] if value.words_per_minute else []
            parts += [f"{value.words_per_sentence:.0f} words a sentence"] if value.words_per_sentence else []
            return ", ".join(parts)
        case Loudness():
            music = f", music in {value.music_share:.0%} of the time" if value.music_share is not None else ""
            return f"Loudness is {value.lufs:.1f} LUFS{music}"
        case Shape():
            return f"The picture's shape is {value.text}"


def searched(value: Value) -> str:
    """What recall looks through: the sentence, and other words that people use for such a thing."""
    kind: str = value.kind
    if isinstance(value, Phrase):
        kind = value.role
    elif isinstance(value, Font | Color):
        kind = f"{value.kind} {value.role}"
    return f"{sentence(value)} ({OTHER_WORDS[kind]})" if kind in OTHER_WORDS else sentence(value)


def slot(value: Value) -> str | None:
    """The question that only one item can answer, None where any number may stand side by side."""
    match value:
        case Color(role="primary" | "background" | "text"):
            return f"color {value.role}"
        case Color(name=name) if name:
            return f"color named {name.casefold()}"
        case Font(role="headline" | "body"):
            return f"font {value.role}"
        case Logo(sha256=str()):
            return f"logo {value.ground}"
        case Pronunciation():
            return f"pronunciation {value.written.casefold()}"
        case WordUse() | WordAvoid():
            return f"word {value.text.casefold()}"
        case Phrase(role="tagline" | "call_to_action"):
            return f"phrase {value.role}"
        case Fact() if value.subject and value.figure:
            return f"fact {value.subject.casefold()}"
        case Pace() | Loudness() | Shape() | Bumper() | NameStrip() | CaptionLook():
            return value.kind
        case _:
            return None


def replaced(items: list[BrandItem]) -> dict[str, str]:
    """Of items that answer one question, id of each that gives way -> id of the one that stands.

    What is stated outweighs what was measured, and then the newest wins. Items are given in the order they were learned; those of
    the same material never replace each other: a guideline with two primary colours has two.
    """
    by_slot: dict[str, list[BrandItem]] = {}
    for item in items:
        if (name := slot(item.value)) is not None:
            by_slot.setdefault(name, []).append(item)
    out: dict[str, str] = {}
    for rivals in by_slot.values():
        ranked = sorted(enumerate(rivals), key=lambda pair: (pair[1].confidence >= 1, pair[1].dated, pair[0]))
        best = ranked[-1][1]
        sources = {one.sha256 for one in best.evidence}
        out |= {item.id: best.id for item in rivals if not sources & {one.sha256 for one in item.evidence}}
    return out


def _listed(words: tuple[str, ...]) -> str:
    return " or ".join(f"“{word}”" for word in words)


def _corner(x: float, y: float) -> str:
    down = "upper" if y < 0.4 else "lower" if y > 0.6 else "middle"
    across = "left" if x < 0.4 else "right" if x > 0.6 else "middle"
    return "middle" if down == across == "middle" else f"{down} {across}"
