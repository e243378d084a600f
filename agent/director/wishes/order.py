"""Wishes about which scenes there are, and in which order."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.finding_scenes import pointed_at
from agent.director.read_facts import without_quotes
from agent.director.read_scene import place, scene_ref
from agent.director.wishes.clause import QUOTE, SCENE, Clause, Draft, Rule, edit, unquoted
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import resolve
from memory.errors import NoSuchScene


def _remove(found: re.Match[str], about: Clause) -> Draft | None:
    if re.fullmatch(r"(?:the )?(?:price|pricing|offer|question|example|story)", found["s"], re.I):
        # Words of a scene as well as the scene itself.
        return None
    if said := _SENTENCE.fullmatch(found["s"]):
        return _strike_sentence(said, about)
    known, ref = scene_ref(found["s"], about.board)
    return edit("remove_scene", ref) if known and ref != "all" else None


_SENTENCE = re.compile(
    r"(?:the )?(?:very )?(?P<which>first|opening|second|last|final|closing) sentence(?: (?:of|in|from) (?P<s>.{1,40}))?", re.I
)


def _strike_sentence(said: re.Match[str], about: Clause) -> Draft | None:
    """One sentence of several in its scene, of the film where no scene is named; a scene that has no other one goes as a whole."""
    at_end = said["which"].lower() in ("last", "final", "closing")
    known, ref = scene_ref(said["s"], about.board) if said["s"] else (True, "last" if at_end else 1)
    places = _places(ref, about) if known else ()
    if len(places) != 1:
        return None
    scene = about.board.scenes[places[0] - 1]
    lines = re.split(r"(?<=[.!?])\s+", scene.narration.strip())
    which = -1 if at_end else 1 if said["which"].lower() == "second" else 0
    if len(lines) < 2:
        return edit("remove_scene", ref) if which != 1 else None
    return edit("edit_text", places[0], field="narration", to="", **{"from": lines[which]})


def _keep_only(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(f"everything but {found['s'] or found['t']}", about.board)
    return edit("remove_scene", ref) if known else None


def _single(text: str, about: Clause) -> int | str | None:
    if number := place(text):
        return number
    known, ref = scene_ref(text, about.board)
    return ref if known and isinstance(ref, int | str) and len(_places(ref, about)) == 1 else None


def _places(ref: SceneRef, about: Clause) -> tuple[int, ...]:
    """1-based places; a number that the film does not have stays, so that applying it says what there is."""
    if isinstance(ref, int):
        return (ref,)
    try:
        ids = resolve(ref, about.board)
    except NoSuchScene:
        return ()
    return tuple(number for number, scene in enumerate(about.board.scenes, 1) if scene.id in ids)


def _swap(found: re.Match[str], about: Clause) -> Draft | None:
    first, second = found["a"], found["b"]
    if place(second) and (noun := re.match(r"(?:the )?([a-z]+) (?=\w+$)", first, re.I)):
        # 'tip 2 and 3' are two tips.
        second = f"{noun[1]} {second}"
    left, right = _single(first, about), _single(second, about)
    return edit("reorder_scenes", swap=[left, right]) if left and right and left != right else None


def _swap_pair(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found["s"], about.board)
    places = _places(ref, about) if known else ()
    return edit("reorder_scenes", swap=list(places)) if len(places) == 2 else None


_FRONT = r"(?:the )?(?:very )?(?:start|beginning|front|top|first|up front)(?: place| position| scene)?"
_BACK = r"(?:the )?(?:very )?(?:end|back|bottom|last)(?: place| position| scene)?"


def _move(found: re.Match[str], about: Clause) -> Draft | None:
    moved = _single(found["a"], about)
    side = (found.groupdict().get("side") or "").lower().replace("in front of", "before").replace("behind", "after")
    to = "first" if re.fullmatch(_FRONT, found["to"], re.I) else "last" if re.fullmatch(_BACK, found["to"], re.I) else ""
    known, ref = scene_ref(found["to"], about.board) if side else (False, None)
    if known and len(beside := _places(ref, about)) > 1:
        to = str(beside[-1] if side == "after" else beside[0])
    target = to or _single(re.sub(r"^(?:the )?(?:position|place|spot|number|slot) ", "", found["to"], flags=re.I), about)
    if not moved or not target:
        return None
    return edit("reorder_scenes", move=moved, to=f"{side} {target}" if side else target)


def _step(found: re.Match[str], about: Clause) -> Draft | None:
    """One place earlier or later."""
    moved = _single(found["a"], about)
    places = _places(moved, about) if moved else ()
    if len(places) != 1:
        return None
    to = places[0] + (-1 if found["way"].lower() in ("up", "earlier", "forward", "forwards", "sooner") else 1)
    return edit("reorder_scenes", move=moved, to=to) if 0 < to <= len(about.board.scenes) else None


def _reverse(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found.groupdict().get("s") or "all", about.board)
    places = _places(ref, about) if known else ()
    if len(places) < 2:
        return None
    turned = dict(zip(places, reversed(places), strict=True))
    return edit("reorder_scenes", order=[turned.get(number, number) for number in range(1, len(about.board.scenes) + 1)])


def _open_with(found: re.Match[str], about: Clause) -> Draft | None:
    at_end = found["how"].lower().startswith(("end", "close", "finish"))
    last = len(about.board.scenes)
    moved = _single(found["a"], about) or (None if re.search(QUOTE, found["a"]) else pointed_at(found["a"], about.board))
    return edit("reorder_scenes", move=moved, to="last" if at_end else 1) if moved and moved != (last if at_end else 1) else None


def _order(found: re.Match[str], about: Clause) -> Draft | None:
    numbers = [place(word) for word in re.split(r"[\s,-]+(?:and )?", found["list"])]
    return edit("reorder_scenes", order=numbers) if len(numbers) == len(about.board.scenes) and None not in numbers else None


_POSITIONS = (
    re.compile(
        r"(?:right |directly |just )?(?P<side>after|before|behind|in front of) (?P<s>.{1,40}?)(?= (?:about|on|saying|that|which|with|showing|explaining|where|for)\b|:|$)",
        re.I,
    ),
    re.compile(
        r"between (?P<s>.{1,30}?) and (?P<t>.{1,30}?)(?= (?:about|on|saying|that|which|with|showing|explaining|where|for)\b|:|$)",
        re.I,
    ),
    re.compile(r"(?:at|to|in|near) the (?:very )?(?P<at>end|start|beginning|front)\b", re.I),
)
_SAYING = re.compile(rf"(?:saying|that says|which says|with the (?:text|words|narration|line)|with|:) ?(?P<new>{QUOTE})", re.I)
_ABOUT = re.compile(
    r"(?:(?:that|which) (?:says|tells)(?: that)?|saying(?: that)?|telling|about|on|showing|explaining|introducing|that (?:explains|shows|introduces|mentions|talks about|is about)|where (?:you|she|he|we|they) (?:explains?|shows?|mentions?|talks? about)|with|for|mentioning) (?P<about>.{3,200})",
    re.I | re.S,
)


_END_KINDS: dict[str, str] = {
    "intro": "first",
    "opening": "first",
    "hook": "first",
    "closing": "last",
    "ending": "last",
    "outro": "last",
}


def _add(found: re.Match[str], about: Clause) -> Draft | None:
    """A new scene: where it comes, then the words it has or what it is about; every word must be used up."""
    rest = found["tail"].strip()
    scene: SceneRef = None
    value: dict[str, str] = {}
    for pattern in _POSITIONS:
        if place_said := pattern.search(without_quotes(rest)):
            position = _position(pattern.fullmatch(rest[slice(*place_said.span())]) or place_said, about)
            if position is None:
                continue
            scene, value = position
            rest = f"{rest[: place_said.start()]} {rest[place_said.end() :]}".strip(" ,")
            break
    kind = (found["kind"] or "").strip()
    if scene is None and (end := _END_KINDS.get(kind.lower())):
        scene = end
    if words := _SAYING.fullmatch(rest):
        return edit("add_scene", scene, narration=unquoted(words["new"]), **value)
    topic = _ABOUT.fullmatch(rest)
    if (rest and not topic) or not (topic or kind):
        return None
    return edit("add_scene", scene, about=" ".join(part for part in (kind, topic["about"] if topic else "") if part), **value)


def _add_topic(found: re.Match[str], about: Clause) -> Draft | None:
    """'a customer quote before the end': a scene without the word, if a place for a scene is named."""
    if re.search(
        r"\b(?:background|texture|bokeh|mesh|paper|pattern|colou?r|fade|zoom|wipe|cut|transition)\b", found["topic"], re.I
    ):
        return None
    for pattern in _POSITIONS:
        place_said = pattern.fullmatch(found["tail"])
        if place_said and (position := _position(place_said, about)):
            return edit("add_scene", position[0], about=found["topic"], **position[1])
    return None


def _position(found: re.Match[str], about: Clause) -> tuple[SceneRef, dict[str, str]] | None:
    named = found.groupdict()
    if at := named.get("at"):
        return ("last" if at.lower() == "end" else "first"), {}
    ref = _single(named["s"] or "", about)
    if ref is None:
        return None
    if named.get("t"):
        return (ref, {"where": "after"}) if _single(named["t"] or "", about) else None
    return ref, {"where": "after" if (named["side"] or "").lower() in ("after", "behind") else "before"}


_REMOVE = r"(?:remove|delete|cut(?: out)?|drop|take out|get rid of|lose|kill|skip|scrap|throw out|leave out|ditch|axe|omit|eliminate|toss|nix|erase|without)"
_PLACE = r"(?:move|put|bring|place|shift|push|pull|have)"
RULES: list[Rule] = [
    (rf"{_REMOVE} {SCENE}(?: out| completely| altogether| from (?:it|the (?:video|film)))?", _remove),
    (rf"{SCENE} (?:can|should|must|has to|needs to|may|could) (?:go|be (?:removed|cut|deleted|dropped|left out)|leave)(?: away)?", _remove),
    (rf"{SCENE} (?:is )?(?:out|unnecessary|not needed|superfluous)", _remove),
    (rf"(?:(?:we|i|you) )?(?:don'?t|do not|no longer) (?:need|want) {SCENE}(?: any ?more| at all)?", _remove),
    (rf"take {SCENE} (?:out|away)", _remove),
    (rf"(?:keep|leave|use) only {SCENE}|only (?:keep|leave|use) (?P<t>.{{2,40}})", _keep_only),
    (rf"(?:there is |there's |i see )?no need for {SCENE}", _remove),
    (rf"(?:swap|switch|exchange|flip)(?: the order of)? {SCENE}(?: around| over)?", _swap_pair),
    (r"(?:swap|switch|exchange|flip|interchange|trade)(?: the order of| the places of)? (?:scenes? )?(?P<a>.{1,40}?) (?:and|with|for|&) (?:scene )?(?P<b>.{1,40})", _swap),
    (rf"{_PLACE} (?P<a>.{{1,40}}?) (?:right |directly |just )?(?P<side>before|after|behind|in front of) (?P<to>.{{1,40}})", _move),
    (r"(?:let |have )?(?P<a>.{1,40}?) (?:(?:should|must|has to|needs to|could) )?(?:come|go|be|comes|goes) (?:right |directly )?(?P<side>before|after) (?P<to>.{1,40})", _move),
    (r"(?P<a>(?:scene|slide|tip) \w{1,6}) (?:to the |at the )?(?P<to>first|last|end|start|beginning)", _move),
    (r"(?P<a>(?:scene|slide|tip|the) .{1,20}?) (?P<side>before|after) (?P<to>(?:scene|slide|tip|the) .{1,20})", _move),
    (rf"{_PLACE} (?P<a>.{{1,40}}?) (?:up |down |back )?(?:to|at|into|in) (?P<to>.{{1,40}})", _move),
    (rf"{_PLACE} (?P<a>.{{1,40}}?) (?P<to>first|last|up front)", _move),
    (r"(?:make|let|have) (?P<a>.{1,40}?) (?:be )?(?:the )?(?P<to>(?:first|second|third|fourth|fifth|sixth|seventh|last)|\d(?:st|nd|rd|th))(?: scene| one)?", _move),
    (r"(?P<a>.{1,40}?) (?:should|must|has to|needs to) (?:come|go|be) (?P<to>first|last)", _move),
    (rf"{_PLACE} (?P<a>.{{1,40}}?) (?:one |a )?(?:place |position |spot |step )?(?P<way>up|earlier|forward|forwards|sooner|later|down)(?: (?:by )?one)?(?: (?:place|position|spot|step))?", _step),
    (r"(?P<how>start|open|begin|end|close|finish)(?: (?:it|the (?:video|film)))? with (?P<a>.{1,40})", _open_with),
    (r"(?:(?:re-?order|order|arrange|sort|rearrange)(?: the)?(?: scenes)?(?: to| as| like this| in this order)?|(?:the )?(?:new )?order)(?: (?:should be|is))?:? (?P<list>\d+(?:(?:[\s,]|-)+(?:and )?\d+)+)", _order),
    (rf"(?:reverse|flip|invert)(?: the order of)? (?:the order(?: of)?|{SCENE})", _reverse),
    (r"(?:add|insert|include|put in|create|squeeze in|we need|i need|need|i want|we want)(?: in)?(?: an?| another| one more| one)(?: (?:new|short|quick|extra|additional|brief|little|small|separate))*(?P<kind> (?!(?:bit|little)\b)[\w-]+)?(?: (?:scene|slide|shot|part|section))(?P<tail>(?:[ :].*)?)", _add),
    (r"(?:add|insert|include|put|put in|squeeze in) (?:something about|an? (?:line |bit |word )?(?:about )?)(?P<topic>(?!.*\b(?:bit|little|captions?|subtitles?|logo|music|song|track|transition|cut|fade|crossfade|wipe|zoom|picture|image|photo|clip|voice|presenter|background|seconds?|few|scene|more|bigger|pause|break|gap)\b.* (?:before|after|in front of|behind|at the|near the) ).{3,60}?) (?P<tail>(?:right |just |directly )?(?:before|after|in front of|behind|at the|near the) .{2,40})", _add_topic),
]  # fmt: skip
