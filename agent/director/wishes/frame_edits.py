"""The edit that each frame makes of the things of a clause; None where they do not settle it."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, get_args

from agent.director.wishes.bag import Bag, Thing
from agent.director.wishes.clause import Clause, Draft, edit
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import BackgroundName, LookName, MusicMood, TransitionName
from memory.errors import NoSuchScene

Build = Callable[[Bag, Clause], Draft | None]
MOODS = {f"mood_{mood.replace('-', '')}": mood for mood in get_args(MusicMood)}
_OTHER_MOOD = {"calm": "driving", "ambient": "driving", "lo-fi": "driving"}  # of any other, 'less' wants calm
TRANSITIONS = {f"trans_{name}": name for name in get_args(TransitionName)}
GROUNDS = {f"kind_{kind}": kind for kind in get_args(BackgroundName)}
LOOKS = {f"look_{look}": look for look in get_args(LookName)}
SHAPES = {"vertical": "9:16", "square": "1:1", "wide": "16:9", "tall": "4:5"}
# What says that something is wished for.
WANTS = re.compile(
    r"\b(?:make|should|could|can|must|needs?|wants?|let|have|has to|turn|set|get|give|please|pls|more|less|too|would|use|try|put|add|remove|change"
    r"|replace|cut|move|bring|rewrite|rephrase|instead|rather|shorten|extend|swap|\w+er)\b"
)


def scenes(bag: Bag) -> list[Thing]:
    return bag.all("scene")


def ref_of(bag: Bag) -> SceneRef:
    """The scenes named, one reference or several."""
    refs = [thing.value for thing in scenes(bag)]
    if not refs:
        return None
    if len(refs) == 1:
        return refs[0] if refs[0] != "all" else None
    flat = [part for ref in refs for part in (ref if isinstance(ref, tuple) else (ref,))]
    return tuple(flat)


def _way(bag: Bag, up: str, down: str) -> str:
    """The one of two directions that is wished for: 'too loud', 'less loud' and 'the music is loud' want the other; '' for both."""
    ups, downs = bag.all(up), bag.all(down)
    only_up = [thing for thing in ups if down not in thing.kinds]
    only_down = [thing for thing in downs if up not in thing.kinds]
    if bool(only_up) == bool(only_down):
        return ""
    way, other = (up, down) if only_up else (down, up)
    word = (only_up or only_down)[0]
    said = bag.text[word.begin : word.end]
    plain = not re.search(r"er$|er |^more|^less|s$|en$", said) and said in _BASE
    denied = bag.has("not")
    if denied:
        # 'not loud enough' wants it louder.
        return way if bag.has("enough") and plain else ""
    if bag.has("less"):
        return other
    if bag.has("too") and plain:
        return other
    told = re.search(
        r"\b(?:is|are|was|feels?|seems?|sounds?|looks?|runs|comes across|gets|speaks?|talks?|reads?|goes)\b", bag.text
    )
    asked = re.search(
        r"\b(?:make|should|could|can|must|needs?|wants?|let|have|has to|turn|set|get|please|more|want|like)\b", bag.text
    )
    return other if plain and told and not asked else way


_BASE = frozenset(
    """long lengthy drawn out|dragged out|short brief loud quiet soft low big large huge giant enormous massive small tiny little fast quick
    quickly rapid rapidly rushed hurried hectic breathless breakneck slow slowly sluggish rushing racing dominant oversized overbearing
    noisy blasting blaring deafening intrusive obtrusive distracting prominent microscopic minuscule high""".replace(
        "\n", " "
    ).split()
)
_COMPLAINTS = frozenset("overbearing noisy blasting blaring deafening intrusive obtrusive distracting".split())  # noqa: SIM905


def fixed(op: str, **value: Any) -> Build:
    return lambda bag, about: edit(op, **value)


def volume(bag: Bag, about: Clause) -> Draft | None:
    said = [bag.text[thing.begin : thing.end] for thing in bag.all("quieter")]
    way = "quieter" if bag.has("too_much") or any(word in _COMPLAINTS for word in said) else _way(bag, "louder", "quieter")
    return edit("change_music", action="volume", direction="up" if way == "louder" else "down") if way else None


def mood(bag: Bag, about: Clause) -> Draft | None:
    """The mood wished for; of several the one that the fewest other words of the clause may mean, 'instead of' turned around."""
    said = [{MOODS[kind] for kind in thing.kinds & MOODS.keys()} for thing in bag.things if thing.kinds & MOODS.keys()]
    if not said or bag.has("not"):
        return None
    common = set.intersection(*said)
    if len(said) == 2 and not common and bag.has("instead", "replace", "swap", "to"):
        said = said[:1] if re.search(r"\b(?:instead of|rather than)\b", bag.text) else said[1:]
        common = said[0]
    if not common:
        return None
    mood = min(common, key=list(MOODS.values()).index)
    return edit("change_music", action="replace", mood=_OTHER_MOOD.get(mood, "calm") if bag.has("too", "less") else mood)


def genre(bag: Bag, about: Clause) -> Draft | None:
    """Music by an instrument or a genre: the mood that goes by it, else another piece."""
    return mood(bag, about) or (None if bag.has("not") else edit("change_music", action="replace"))


def logo_size(bag: Bag, about: Clause) -> Draft | None:
    way = _way(bag, "bigger", "smaller")
    return edit("change_logo", ref_of(bag), size=way) if way else None


def logo_shown(visible: bool) -> Build:
    """The scene it is said of stays with it, so that applying it says that there is one logo for the film."""
    return lambda bag, about: edit("change_logo", ref_of(bag), visible=visible)


def picture(action: str) -> Build:
    def build(bag: Bag, about: Clause) -> Draft | None:
        pictured = [place for place, scene in enumerate(about.board.scenes, 1) if scene.media]
        ref = ref_of(bag) or (pictured[0] if len(pictured) == 1 else None)
        return edit("replace_media", ref, action=action) if ref else None

    return build


def transition(bag: Bag, about: Clause) -> Draft | None:
    found = [name for kind, name in TRANSITIONS.items() if bag.has(kind)]
    places = [place for thing in scenes(bag) for place in _places(thing.value, about)]
    if len(found) != 1 or bag.has("not"):
        return None
    if not places or places == list(range(1, len(about.board.scenes) + 1)):
        return edit("change_transition", name=found[0])
    if len(places) == 1 and (bag.has("before") or re.search(r"\binto\b", bag.text)):
        return edit("change_transition", places[0] - 1, name=found[0]) if places[0] > 1 else None
    # From a scene into the next; scenes that are no neighbours have nothing between them.
    ones = len(places) == 1 and not bag.has("between")
    return (
        edit("change_transition", places[0], name=found[0]) if ones or (len(places) == 2 and places[1] == places[0] + 1) else None
    )


def other_transition(bag: Bag, about: Clause) -> Draft | None:
    """'X instead of Y': the first is wished for, unless the clause begins with 'instead of'."""
    named = [thing for thing in bag.things if thing.kinds & TRANSITIONS.keys()]
    wished = named[1] if bag.text.find("instead of") < named[0].begin else named[0]
    return edit("change_transition", name=next(TRANSITIONS[kind] for kind in wished.kinds if kind in TRANSITIONS))


def only_transition(bag: Bag, about: Clause) -> Draft | None:
    """A transition by a word that means nothing else."""
    said = {bag.text[thing.begin : thing.end] for thing in bag.things if thing.kinds & TRANSITIONS.keys()}
    plain = said <= {
        "crossfade",
        "crossfades",
        "cross-fade",
        "cross-fades",
        "dissolve",
        "dissolves",
        "wipes",
        "hard cuts",
        "straight cuts",
        "fades",
    }
    return transition(bag, about) if plain and not bag.has("remove") else None


def presenter(bag: Bag, about: Clause) -> Draft | None:
    """The name that is not hers who presents now."""
    names = list(dict.fromkeys(thing.value for thing in bag.all("name")))
    if bag.has("remove") and len(names) == 1 and not bag.has("instead", "replace", "swap"):
        return edit("change_presenter", ref_of(bag), visible=False) if names[0] == about.board.presenter.lower() else None
    if len(names) == 2:
        names = [name for name in names if name != about.board.presenter.lower()]
    if len(names) != 1 or bag.has("not") or _presents_already(names[0], about):
        return None
    return edit("change_presenter", ref_of(bag), name=names[0])


def _presents_already(name: str, about: Clause) -> bool:
    """Whether the whole film is presented by somebody, so that naming them asks for nothing."""
    board = about.board
    return name == board.presenter.lower() and all(scene.presenter in (None, board.presenter) for scene in board.scenes)


def no_presenter(bag: Bag, about: Clause) -> Draft | None:
    return edit("change_presenter", ref_of(bag), visible=False)


def voice(bag: Bag, about: Clause) -> Draft | None:
    names = bag.all("voice_name")
    return edit("change_voice", ref_of(bag), name=names[0].value) if len(names) == 1 else None


def cta(bag: Bag, about: Clause) -> Draft | None:
    quotes = bag.all("quote")
    if len(quotes) == 2 and bag.has("instead", "replace"):
        swapped = bag.text.find("instead of") > quotes[0].begin
        return edit("change_cta", text=quotes[0 if swapped else 1].value)
    return edit("change_cta", text=quotes[0].value) if len(quotes) == 1 and len(quotes[0].value) <= 160 else None


def reword(bag: Bag, about: Clause) -> Draft | None:
    """One quote for another: '... instead of ...' names the new one first."""
    if len(bag.all("quote")) != 2:
        return None
    first, second = (thing.value for thing in bag.all("quote"))
    between = bag.text[bag.all("quote")[0].end : bag.all("quote")[1].begin]
    if re.search(r"\b(?:instead of|rather than|not|in place of|replacing|over)\b", between):
        first, second = second, first
    return edit("edit_text", ref_of(bag), **{"from": first, "to": second}) if first != second else None


def rate(bag: Bag, about: Clause) -> Draft | None:
    return edit("change_pace", pace=bag.all("rate")[0].value)


def words(field: str) -> Build:
    """The words of a scene; those at the end of the film are its call to action."""

    def build(bag: Bag, about: Clause) -> Draft | None:
        if field == "narration" and ref_of(bag) in ("last", len(about.board.scenes)) and not bag.has("text"):
            return cta(bag, about)
        return edit("edit_text", ref_of(bag), to=bag.all("quote")[0].value, field=field)

    return build


def strike(bag: Bag, about: Clause) -> Draft | None:
    return edit("edit_text", ref_of(bag), **{"from": bag.all("quote")[0].value, "to": ""})


def language(bag: Bag, about: Clause) -> Draft | None:
    if bag.has("not"):
        return None
    tags = list(dict.fromkeys(thing.value for thing in bag.all("language")))
    if len(tags) == 2 and bag.has("instead", "to"):
        tags = [tag for tag in tags if tag != about.board.language]
    return edit("change_language", language=tags[0]) if len(tags) == 1 else None


def shape(bag: Bag, about: Clause) -> Draft | None:
    found = {thing.value for thing in bag.all("shape")} | {shape for kind, shape in SHAPES.items() if bag.has(kind)}
    return edit("change_aspect_ratio", aspect=found.pop()) if len(found) == 1 else None


def length(bag: Bag, about: Clause) -> Draft | None:
    """A length to have, or to gain or lose: 'five seconds shorter', 'by 5 s', 'cut 5 seconds'."""
    found = bag.all("length")
    if len(found) != 1:
        return None
    length, before = found[0].value, bag.text[: found[0].begin].rstrip()
    after = bag.text[found[0].end :].lstrip()
    way = _way(bag, "longer", "shorter")
    change = before.endswith(" by") or re.match(r"(?:shorter|longer|more|less|extra|off|out)\b", after)
    taken = re.search(r"\b(?:cut|remove|drop|lose|shave|trim|take|shave off|cut out|take out|take off)$", before)
    if change or taken:
        if not way:
            way = "longer" if re.match(r"more|extra", after) or re.search(r"\badd\b", before) else "shorter"
        step = length.target_s * (1 if way == "longer" else -1)
        if ref_of(bag) is None and about.board.target_s:
            left = about.board.target_s + step
            return edit("change_duration", target_s=left) if left > 0 else None
        return edit("change_duration", ref_of(bag), relative=way, by_s=step)
    each = {"each": True} if re.search(r"\b(?:each|every|apiece)\b", bag.text) and scenes(bag) else {}
    ref = "all" if each and ref_of(bag) is None else ref_of(bag)
    return edit("change_duration", ref, target_s=length.target_s, mode=length.mode, **each)


def factor(bag: Bag, about: Clause) -> Draft | None:
    return (
        edit("change_duration", ref_of(bag), factor=2.0 if bag.has("double") else 0.5)
        if bag.has("double") != bag.has("half")
        else None
    )


def relative(bag: Bag, about: Clause) -> Draft | None:
    if bag.has("drags", "rushes") and not bag.has("longer", "shorter"):
        way = "shorter" if bag.has("drags") else "longer"
    elif bag.has("drags") and not bag.has("shorter"):
        way = "shorter"
    else:
        way = _way(bag, "longer", "shorter")
    return edit("change_duration", ref_of(bag), relative=way) if way else None


def pace(bag: Bag, about: Clause) -> Draft | None:
    """The film has one rate; a scene that is to be spoken slower gets more time."""
    way = "slower" if bag.has("rush") and not bag.has("slower") else _way(bag, "faster", "slower")
    if way and ref_of(bag) is not None:
        return edit("change_duration", ref_of(bag), relative="longer" if way == "slower" else "shorter")
    return edit("change_pace", direction=way) if way else None


def tone(bag: Bag, about: Clause) -> Draft | None:
    words = bag.all("tone")
    word = next((one for one in words if "tone_bad" not in one.kinds), words[0])
    said = word.value or bag.text[word.begin : word.end]
    bad = "tone_bad" in word.kinds
    if not (bad or word.value or WANTS.search(bag.text)) or (bag.has("not") and not bag.has("enough")):
        # 'really funny' is praise.
        return None
    lead = "less " if bag.has("too", "less") or (bad and not bag.has("more")) else "more " if bag.has("more") else ""
    ref = ref_of(bag)
    return edit("rewrite_tone", "all" if ref is None else ref, tone=f"{lead}{said}")


def tone_of_verb(bag: Bag, about: Clause) -> Draft | None:
    word = bag.all("loosen")[0]
    return edit("rewrite_tone", ref_of(bag) or "all", tone=bag.text[word.begin : word.end])


def remove(bag: Bag, about: Clause) -> Draft | None:
    ref = ref_of(bag)
    # 'hide it in scene 1' takes something out of the scene.
    return edit("remove_scene", ref) if ref is not None and not _OUT_OF.search(bag.text) else None


_OUT_OF = re.compile(
    r"\b(?:it|them|that|this|those) (?:in|from|on|during|for) (?:the )?(?:scenes?|slides?|tips?|first|last|\d|intro|opening|hook|problem|reveal)\b"
)


def swap(bag: Bag, about: Clause) -> Draft | None:
    places = [place for thing in scenes(bag) for place in _places(thing.value, about)]
    return edit("reorder_scenes", swap=places) if len(places) == 2 and places[0] != places[1] else None


def move(bag: Bag, about: Clause) -> Draft | None:
    """The first scene goes beside the second, to its place, or to an end."""
    first, second = scenes(bag)
    between = {kind for thing in bag.things if first.end <= thing.begin < second.begin for kind in thing.kinds}
    moved, beside = _places(first.value, about), _places(second.value, about)
    if len(moved) != 1 or not beside or moved == beside:
        return None
    sides = [side for side in ("before", "after") if side in between]
    if len(sides) == 1:
        return edit("reorder_scenes", move=moved[0], to=f"{sides[0]} {beside[-1] if sides[0] == 'after' else beside[0]}")
    if sides:
        return None
    ends = second.value in ("first", "last", 1, len(about.board.scenes))
    return edit("reorder_scenes", move=moved[0], to=beside[0]) if len(beside) == 1 and (ends or "to" in between) else None


def step(bag: Bag, about: Clause) -> Draft | None:
    moved = _places(scenes(bag)[0].value, about)
    if len(moved) != 1 or bag.has("place_up") == bag.has("place_down"):
        return None
    to = moved[0] + (-1 if bag.has("place_up") else 1)
    return edit("reorder_scenes", move=moved[0], to=to) if 0 < to <= len(about.board.scenes) else None


def _places(ref: SceneRef, about: Clause) -> tuple[int, ...]:
    """1-based places; a number that the film does not have stays, so that applying it says what there is."""
    if isinstance(ref, int):
        return (ref,)
    try:
        ids = resolve(ref, about.board)
    except NoSuchScene:
        return ()
    return tuple(number for number, scene in enumerate(about.board.scenes, 1) if scene.id in ids)
