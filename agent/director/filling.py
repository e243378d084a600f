"""An edit whose operation is known, filled in from the message's own words: values, scenes and names, never made up."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Mapping

from agent.director import filling_look as look
from agent.director.about import WHICH_SCENE, About, Fill
from agent.director.finding_scenes import pointed_at
from agent.director.read_numbers import NUMBER_WORDS, lengths
from agent.director.read_scene import scene_ref
from agent.director.read_values import aspects
from agent.director.wishes import frame_edits
from agent.director.wishes.bag import Bag
from agent.director.wishes.clause import Clause, Draft, edit
from agent.director.wishes.frame_edits import SHAPES, TRANSITIONS
from agent.director.wishes.frames import repriced, requoted, reworded
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import number_of, resolve
from memory.errors import NoSuchScene


def length(about: About) -> Draft | str:
    """A length said, else a share, else shorter or longer. What the film takes now is no wish."""
    board, scene = about.clause.board, about.scene
    said = [
        one
        for one in lengths(about.text)
        if (scene is not None or abs(one.target_s - (board.target_s or 0)) > 1) and str(scene) != f"@{one.target_s:g}"
    ]
    bare = _bare_seconds(about) if not said else None
    way = _way(about, frame_edits.relative(about.bag, about.clause), "relative")
    if (step := said[0].target_s if len(said) == 1 else bare) and _STEP.search(about.text) and way:
        by_s = step * (1 if way == "longer" else -1)
        if scene is None and board.target_s and board.target_s + by_s > 0:
            return edit("change_duration", target_s=board.target_s + by_s)
        return edit("change_duration", scene, relative=way, by_s=by_s)
    if len(said) == 1:
        return edit("change_duration", scene, target_s=said[0].target_s, mode=said[0].mode)
    if share := next((share for share, words in _SHARES if words.search(about.text)), None):
        return edit("change_duration", scene, factor=share)
    if bare:
        return edit("change_duration", scene, target_s=bare, mode="max" if way == "shorter" else "exact")
    return edit("change_duration", scene, relative=way) if way and not said else "How many seconds should it be?"


def _way(about: About, draft: Draft | None, key: str) -> str:
    """The direction that the words say, else the one that the wish is most like."""
    return str(draft["value"].get(key) or "") or about.direction if draft else about.direction


_STEP = re.compile(
    r"\b(?:off|less|fewer|more|extra|shave|by|added?|weniger|mehr|kürzer|länger|de moins|de plus|menos|más|mais|meno|più|minder|meer)\b|(?<!\w)[+-]\s?\d",
    re.I,
)
_SHARES: tuple[tuple[float, re.Pattern[str]], ...] = (
    (0.5, re.compile(r"(?<!first )(?<!second )(?<!other )(?<!this )\bhalf\b|\bhälfte\b|\bhalb\b|\bmitad\b|\bmoitié\b|\bmetà\b|\bmetade\b|\bhelft\b|\bpołow\w+\b|半分|一半|\bhälften\b|\byarı", re.I)),
    (2 / 3, re.compile(r"\b(?:a|one) third (?:off|less|shorter)\b|\bum ein drittel\b|\bun tercio menos\b|\been derde (?:eraf|af|korter)\b", re.I)),
    (2.0, re.compile(r"\b(?:twice|double)\b|\bdoppelt\b|\bdoble\b|\bdouble\b|\bdoppio\b|\bdobro\b|\bdubbel\b|\bdwa razy\b|两倍|2倍", re.I)),
)  # fmt: skip
_NUMBER = re.compile(
    rf"(?<![\w$€£#:.,])(?:\d{{2,3}}|{'|'.join(word for word, value in NUMBER_WORDS.items() if value >= 10)})(?![\w%]|[.,:/]\d|\s?[$€£])",
    re.I,
)


def _bare_seconds(about: About) -> float | None:
    """The one number that may be seconds where a length is wished for: 'Deliver 25.', 'twenty, not a frame more'."""
    found = {NUMBER_WORDS.get(said.lower()) or int(said) for said in _NUMBER.findall(about.text)}
    fits = [value for value in found if 5 <= value <= 600 and value != about.clause.board.target_s]
    return float(fits[0]) if len(fits) == 1 else None


def pace(about: About) -> Draft | str:
    """The film has one rate; a scene that is to be spoken slower gets more time."""
    rates = about.bag.all("rate")
    if len(rates) == 1:
        return edit("change_pace", pace=rates[0].value)
    plain = Bag(about.bag.text, tuple(thing for thing in about.bag.things if "scene" not in thing.kinds), ())
    way = _way(about, frame_edits.pace(plain, about.clause), "direction")
    if not way:
        return "Should it be spoken faster or slower?"
    if about.scene is not None:
        return edit("change_duration", about.scene, relative="longer" if way == "slower" else "shorter")
    return edit("change_pace", direction=way)


def tone(about: About) -> Draft | str:
    return edit("rewrite_tone", "all" if about.scene is None else about.scene, tone=" ".join(about.text.split())[:120])


def add(about: About) -> Draft | str:
    """What the scene is to be about is all that was said; without a place it comes before the end."""
    where = {"where": about.direction} if about.direction and about.scene is not None else {}
    if about.scene is None and _BETWEEN.search(about.text):
        places = sorted({place for thing in about.bag.all("scene") for place in _places(thing.value, about)})
        if len(places) == 2 and places[1] == places[0] + 1:
            return edit("add_scene", places[0], about=" ".join(about.text.split()), where="after")
    said = [side for side in ("after", "before") if about.bag.has(side)]
    if about.scene is not None and len(said) == 1:
        where = {"where": said[0]}
    if about.scene is None and (end := _END.search(about.text)):
        return edit(
            "add_scene",
            "last" if end["last"] else 1,
            about=" ".join(about.text.split()),
            where="after" if end["last"] else "before",
        )
    return edit("add_scene", about.scene, about=" ".join(about.text.split()), **where)


_BETWEEN = re.compile(r"\b(?:between|zwischen|entre|tra|fra|tussen|między|mellan|mellem|mezi)\b|между|між|之间|の間|사이", re.I)
_END = re.compile(
    r"(?P<last>\bat the (?:very )?end\b|\bam (?:schluss|ende)\b|\bal final\b|\bà la fin\b|\balla fine\b|\bno final\b|\baan het eind|\bna końcu\b|\bi slutet\b|\bsona\b|в конце|最后|最後)"
    r"|\b(?:at the (?:very )?(?:start|beginning)|(?:start|begin|open|kick off) with|before (?:anything|everything) else|am anfang|al principio|au début|all'inizio|no começo|aan het begin|na początku|i början|başa)\b|в начале|开头|最初",
    re.I,
)


def remove(about: About) -> Draft | str:
    """The scene that is named or that alone is about what is said; one of several is not known."""
    if about.bag.has("quote", "move", "insert") or _ONE_OF.search(about.text):
        return WHICH_SCENE
    scene = about.scene if about.scene is not None else pointed_at(about.text, about.clause.board)
    return edit("remove_scene", scene) if scene is not None else WHICH_SCENE


_ONE_OF = re.compile(
    r"\b(?:one|some|any|two) of the\b|\beine[rns]? der\b|\bun[oa]? de (?:los|las)\b|\bune? des\b|\buna? dei\b", re.I
)


def order(about: About) -> Draft | str:
    """Two scenes change places, or one goes beside the other, to an end of the film or of its tips."""
    if moved := _among_tips(about):
        return moved
    places = [place for thing in about.bag.all("scene") for place in _places(thing.value, about)]
    places = list(dict.fromkeys(places))
    last = len(about.clause.board.scenes)
    if len(places) == 2:
        sides = [side for side in ("before", "after") if about.bag.has(side)]
        if len(sides) == 1 and not about.bag.has("swap"):
            return edit("reorder_scenes", move=places[0], to=f"{sides[0]} {places[1]}")
        return edit("reorder_scenes", swap=places)
    alone = places[0] if len(places) == 1 else None
    at_end = (alone == 1 and _TO_START.search(about.text)) or (alone == last and _TO_END.search(about.text))
    if (not places or at_end) and (told := pointed_at(about.text, about.clause.board)) is not None:
        alone = told if isinstance(told, int) else None
    if alone is not None and _TO_END.search(about.text) and alone != last:
        return edit("reorder_scenes", move=alone, to=last)
    if alone is not None and _TO_START.search(about.text) and alone != 1:
        return edit("reorder_scenes", move=alone, to=1)
    if alone is not None and about.bag.has("place_up") and alone > 1:
        return edit("reorder_scenes", move=alone, to=alone - 1)
    return "Which scenes should change places? Two numbers are enough."


def _among_tips(about: About) -> Draft | None:
    """'make tip 3 the first of the tips', 'tip 1 should be the last tip'."""
    found = _AMONG_TIPS.search(about.text)
    known, tips = scene_ref("the tips", about.clause.board)
    if found is None or not known or not isinstance(tips, tuple):
        return None
    named, moved = scene_ref(re.sub(r"^(?:make|put|move) ", "", found["tip"], flags=re.I), about.clause.board)
    place = tips[0] if found["end"].lower() in ("first", "lead", "leads") else tips[-1]
    return edit("reorder_scenes", move=moved, to=place) if named and moved in tips and moved != place else None


_AMONG_TIPS = re.compile(
    r"(?P<tip>(?:the )?\w+ tip|tip (?:number |no\.? ?)?\w+) (?:(?:should|could|can|must|to) )?(?:be |go |come |become )?(?:the |up )?(?P<end>first|last|leads?)(?: (?:one |tip )?(?:of|among) (?:the|all|our|these)(?: three)? tips| tip| the (?:three|tips))",
    re.I,
)
_TO_START = re.compile(
    r"\b(?:start with|(?:to|at) the very (?:start|front|beginning)|at the (?:start|front|beginning)|open with|begin with|first|lead(?:s|ing)?|kick off|to the (?:start|front|top|beginning)|zuerst|an den anfang|primero|en premier|per prim[ao]|primeiro|eerst|als eerste|na początek|başa)\b|сначала|先",
    re.I,
)
_TO_END = re.compile(
    r"\b(?:last|to the end|at the (?:very )?end|finally|end with|finish with|close with|zuletzt|ans ende|al final|en dernier|per ultim[ao]|por último|achteraan|als laatste|na koniec|sona)\b|в конец|最后",
    re.I,
)


def text(about: About) -> Draft | str:
    """One quote for another, a quote to go, a quote for a scene, or another price."""
    quotes = [thing.value for thing in about.bag.all("quote")]
    if (found := requoted(about.bag, about.clause)) or (found := repriced(about.text, about.clause)):
        return found
    if not quotes and (found := reworded(about.text, about.clause)):
        return found
    said = _said(about.clause).lower()
    if len(quotes) == 1 and quotes[0].lower() in said and _GONE.search(about.text):
        return edit("edit_text", about.scene, **{"from": quotes[0], "to": ""})
    if len(quotes) == 1 and quotes[0].lower() not in said and about.scene is not None:
        return edit("edit_text", about.scene, to=quotes[0], field="headline" if about.bag.has("title") else "narration")
    return "Which words should go, and what should be there instead?"


_GONE = re.compile(
    r"\b(?:strike|struck|out\b|remove|delete|drop|lose|cut|without|gone|take|kill|weg|raus|streich|quita|fuera|supprim|enlev|togli|tira|weghalen|usuń)",
    re.I,
)


def ending(about: About) -> Draft | str:
    """A quote, or what stands behind a colon or a word of saying at the end of the wish."""
    said = _said(about.clause).lower()
    new = [thing.value for thing in about.bag.all("quote") if thing.value.lower() not in said]
    if len(new) == 1 and len(new[0]) <= 160:
        return edit("change_cta", text=new[0])
    found = _SAYS.search(about.text)
    if found and not about.bag.all("quote"):
        return edit("change_cta", text=found["words"].strip(" .!\"'“”"))
    return "What exactly should the closing card say?"


_SAYS = re.compile(
    r"(?:\b(?:ask|tell|invite|urge|beg|get|have|make|want|send|point|push) (?:them|people|viewers|everyone|folks|customers|visitors|the viewer)(?: all)? to|\b(?:should|must) (?:say|read)|\b(?:close|end|finish|sign off) (?:on|with)|:) (?P<words>[^\"“”:;]{3,60}?)(?: (?:instead|rather than|at the end|please|not)\b.*)?[.!]*$",
    re.I,
)


def undo(about: About) -> Draft | str:
    if version := _VERSION.search(about.text):
        return edit("undo", version=int(version[1]))
    found = _STEPS.search(about.text)
    count = 1 if found is None else int(found[1]) if found[1].isdecimal() else NUMBER_WORDS.get(found[1].lower(), 1)
    return edit("undo", steps=max(1, count)) if count > 1 else edit("undo")


_VERSION = re.compile(r"\b(?:version|v|versión|versão|wersj\w*|versie|versione) ?(\d{1,2})\b", re.I)
_STEPS = re.compile(
    r"\b(\d|two|three|four|zwei|drei|dos|tres|deux|trois|due|tre|dois|três|twee|drie) (?:last |letzten |últim\w+ |derni\w+ |ultim\w+ )?(?:steps?|things?|changes?|edits?|versions?|schritte?|änderungen|cambios|pasos|modific\w+|passi|stappen|mudanças)\b|(?<=last )(two|three)\b",
    re.I,
)


def is_named(subject: str, about: About) -> bool:
    """Whether a word of the wish names the subject or its value, so that less likeness is enough."""
    bag = about.bag
    match subject:
        case "length":
            return bool(lengths(about.text)) or bag.has("shorter", "longer", "half", "double", "drags", "length_word")
        case "language":
            return bag.has("language") or any(words.search(about.text) for words, _ in look.SPOKEN_IN)
        case "shape":
            return bool(aspects(about.text)) or bag.has("shape", *SHAPES)
        case "colour":
            return bool(look.color_in(about)) and not bag.has("background", "captions")
        case "transition":
            return bag.has("transition", *TRANSITIONS)
        case "music":
            return bag.has("music", "genre")
        case "order" if len(bag.all("scene")) == 2:
            return bag.has("swap", "move", "before", "after")
        case _:
            return bag.has(*_NAMED.get(subject, (subject,)))


_NAMED = {
    "pace": ("faster", "slower", "pace_word", "rush"),
    "tone": ("tone", "tone_bad", "tone_word", "rewrite", "loosen"),
    "text": ("quote",),
    "presenter": ("presenter", "man", "woman", "name", "older", "younger"),
    "voice": ("voice", "voice_name"),
    "add": ("insert",),
    "remove": ("remove",),
    "order": ("swap", "move"),
    "ending": ("cta", "quote"),
}


def _places(ref: SceneRef, about: About) -> tuple[int, ...]:
    board = about.clause.board
    try:
        ids = resolve(ref, board)
    except NoSuchScene:
        return ()
    return tuple(number_of(scene_id, board) for scene_id in ids)


def _said(clause: Clause) -> str:
    return " \n ".join(line for scene in clause.board.scenes for line in (scene.narration, *scene.on_screen.lines()))


FILLS: Mapping[str, Fill] = {
    "pace": pace, "length": length, "tone": tone, "text": text, "presenter": look.presenter, "voice": look.voice, "background": look.background,
    "colour": look.colour, "music": look.music, "captions": look.captions, "shape": look.shape, "language": look.language, "add": add, "remove": remove,
    "order": order, "picture": look.picture, "logo": look.logo, "transition": look.transition, "ending": ending, "undo": undo,
}  # fmt: skip
