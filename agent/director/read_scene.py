"""The part of a film a person means: 'scene 3', 'the last two', 'from 3 on', 'at 0:12', 'the hook', 'tip 2'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_numbers import NUMBER_WORDS, ORDINALS
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import matches, resolve
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import NoSuchScene

_NOUN = r"(?:scenes?|slides?|shots?|parts?|clips?|sections?|segments?|bits?|escenas?|szenen?|scènes?|sc\.?)"
_BARE_NOUN = r"(?:scenes?|slides?|shots?|parts?|clips?|sections?|segments?)"
_SMALL = "|".join(word for word, value in NUMBER_WORDS.items() if 0 < value <= 40)
_N = rf"(?:\d{{1,2}}|{_SMALL})"
_ORD = rf"(?:{'|'.join(ORDINALS)}|\d{{1,2}}(?:st|nd|rd|th))"
_FIRST = r"(?:the )?(?:very )?(?:first|opening|greeting|kick-?off|intro|introduction|hook|opener|beginning|start|primera|erste)"
_LAST = r"(?:the )?(?:very )?(?:last|final|closing|goodbye|good-bye|farewell|sign-?off|finale|ending|end|outro|closer|end ?card|closing card|cta|call[- ]to[- ]action|última|letzte)"
_CLOCK = r"(?:(\d{1,2}):(\d{2})|(\d{1,3}(?:\.\d+)?)(?:\s*(?:s|secs?|seconds?)\b)?)"
_TIMED = re.compile(
    rf"(?:the )?(?:{_NOUN} )?(?:at|around|@|from|between) ?(?:second |the )?{_CLOCK}(?: ?(?:-|–|to|until|and) ?{_CLOCK})?(?: (?:second )?mark)?"
)
# Parts that films are commonly made of; one counts only where the film has it.
_ROLE = r"(?:problem|solution|reveal|demo|demonstration|testimonial|offer|price|pricing|benefits?|features?|proof|recap|summary|tips?|steps?|reasons?|example|story|question)"
_COUNTED = r"(?:tip|step|reason|benefit|feature|point|fact|rule|example|lesson|idea|mistake|question|part|chapter)"


def scene_ref(phrase: str, board: Storyboard) -> tuple[bool, SceneRef]:
    """(True, reference) where the whole phrase is one, else (False, None). '?words' only where one scene holds them."""
    text = " ".join(phrase.lower().replace("’", "'").split()).removesuffix("'s").strip(" .")
    for read in (_counted, _placed, _timed):
        if (ref := read(text)) is not None:
            return True, ref
    if (ref := _relative(text, board)) is not None:
        return True, ref
    if (ref := _role(text, board)) is not None:
        return True, ref
    if (ref := _several(text, board)) is not None:
        return True, ref
    return _described(text, board)


def place(word: str) -> int | None:
    """1-based place of '3', 'three', 'third' or '3rd', None for another word."""
    plain = word.lower().strip().removeprefix("#")
    if found := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", plain):
        return int(found[1])
    return ORDINALS.get(plain) or NUMBER_WORDS.get(plain)


def _counted(text: str) -> SceneRef:
    """References with numbers."""
    if found := re.fullmatch(rf"(?:the )?(?:{_NOUN} ?)?(?:no\.? ?|number |nr\.? ?|#)?({_N})", text):
        # 'one' alone is a pronoun.
        return None if text in ("one", "the one", "a", "an", "una", "un", "une", "eine") else place(found[1])
    if found := re.fullmatch(rf"(?:the )?({_ORD})(?: (?:{_NOUN}|one))?|s(\d{{1,2}})", text):
        return None if text == "second" else place(found[1] or found[2])
    if found := re.fullmatch(rf"(?:the )?(?:{_NOUN} )?({_N}) ?(?:-|–|to|through|thru|until) ?(?:{_NOUN} )?({_N})", text):
        return f"{place(found[1])}-{place(found[2])}"
    if found := re.fullmatch(
        rf"(?:everything |all )?(?:from )?(?:{_NOUN} )?({_N}) (?:on|onwards?|and (?:on|onwards|after|later)|(?:and|plus) (?:everything|all|whatever) (?:after|behind)(?: it| that)?|to the end)|from {_NOUN} ({_N})",
        text,
    ):
        return f"{place(found[1] or found[2])}-"
    if found := re.fullmatch(rf"(?:the )?(last|final|first) ({_N})(?: {_NOUN})?", text):
        return f"{'first' if found[1] == 'first' else 'last'} {place(found[2])}"
    return None


def _placed(text: str) -> SceneRef:
    """References by position."""
    noun = rf"(?: (?:{_NOUN}|one))?"
    if re.fullmatch(_FIRST + noun, text):
        return "first"
    if re.fullmatch(_LAST + noun, text):
        return "last"
    if re.fullmatch(
        rf"(?:all|every|each)(?: (?:single )?one)?(?: of)?(?: the| them)? ?(?:{_NOUN})?|everywhere|(?:the )?(?:whole|entire) (?:film|video|thing)|everything",
        text,
    ):
        return "all"
    return None


def _timed(text: str) -> SceneRef:
    """References by the clock: a bare number counts as seconds only beside 'second', a unit or another time."""
    found = _TIMED.fullmatch(text)
    if not found or not re.search(r":\d\d|\ds\b|@| sec| second|between", text):
        return None
    start = _seconds(found[1], found[2], found[3])
    if found[5] is None and found[6] is None:
        return f"@{start:g}"
    return f"@{start:g}-{_seconds(found[4], found[5], found[6]):g}"


def _seconds(minutes: str | None, seconds: str | None, plain: str | None) -> float:
    return float(plain) if plain else 60 * int(minutes or 0) + int(seconds or 0)


def _relative(text: str, board: Storyboard) -> SceneRef:
    """References that depend on how many scenes there are, or on another reference."""
    count = len(board.scenes)
    if re.fullmatch(
        rf"(?:the )?(?:second[- ](?:to[- ])?last|next[- ]to[- ]last|penultimate|one before (?:the )?last)(?: {_NOUN}| one)?", text
    ):
        return count - 1 if count > 1 else None
    if re.fullmatch(rf"(?:the )?middle (?:{_NOUN}|one)", text):
        return (count + 1) // 2 if count % 2 else None
    if re.match(rf"(?:the )?(?:{_NOUN}|one) (?:right |just |directly )?before (?:the )?(?:very )?last(?: {_NOUN}| one)?$", text):
        return count - 1 if count > 1 else None
    if found := re.fullmatch(r"(?:everything |all )?from (.+?) (?:on|onwards?|forward|to the end)", text):
        known, ref = scene_ref(found[1], board)
        places = _places(ref, board) if known and ref is not None else ()
        return f"{places[0]}-" if places else None
    if found := re.fullmatch(
        rf"(?:everything|all(?: (?:the )?{_NOUN})?|every {_NOUN}) (after|before|but|except|except for) (.+)", text
    ):
        known, ref = scene_ref(found[2], board)
        return _beside(found[1], ref, board) if known else None
    return None


def _beside(side: str, ref: SceneRef, board: Storyboard) -> SceneRef:
    """Everything after, before or beside one run of scenes; None where nothing would be left."""
    places = _places(ref, board)
    count = len(board.scenes)
    if not places:
        return None
    if side == "after":
        return f"{places[-1] + 1}-" if places[-1] < count else None
    if side == "before":
        return f"1-{places[0] - 1}" if places[0] > 1 else None
    left = tuple(number for number in range(1, count + 1) if number not in places)
    if not left:
        return None
    return f"{left[0]}-" if left == tuple(range(left[0], count + 1)) else left


def _places(ref: SceneRef, board: Storyboard) -> tuple[int, ...]:
    """1-based places of a reference that needs no clock, nothing for one that does."""
    try:
        ids = resolve(ref, board)
    except NoSuchScene:
        return ()
    return tuple(number for number, scene in enumerate(board.scenes, 1) if scene.id in ids)


def _several(text: str, board: Storyboard) -> SceneRef:
    """'scenes 2 and 4', 'the first and last scenes', 'tip 1 and tip 3'."""
    noun = re.search(rf"(?:^|\b)(?:the )?{_NOUN} |(?:s|{_NOUN})$", text)
    pieces = [piece for piece in re.split(r" ?(?:,? and |, ?| & | ?\+ ?| plus )", text) if piece]
    if len(pieces) < 2 or not all(pieces):
        return None
    pieces = [re.sub(rf"^(?:the )?(?:both )?{_BARE_NOUN} (?={_N}$)|^the | {_NOUN}$", "", piece) for piece in pieces]
    refs: list[int | str] = []
    for piece in pieces:
        number = place(piece)
        if number is not None and (noun or piece.isdecimal()):
            refs.append(number)
            continue
        known, ref = scene_ref(piece, board)
        if not known or isinstance(ref, tuple) or ref in (None, "all"):
            return None
        refs.append(ref)
    return tuple(refs)


def _role(text: str, board: Storyboard) -> SceneRef:
    """'tip 2', 'the second tip', 'the tips', 'the problem': parts that a film names in its words or notes."""
    if found := re.fullmatch(rf"(?:the )?({_COUNTED}) (?:no\.? ?|number |nr\.? ?|#)?({_N})|(?:the )?({_ORD}) ({_COUNTED})", text):
        number = place(found[2] or found[3])
        places = _named(found[1] or found[4], board)
        return places[number - 1] if number and 0 < number <= len(places) > 1 else None
    if found := re.fullmatch(rf"(?:the )?({_COUNTED})s? ({_N}) ?(-|–|to|through|and|&) ?(?:{_COUNTED} )?({_N})", text):
        places, first, last = _named(found[1], board), place(found[2]) or 0, place(found[4]) or 0
        if not 0 < first < last <= len(places):
            return None
        return (places[first - 1], places[last - 1]) if found[3] in ("and", "&") else places[first - 1 : last]
    if found := re.fullmatch(rf"(?:the |all |both |every |each )(?:of the |the )?(?:{_N} )?({_COUNTED})s?(?: {_NOUN})?", text):
        places = _named(found[1], board)
        return places if len(places) > 1 else None
    if found := re.fullmatch(rf"(?:the )?({_ROLE})", text):
        return _unique(found[1], board)
    if found := re.fullmatch(
        r"(?:the )?(pain|pain point|trouble|product|product shot|unveiling|big reveal)(?: (?:scene|part|bit))?", text
    ):
        return _unique("problem" if found[1][:4] in ("pain", "trou") else "reveal", board)
    return None


def _named(word: str, board: Storyboard) -> tuple[int, ...]:
    """Places of the scenes that begin with `word`, in what they say, show or are noted as: 'Tip two. Pick a chart.'"""

    def begins(scene: Scene) -> bool:
        texts = (scene.narration, scene.on_screen.headline, scene.on_screen.body, scene.notes)
        return any(re.match(rf"\W*(?:\w+ )?{word}\b", text, re.I) for text in texts)

    return tuple(number for number, scene in enumerate(board.scenes, 1) if begins(scene))


def _described(text: str, board: Storyboard) -> tuple[bool, SceneRef]:
    """'the scene about prices', 'the bit where she talks about the bank', 'the chart scene'."""
    says = r"(?:about|with|where|that (?:says|shows|mentions|talks about|is about)|on|showing|mentioning|talking about)"
    who = r"(?:(?:(?:you|she|he|they|we|it|maya|the presenter) )?(?:talks?|speaks?|says?|mentions?|shows?|explains?|is|are)(?: (?:about|that|of))? )?"
    pattern = rf"(?:the )?(.{{3,60}}?) {_NOUN}(?: one)?|(?:the )?(?:one|{_NOUN}) {says} {who}(.{{3,60}})"
    found = re.fullmatch(pattern, text)
    if not found or re.search(r"[.;:!?,]", found[0]):
        return False, None
    words = re.sub(r"^the ", "", (found[1] or found[2]).strip("\"'“” "))
    ref = (
        None
        if re.search(r"\b(?:this|that|these|those|new|other|another|all|every|any|some|each|it|them|just|only|down|\d+)\b", words)
        else _unique(words, board)
    )
    return (True, ref) if ref else (False, None)


def _unique(words: str, board: Storyboard) -> SceneRef:
    """'?words' where exactly one scene fits best, None else."""
    return f"?{words}" if len(matches(words, board)) == 1 else None
