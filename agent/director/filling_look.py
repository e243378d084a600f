"""What is seen and heard, filled in from the words of a wish: cast, colours, music, captions, shape, language, logo, transitions."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.about import WHICH_SCENE, About
from agent.director.read_colors import COLOR, hex_of
from agent.director.read_values import aspects
from agent.director.wishes import frame_edits
from agent.director.wishes.clause import Draft, edit
from agent.director.wishes.described import some_voice, somebody
from agent.director.wishes.frame_edits import GROUNDS, LOOKS, MOODS, SHAPES, TRANSITIONS
from memory.domain.scene_refs import number_of
from tools.casting import gender_of, presenter_like, voice_like


def presenter(about: About) -> Draft | str:
    """Who is named, who fits what is said of them, nobody, or another one of the cast."""
    board, names = about.clause.board, list(dict.fromkeys(thing.value for thing in about.bag.all("name")))
    others = [name for name in names if name != board.presenter.lower()]
    if len(others) == 1:
        return edit("change_presenter", about.scene, name=others[0])
    if about.direction == "nobody" and not about.bag.has("man", "woman", "older", "younger"):
        return edit("change_presenter", about.scene, visible=False)
    described = somebody(about.bag, about.clause)
    gender = {"man": "male", "woman": "female"}.get(about.direction)
    if described:
        return {**described, "scene": about.scene}
    if gender and gender == gender_of(board.presenter) and not about.bag.has("older", "younger", "replace"):
        return "Who should present?"
    age = "older" if about.bag.has("older") else "younger" if about.bag.has("younger") else ""
    name = presenter_like(about.clause.presenters, board, gender or gender_of(board.presenter), age)  # type: ignore[arg-type]
    if name and (gender or age):
        return edit("change_presenter", about.scene, name=name)
    return f"Who should present? There are {', '.join(name.capitalize() for name in about.clause.presenters)}."


def voice(about: About) -> Draft | str:
    """A voice that is named or described, else another one of the same gender."""
    named = about.bag.all("voice_name")
    if len(named) == 1:
        return edit("change_voice", about.scene, name=named[0].value)
    if described := some_voice(about.bag, about.clause):
        return {**described, "scene": about.scene}
    gender = {"man": "male", "woman": "female"}.get(about.direction)
    if not gender and _OTHER.search(about.text):
        return "Which voice should it be: a man's or a woman's, American or British?"
    name = voice_like(about.clause.voices, about.clause.board, gender, None, () if gender else ("warm",))  # type: ignore[arg-type]
    return edit("change_voice", about.scene, name=name) if name else "Which voice should it be: a man's or a woman's?"


# Somebody else or another one, of which nothing is said: which, nobody knows.
_OTHER = re.compile(
    r"\b(?:other|another|different|else|accents?|ander\w*|otr[ao]s?|autres?|altr[aoi]|outr[ao]s?|andra|annan|inn[ay]\w*|başka)\b|друг",
    re.I,
)


def background(about: About) -> Draft | str:
    color = color_in(about)
    kinds = [kind for name, kind in GROUNDS.items() if about.bag.has(name)]
    if not color and len(kinds) != 1:
        return "Which colour should the background have?"
    return edit("change_background", about.scene, **({"color": color} if color else {"kind": kinds[0]}))


def colour(about: About) -> Draft | str:
    """A colour, or dark or light, or a look, of the whole film."""
    if color := color_in(about):
        role = "accent" if about.bag.has("accent") else "brand"
        return edit("change_color", color=color, role=role)
    looks = [look for name, look in LOOKS.items() if about.bag.has(name)]
    dark, light = about.bag.has("dark", "dark_mode"), about.bag.has("light", "light_mode")
    if dark != light:
        return edit("change_color", dark=dark != about.bag.has("too", "less"))
    return edit("change_color", look=looks[0]) if len(looks) == 1 else "Which colour should it be? A name or a hex code will do."


def color_in(about: About) -> str:
    """The one colour that is wished for, '' for none or several; a colour after 'not' or 'too' is the one to go."""
    said = {thing.value for thing in about.bag.all("color")}
    said |= {color for name in re.findall(rf"(?<!\w){COLOR}", about.text, re.I) if (color := hex_of(name))}
    said -= {color for name in _UNLIKED.findall(about.text) if (color := hex_of(name))}
    return said.pop() if len(said) == 1 else ""


_UNLIKED = re.compile(
    rf"\b(?:not|isn't|instead of|rather than|too|less|no more|away from|is|are|statt|pas|trop|demasiado|zu) (?:the |so |das |le |el )?({COLOR})",
    re.I,
)


def music(about: About) -> Draft | str:
    """Off, on, louder, quieter, or another piece; its mood where one is said."""
    bag, moods = about.bag, _moods(about)
    if bag.has("quieter", "louder") and (draft := frame_edits.volume(bag, about.clause)) and about.direction != "off":
        return draft
    if moods and not bag.has("too", "less", "not"):
        return edit("change_music", action="replace", mood=moods[-1])
    match "off" if bag.has("remove") and not bag.has("replace", "genre") else about.direction:
        case "off":
            return edit("change_music", action="remove")
        case "quieter" | "louder" as way:
            return edit("change_music", action="volume", direction="up" if way == "louder" else "down")
        case "on":
            return edit("change_music", action="add")
        case "replace":
            return edit("change_music", action="replace")
        case _:
            return (
                edit("change_music", action="replace")
                if bag.has("genre")
                else "What about the music: off, quieter, or another piece?"
            )


def _moods(about: About) -> list[str]:
    """Moods of words that mean no more than one of them, after a complaint the wished one."""
    found = [[MOODS[kind] for kind in thing.kinds if kind in MOODS] for thing in about.bag.things]
    return list(dict.fromkeys(min(one, key=list(MOODS.values()).index) for one in found if one))


def captions(about: About) -> Draft | str:
    """On, off, a place or a style by a word for it, else the direction that the wish is most like."""
    said = [name for kind, name in _CAPTIONS.items() if about.bag.has(kind)]
    match said[0] if len(said) == 1 else about.direction:
        case "on" | "off" as action:
            return edit("change_captions", action=action)
        case "top" | "bottom" as position:
            return edit("change_captions", action="position", position=position)
        case "bold" | "bigger":
            return edit("change_captions", action="style", style="bold")
        case "minimal" | "smaller":
            return edit("change_captions", action="style", style="minimal")
        case "boxed" | "karaoke" as style:
            return edit("change_captions", action="style", style=style)
        case _:
            return "What about the captions: on, off, at the top, or in a box?"


_CAPTIONS = {"remove": "off", "top": "top", "boxed": "boxed", "captions_karaoke": "karaoke"}


def shape(about: About) -> Draft | str:
    named = aspects(about.text)
    said = set(named) if len(named) == 1 else {*named, *(shape for kind, shape in SHAPES.items() if about.bag.has(kind))}
    aspect = said.pop() if len(said) == 1 else about.direction
    return edit("change_aspect_ratio", aspect=aspect) if aspect else "Which shape should it have: upright, square or wide?"


def language(about: About) -> Draft | str:
    tags = [
        tag for tag in dict.fromkeys(thing.value for thing in about.bag.all("language")) if tag != about.clause.board.language
    ]
    if not tags:
        tags = list(dict.fromkeys(tag for words, tag in SPOKEN_IN if words.search(about.text)))
    return edit("change_language", language=tags[0]) if len(tags) == 1 else "Which language should it be in?"


SPOKEN_IN = tuple(
    (re.compile(rf"\b(?:{places})", re.I), tag)
    for tag, places in {
        "de": "german|austria|vienna|berlin|munich|hamburg|zurich|deutschland|österreich|allemagne|alemania|alemanha|germania",
        "fr": "france\\b|paris\\b|lyon\\b|marseille|wallon|québec|quebec|frankreich|francia|frança",
        "es": "spain\\b|madrid|barcelona|mexic|bogot|argentin|colombia|chile\\b|peru\\b|bolivia|latin america|españa|méxico|spanien|espagne|spagna",
        "pt": "portugal|lisbon|lisboa|brazil|brasil|são paulo|sao paulo|rio de janeiro|porto\\b",
        "it": "italy|italia|rome\\b|roma\\b|milan|naples|italien|italie",
        "nl": "netherlands|holland|amsterdam|rotterdam|flander|flemish|vlaander|vlaams|nederland",
        "pl": "poland|warsaw|krak[oó]w|polsk|warszaw|polen",
        "sv": "sweden|stockholm|sverige|göteborg",
        "da": "denmark|copenhagen|danmark",
        "nb": "norway|oslo\\b|norge\\b",
        "fi": "finland|helsinki|suom",
        "tr": "turkey|türkiye|istanbul|ankara|türk",
        "ja": "japan\\b|tokyo|osaka|kyoto",
        "ko": "korea\\b|seoul|busan",
        "zh": "china\\b|beijing|shanghai|shenzhen|taiwan",
        "ru": "russia\\b|moscow|россии|москв",
        "uk": "ukraine|kyiv|україн",
        "el": "greece|athens|ελλην",
        "ar": "cairo|dubai|riyadh|egypt|saudi|arab",
        "hi": "india\\b|delhi|mumbai|hindi|हिंदी",
        "cs": "czechia|prague|praha",
        "hu": "hungary|budapest",
        "ro": "romania|bucharest",
        "vi": "vietnam|hanoi|saigon|tiếng việt|việt",
        "th": "thailand|bangkok",
        "id": "indonesia|jakarta|bahasa",
        "fa": "iran\\b|tehran",
        "he": "israel|tel aviv",
    }.items()
)


def picture(about: About) -> Draft | str:
    board = about.clause.board
    held = [number_of(scene.id, board) for scene in board.scenes if scene.media]
    scene = about.scene if about.scene is not None else held[0] if len(held) == 1 else None
    if about.direction == "remove":
        return edit("replace_media", scene, action="remove") if scene is not None else WHICH_SCENE
    return "Which picture should be there? Attach it and name the scene."


def logo(about: About) -> Draft | str:
    """Its size or whether it is shown; it has one place, and is the same in all scenes."""
    bag = about.bag
    if about.direction != "hide" and (bag.has("place_word") or _PLACE.search(about.text)):
        return "The logo has one place; should it be bigger, smaller or hidden?"
    way = "hide" if bag.has("remove") else about.direction
    if bag.has("bigger", "smaller") and (draft := frame_edits.logo_size(bag, about.clause)):
        way = draft["value"]["size"]
    match way:
        case "bigger" | "smaller":
            return edit("change_logo", about.scene, size=way)
        case "hide" | "show":
            return edit("change_logo", about.scene, visible=way == "show")
        case _:
            return "What about the logo: bigger, smaller or hidden?"


_PLACE = re.compile(
    r"\b(?:corner|(?:top|bottom|upper|lower) (?:left|right)|uppe|oben|unten|links|rechts|arriba|abajo|haut|bas|ecke|esquina|angolo|canto|hoek|hörn\w*|köşe\w*)\b|угол|угл",
    re.I,
)


def transition(about: About) -> Draft | str:
    """One that is named; a soft one where the cuts are called hard, a plain cut where effects are."""
    if found := frame_edits.transition(about.bag, about.clause):
        return found
    named = [name for kind, name in TRANSITIONS.items() if about.bag.has(kind)]
    if about.bag.has("instead") and len(named) == 2:
        return frame_edits.other_transition(about.bag, about.clause)  # type: ignore[return-value]
    if not named:
        named = ["cut"] if _PLAIN.search(about.text) else ["crossfade"] if _SOFT.search(about.text) else []
    return (
        edit("change_transition", about.scene, name=named[0])
        if len(named) == 1
        else "Which transition should it be: a cut, a fade or a wipe?"
    )


_PLAIN = re.compile(r"\b(?:just cut|plain|simple|hard cuts?|no (?:effects?|transitions?|animation)|straight)\b", re.I)
_SOFT = re.compile(
    r"\b(?:soft\w*|smooth\w*|gentl\w*|abrupt|jarring|harsh|jump\w*|bump\w*|hard|jerky|sudden\w*|weich\w*|sanft\w*|douce?\w*|doux|suav\w*|morbid\w*|zacht\w*|vloeiend\w*|łagod\w*|mjuk\w*|yumuşak)\b|мягк|плавн|柔",
    re.I,
)
