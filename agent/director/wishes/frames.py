"""Which edit the things of a clause make together, in whatever order they are said; every one of them has to have its part."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.director.wishes.bag import Bag, bag_of
from agent.director.wishes.clause import Clause, Draft, edit
from agent.director.wishes.color_edits import PALETTES, background, color, dark, look, one_color, palette
from agent.director.wishes.described import some_voice, somebody
from agent.director.wishes.frame_edits import (
    GROUNDS,
    LOOKS,
    MOODS,
    SHAPES,
    TRANSITIONS,
    WANTS,
    Build,
    cta,
    factor,
    fixed,
    genre,
    language,
    length,
    logo_shown,
    logo_size,
    mood,
    move,
    no_presenter,
    only_transition,
    other_transition,
    pace,
    picture,
    presenter,
    rate,
    ref_of,
    relative,
    remove,
    reword,
    scenes,
    shape,
    step,
    strike,
    swap,
    tone,
    tone_of_verb,
    transition,
    voice,
    volume,
    words,
)
from agent.director.wishes.inserting import read_insert

ALWAYS = frozenset({"filler", "make", "film", "complaint", "scene_noun"})
_DEGREES = frozenset({"too", "less", "more", "enough", "not"})


@dataclass(frozen=True)
class Frame:
    """An edit by what it `needs`, each one of several kinds, what there `may` be beside, and how many scenes it takes.

    `plain`: it is about one thing of the whole film, so that some words nobody knows do no harm.
    """

    needs: tuple[frozenset[str], ...]
    may: frozenset[str]
    scenes: tuple[int, int]
    build: Build
    plain: bool


def read_by_words(clause: str, about: Clause) -> Draft | None:
    """The edit of an English clause by its words, None where one is unknown, or has no part in what the others make."""
    if len(clause) > 200:
        return None
    told = _REASON.sub("", clause)
    bag = bag_of(told if len(told.split()) > 1 else clause, about)
    if not bag.things or _TELLS.search(bag.text) or (_PRAISES.search(bag.text) and not WANTS.search(bag.text)):
        return None
    if bag.unknown and (not WANTS.search(bag.text) or _LEAVES.search(bag.text)):
        return requoted(bag, about) or read_insert(bag, about)
    return _ends_on(bag) or requoted(bag, about) or read_bag(bag, about) or _likened(bag) or read_insert(bag, about)


def _likened(bag: Bag) -> Draft | None:
    """'reads like a lecture', 'should sound less like an ad': a tone by what it is like."""
    kinds = {kind for thing in bag.things for kind in thing.kinds}
    of_others = kinds & (
        _OTHER_WISHES
        | MOODS.keys()
        | TRANSITIONS.keys() - {"trans_slide", "trans_push"}
        | {"rush", "presenter", "man", "woman", "accent"}
    )
    if not _LIKENED.search(bag.text) or of_others or bag.has("not") or re.search(r"\bsomething\b", bag.text):
        return None
    ref = ref_of(bag)
    return edit("rewrite_tone", "all" if ref is None else ref, tone=bag.text.strip()[:80])


def repriced(clause: str, about: Clause) -> Draft | None:
    """Another price for the only one that the film says, in any language; with the old one said too, that is the one."""
    said = " ".join(line for scene in about.board.scenes for line in (scene.narration, *scene.on_screen.lines()))
    prices = list(dict.fromkeys(re.findall(r"[$€£]\d+(?:[.,]\d+)?", said)))
    if len(prices) != 1 or not _PRICE.search(clause) or _HEDGES.search(clause.lower().replace("not", "")):
        return None
    sign, amount = prices[0][0], prices[0][1:]
    told = [
        found.strip()
        for found in re.findall(r"[$€£]? ?\d+(?:[.,]\d\d)?(?= ?(?:dollars?|euros?|bucks|usd|eur|[$€£])|(?!\s*[\d%:]))", clause)
    ]
    money = [
        one
        for one in told
        if re.search(r"[$€£]", one) or re.search(rf"{re.escape(one)} ?(?:dollars?|euros?|bucks|usd|eur|[$€£])", clause, re.I)
    ]
    new = [one.lstrip("$€£ ") for one in (money or told) if one.lstrip("$€£ ") != amount]
    return edit("edit_text", **{"from": prices[0], "to": f"{sign}{new[0]}"}) if len(new) == 1 and len(told) <= 2 else None


def _ends_on(bag: Bag) -> Draft | None:
    """'the end should say start growing', 'button text: Try it 30 days': words without quotes that the film ends on."""
    found = _LAST_WORDS.fullmatch(bag.text.strip(" .!"))
    return edit("change_cta", text=found["words"].strip()) if found and not bag.has("quote") else None


def readdressed(clause: str, about: Clause) -> Draft | None:
    """Another address for the one that the film says: both are named, or the new one beside a word such as 'website'."""
    said = " ".join(line for scene in about.board.scenes for line in (scene.narration, *scene.on_screen.lines()))
    shown = {one.rstrip(".,") for one in _ADDRESS.findall(said)}
    told = list(dict.fromkeys(one.rstrip(".,!?;)") for one in _ADDRESS.findall(clause)))
    new = [one for one in told if one not in shown]
    old = [one for one in told if one in shown] or (list(shown) if len(shown) == 1 and _SITE.search(clause) else [])
    return edit("edit_text", **{"from": old[0], "to": new[0]}) if len(new) == len(old) == 1 else None


_ADDRESS = re.compile(
    r"(?<![\w@./])(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,10}(?:/[\w./-]*)?|(?<![\w.])[\w.]+@[\w.]+\.\w{2,10}", re.I
)
_SITE = re.compile(
    r"\b(?:web|site|website|url|link|address|adress|domain|shop|page|adresse|webseite|seite|sitio|web|enlace|site|lien|sito|indirizzo|endereço|adres|strona|strony|adress|sajt\w*|hemsida\w*|adresi|сайт\w*|адрес\w*|ссылк\w*|ウェブ|サイト|网址|网站|链接|주소|사이트|वेबसाइट|الموقع|الرابط)",
    re.I,
)


def requoted(bag: Bag, about: Clause) -> Draft | None:
    """Two quotes of which the film says one: that one becomes the other, whatever else is said, in any language."""
    quotes = [thing.value for thing in bag.all("quote")]
    if len(quotes) != 2 or bag.has("cta"):
        return None
    said = " \n ".join(line for scene in about.board.scenes for line in (scene.narration, *scene.on_screen.lines())).lower()
    stands = [bool(re.search(rf"(?<!\w){re.escape(quote.lower())}(?!\w)", said)) for quote in quotes]
    if stands[0] == stands[1] or (stands[0] and quotes[0].lower() in quotes[1].lower() and bag.has("after", "before")):
        return None
    old, new = quotes if stands[0] else reversed(quotes)
    return edit("edit_text", ref_of(bag), **{"from": old, "to": new})


def reworded(clause: str, about: Clause) -> Draft | None:
    """Words that the film says, unquoted, for which others are said: 'where it says too much water it should say too much love'."""
    said = " \n ".join(line for scene in about.board.scenes for line in (scene.narration, *scene.on_screen.lines()))
    for pattern in _REWORDED:
        if not (found := pattern.search(" ".join(clause.split()))):
            continue
        old, new = found["old"].strip(" ,\"'"), found["new"].strip(" ,.!?\"'")
        stands = re.search(rf"(?<!\w){re.escape(old)}(?!\w)", said, re.I)
        if (
            stands
            and new
            and new.lower() != old.lower()
            and not re.search(r"\b(?:it|this|that|something|else|them)\b", new, re.I)
        ):
            return edit("edit_text", **{"from": stands[0], "to": new})
    return None


_SHOULD = r"(?:should|could|must|has to|needs to|ought to|can|may)"
_REWORDED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b(?:where|when(?:ever)?|wherever) (?:it|she|he|the (?:screen|title|text|headline)) (?:says|reads|shows|said) (?P<old>[\w' -]{{2,40}}?),? (?:it|she|he|that|there|we)? ?{_SHOULD} (?:\w+ )?(?:say|read|be|show|stand) (?P<new>[\w' %$€-]{{2,40}})[.!?]*$",
        rf"\bthe (?:word|term|name|phrase|expression|verb) (?P<old>[\w'-]+(?: [\w'-]+)??)(?: (?:is|sounds|feels)\b[^.;:]{{0,80}}?)?,? (?:{_SHOULD} (?:it |that )?|(?:please )?(?:make|turn|change) (?:it|that) (?:to|into) )(?:please |rather |better )?(?:be|become|read|say)? ?(?P<new>[\w'-]+(?: [\w'-]+)?)[.!?]*(?:$|[,;.?!] )",
        r"\b(?:say|write|put|use|call it|print) (?P<new>[\w'-]+(?: [\w'-]+)?) (?:instead of|rather than|in place of|and not|not) (?:the word )?(?P<old>[\w'-]+(?: [\w'-]+)?)[.!?]*$",
        r"\binstead of (?P<old>[\w'-]+(?: [\w'-]+)?),? (?:please )?(?:say|write|put|use|call it|print) (?P<new>[\w'-]+(?: [\w'-]+)?)[.!?]*$",
        r"\b(?:change|replace|swap|exchange) (?:the (?:word|name|term) )?(?P<old>[\w'-]+(?: [\w'-]+)?) (?:with|by|for|to|into) (?:the word )?(?P<new>[\w'-]+)[.!?]*$",
    )
)


def read_bag(bag: Bag, about: Clause) -> Draft | None:
    """The edit of things in whatever language they were said, None where one has no part in it."""
    loose = bool(bag.unknown)
    if len(bag.unknown) > STRANGE or (loose and _HEDGES.search(bag.text)):
        return None
    drafts = (frame.build(bag, about) for frame in FRAMES if frame.plain >= loose and _fits(frame, bag))
    return next((draft for draft in drafts if draft), None)


STRANGE = 3
_REASON = re.compile(r"[, ]+(?:since|because|'cause|cuz|as we|as our|as the|given that|otherwise)\b.*$", re.I | re.S)
_LIKENED = re.compile(
    r"\b(?:sounds?|reads?|feels?|talks?|speaks?|comes? across|written?|say it|word(?:ed|ing)?|phrased?|put it|tell it)\b.{0,30}\blike (?:an? |our |my |the |if |it |we |you |people |they )?\w+"
)
_OTHER_WISHES = frozenset(
    """music captions logo background picture transition voice color length quote cta title remove add replace swap shorter longer quieter
    louder bigger smaller faster slower vertical square wide shape language name""".split()  # noqa: SIM905
)
_PRICE = re.compile(
    r"price|cost|preis|kostet|precio|cuesta|prix|coûte|prezzo|costa|preço|custa|prijs|kost\b|\bcena|kosztuje|\bpris|fiyat|цена|стоит|価格|値段|价格|가격",
    re.I,
)
# A story about the film, or a word that it may stay: then a stranger among the words is one too many.
_LEAVES = re.compile(r"\b(?:was|were|saw|thought|wondered|about to|all good|is good|is fine|are fine|anyway|happy|love|did)\b")
_LAST_WORDS = re.compile(
    r"(?:(?:\w+ ){0,3}?(?:the |our )?(?:final |new |last )?(?:cta|button|call[- ]to[- ]action|end card|(?:last|final|closing|end) (?:card|slide|screen|frame)|closing(?: line| card| words)?|last line|final line|ending|end)"
    r"(?: text| line| label)?(?: at the end)?(?: ?[:=] ?| (?:(?:should|must|could|has to|needs to) (?:say|read)|to say|to read|saying|says|reads) ?:? ?)"
    r"|(?:please |let's |i'd |we'd |could we )?(?:end|close|finish|wrap up|wrap it up|sign off|conclude)(?: it| the (?:film|video))? (?:on|with)(?: the (?:words|line))? (?!a |an |the |scene|tip|music|logo))"
    r"(?P<words>[^\"“”:;,.]{3,60})"
)
_HEDGES = re.compile(
    r"\b(?:if|unless|except|or|until|when|while|not|never|only|without|only|instead|rather|keep|leave|stay|stays|and)\b"
)
# What says that something is wished, what says that something is liked, and what says that something was done.
_PRAISES = re.compile(
    r"\b(?:love|(?:i|we|they|really|also) like|great|nice|lovely|awesome|perfect|cool|good|best|thanks|thank)\b"
)
_TELLS = re.compile(
    r"\b(?:you|they|he|she|i|we) (?:have |had |already |just )*(?:removed|deleted|changed|cut out|added|made|moved|swapped|replaced|took|did)\b"
)


def _fits(frame: Frame, bag: Bag) -> bool:
    least, most = frame.scenes
    allowed = ALWAYS | frame.may | frozenset().union(*frame.needs) | ({"scene"} if most else frozenset())
    if not all(thing.kinds & allowed for thing in bag.things) or not least <= len(scenes(bag)) <= most:
        return False
    return distinct(frame.needs, [thing.kinds for thing in bag.things])


def distinct(needs: Sequence[frozenset[str]], kinds: Sequence[frozenset[str]]) -> bool:
    """Whether every need is met by a thing of its own."""
    if not needs:
        return True
    return any(needs[0] & kind and distinct(needs[1:], [*kinds[:place], *kinds[place + 1 :]]) for place, kind in enumerate(kinds))


def _of(*kinds: str) -> frozenset[str]:
    return frozenset(kinds)


def _frame(needs: str, may: str, scenes: tuple[int, int], build: Build) -> Frame:
    """Kinds by name: needs apart by spaces, each perhaps 'one|other'."""
    wanted = tuple(_of(*need.split("|")) for need in needs.split())
    return Frame(wanted, _of(*may.split()), scenes, build, any(need & _PLAIN for need in wanted))


_PLAIN = frozenset(
    {
        "music",
        "color_word",
        "accent",
        "title",
        "cta",
        "captions",
        "logo",
        "language",
        "name",
        "voice_name",
        *SHAPES,
        "shape",
        "pace_word",
    }
)
_DEGREE = " ".join(_DEGREES)
_OF_PALETTES = " ".join((*PALETTES, "tone", "tone_bad"))
_ANY_MOOD, _ANY_TRANSITION = "|".join(MOODS), "|".join(TRANSITIONS)
_ANY_GROUND, _ANY_SHAPE = "|".join(GROUNDS), "|".join((*SHAPES, "shape"))
FRAMES = (
    _frame("music quieter|louder|too_much", f"quieter volume {_DEGREE}", (0, 0), volume),
    _frame(f"music {_ANY_MOOD}", f"replace instead {_DEGREE} style_word to", (0, 0), mood),
    _frame("genre", f"music replace instead swap to add style_word more {_ANY_MOOD.replace('|', ' ')}", (0, 0), genre),
    _frame("music remove", "add", (0, 0), fixed("change_music", action="remove")),
    _frame("music add", "more", (0, 0), fixed("change_music", action="add")),
    _frame("music replace|swap", "style_word instead to", (0, 0), fixed("change_music", action="replace")),
    _frame("captions top", "move add to replace", (0, 0), fixed("change_captions", action="position", position="top")),
    _frame("captions bottom", "move add to replace", (0, 0), fixed("change_captions", action="position", position="bottom")),
    _frame("captions boxed", "add style_word replace instead to", (0, 0), fixed("change_captions", action="style", style="boxed")),
    _frame("captions word_style", "add style_word replace instead to", (0, 0), fixed("change_captions", action="style", style="word")),
    _frame("captions captions_karaoke", "add style_word replace instead to", (0, 0), fixed("change_captions", action="style", style="karaoke")),
    _frame("captions captions_bold", f"add style_word replace instead to color bigger {_DEGREE}", (0, 0), fixed("change_captions", action="style", style="bold")),
    _frame("captions captions_minimal", f"add style_word replace instead to smaller {_DEGREE}", (0, 0), fixed("change_captions", action="style", style="minimal")),
    _frame("captions remove", "bottom top text", (0, 0), fixed("change_captions", action="off")),
    _frame("captions add", "", (0, 0), fixed("change_captions", action="on")),
    _frame("captions replace", "style_word to", (0, 0), fixed("change_captions", action="style")),
    _frame("logo bigger|smaller", _DEGREE, (0, 3), logo_size),
    _frame("logo remove", "", (0, 3), logo_shown(False)),
    _frame("logo add", "", (0, 3), logo_shown(True)),
    _frame(f"background color|{_ANY_GROUND}", f"replace instead to color_word style_word color {_ANY_GROUND.replace('|', ' ')}", (0, 3), background),
    _frame("scene color", "replace to color_word", (1, 3), background),
    _frame(f"scene {_ANY_GROUND}", "replace to background after", (1, 3), background),
    _frame("color_word|accent color", "replace to instead accent color_word color wrong swap", (0, 0), color),
    _frame("film color", "to instead wrong", (0, 0), color),
    _frame("replace color", "to instead wrong not", (0, 0), one_color),
    _frame("dark_mode|light_mode", "to replace add", (0, 0), dark),
    _frame("dark|light film|style_word", "style_word to more too less", (0, 0), dark),
    _frame("|".join(LOOKS), "to more style_word replace", (0, 0), look),
    _frame("color_word palette_warm|palette_cool|palette_bold|palette_soft", f"style_word to add replace instead {_DEGREE} {_OF_PALETTES}", (0, 0), palette),
    _frame("dark|light background", f"to replace add style_word {_DEGREE}", (0, 0), dark),
    _frame("picture|upload upload", "picture replace to instead add swap", (0, 1), picture("replace")),
    _frame("upload scene", "picture replace to instead add swap", (1, 1), picture("replace")),
    _frame("picture remove", "to", (0, 1), picture("remove")),
    _frame("picture replace|swap", "to", (0, 1), picture("replace")),
    _frame(f"transition {_ANY_TRANSITION}", "replace to instead between add after before", (0, 2), transition),
    _frame(f"between {_ANY_TRANSITION}", "replace to instead add transition", (1, 2), transition),
    _frame(f"{_ANY_TRANSITION} to|before|between scene", "to add", (1, 2), transition),
    _frame(f"instead {_ANY_TRANSITION} {_ANY_TRANSITION}", "transition", (0, 0), other_transition),
    _frame(_ANY_TRANSITION, "trans_crossfade trans_wipe trans_cut", (0, 0), only_transition),
    _frame("remove trans_crossfade|trans_wipe|trans_push|trans_zoom", "transition between", (0, 0), fixed("change_transition", name="cut")),
    _frame("transition trans_hard", f"{_DEGREE} trans_crossfade complaint", (0, 0), fixed("change_transition", name="crossfade")),
    _frame("transition remove", "", (0, 0), fixed("change_transition", name="cut")),
    _frame("name", "presenter replace swap instead to speak name remove", (0, 2), presenter),
    _frame("presenter remove", "length_word voice", (0, 2), no_presenter),
    _frame("man|woman|older|younger presenter|replace|swap|instead|speak|someone", "someone man woman older younger presenter replace swap instead to add name", (0, 3), somebody),
    _frame("voice man|woman|british|american|voice_deep|voice_high|voice_other|voice_warm|voice_calm|voice_lively|older|younger", f"man woman british american voice_deep voice_high voice_other voice_warm voice_calm voice_lively mood_calm older younger replace instead to add presenter tone remove {_DEGREE}", (0, 2), some_voice),
    _frame("man|woman", "add to older younger", (0, 0), somebody),
    _frame("british|american", "add to speak replace presenter british american instead not", (0, 0), some_voice),
    _frame("voice_name voice", "replace to instead presenter speak swap", (0, 2), voice),
    _frame("cta quote", "replace to instead text quote title", (0, 0), cta),
    _frame("quote quote", "replace to instead text title not swap cta", (0, 1), reword),
    _frame("title quote scene", "replace to text", (1, 1), words("headline")),
    _frame("quote scene", "replace to text speak rewrite add", (1, 1), words("narration")),
    _frame("quote remove", "text title", (0, 1), strike),
    _frame("language", "translate voice text speak replace to instead language", (0, 0), language),
    _frame(_ANY_SHAPE, "shape_word replace to instead " + _ANY_SHAPE.replace("|", " "), (0, 0), shape),
    _frame("film_length", f"length_word length shorter to {_DEGREE}", (0, 0), length),
    _frame("length", f"length_word shorter longer to remove add replace drags {_DEGREE}", (0, 3), length),
    _frame("half|double", "length_word to shorter longer remove", (0, 3), factor),
    _frame("shorter|longer|drags", f"length_word {_DEGREE} drags", (0, 3), relative),
    _frame("rushes scene", f"length_word {_DEGREE}", (1, 3), relative),
    _frame("rate pace_word|speak|faster|slower|text|voice", "pace_word speak faster slower text voice to", (0, 0), rate),
    _frame("faster|slower|rush", f"pace_word speak voice presenter {_DEGREE} to", (0, 0), pace),
    _frame("faster|slower|rush scene pace_word|speak|voice|presenter", f"pace_word speak voice presenter {_DEGREE} to", (1, 3), pace),
    _frame("loosen", "text tone_word", (0, 3), tone_of_verb),
    _frame("tone", f"tone_word text voice speak rewrite presenter {_DEGREE} to replace add tone", (0, 3), tone),
    _frame("swap scene", "to replace move", (1, 2), swap),
    _frame("before|after|move scene scene", "move to before after swap", (2, 2), move),
    _frame("to scene scene", "move to", (2, 2), move),
    _frame("place_up|place_down scene", "move to", (1, 1), step),
    _frame("remove scene", "", (1, 4), remove),
)  # fmt: skip
