"""How many scenes a film has, what each is for, and how many words fit: counted in code, never guessed by a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.director.checking import SENTENCES
from agent.director.contract import ScenePlan
from agent.director.kinds import NOTHING, Kind, kind_of_film
from memory.domain.storyboard import MAX_SCENES

WORDS_PER_S = 2.4  # of a whole film, its pauses included
SLACK = 0.16  # words a scene may be off; the rest is fitted by rate and pauses
SHORTEST_S, LONGEST_S = 3.0, 600.0
DEFAULT_S = 30.0

LONGEST_SCENE_S = 7.5
POINT_WORDS = 6
FEWEST_POINTS = 3
_PRODUCTION = re.compile(
    r"\b(\d+[\s-]?(?:s|sec|secs|seconds?|minutes?|min)\b|16:9|9:16|1:1|4:5|vertical|square|landscape|captions?|subtitles?|music|presenter|"
    r"voice[\s-]?over|video|film|clip|make|create|produce|tik ?tok|instagram|youtube|linkedin|facebook|insta)",
    re.I,
)
_EMPTY = re.compile(
    r"\b(?:an?|and|the|with|in|on|for|of|to|me|us|it|is|from|all|us|should|be|please|nice|good|just|some|something|about)\b", re.I
)
_FOR_WHOM = re.compile(r"(?:(?:it(?:'s| is) )?(?:for|aimed at|meant for)|audience:) (?!\W?\d)(.+)", re.I)
_ORDER = re.compile(r"\b(?:lesson|recipe|how-to|post|invitation|apology|price change|we need|half a minute|reels?)\b", re.I)
SHORT_PIECE = 4
FEW_WORDS = 7  # of a sentence without a verb that is not cut at its commas
HEAD_WORDS = 10  # of 'Safety drill: on Thursday the alarm will ring', which is one thing to say
SIDE_WORDS = 3  # of 'red collar' behind a comma, which belongs to what stands before it
_TOLD = re.compile(r"\b(?:is|are|will|arrives?|comes?|gets?|has|have)\b", re.I)
_TO_DO = re.compile(
    r"(?:how to )?((?:add|book|build|change|charge|clean|connect|create|fill|fix|install|make|open|order|plan|prepare|report|"
    r"replace|reset|send|set|share|start|update|use|write)\b.+)",
    re.I,
)
_LISTED = re.compile(rf"{_ORDER.pattern}|\b(?:steps?|tips?|reasons?|things|points|how to)\b", re.I)
_LEANS = re.compile(r"(?:our|the|a|an|who|which|that|whose|where|but|because|never|not|and)\s", re.I)
_DOES = re.compile(
    r"\b(?:is|are|was|were|be|has|have|had|can|will|do|does|don't|must|may|opens?|runs?|costs?|ships?|weighs?|starts?|ends?|closes?|lasts?|"
    r"bring|call|come|join|leave|meet|wait|book|send|press|turn|pull|put|hold|switch|choose|open|photograph|blend|finish|roast|fry|whisk|"
    r"add|mix|stir|serve|apply|register|order|visit|go|take|use|read|write|ask|tell|check|keep|wear|stay|say|get|gets|works?|needs?|goes|arrives?|grows?|happens?|meets?|sings?|plays|helps?|teach(?:es)?|keeps|reopens?|moves?|changes?|means?|rings?|leaves|says?|shows?)\b"
    r"|\b\w{3,}ed\b|^(?:we|you|they|she|he|it|everyone|everybody|nobody|there) \w+",
    re.I,
)
_SHAPE = re.compile(r"\b(?:16:9|9:16|1:1|4:5)\b")
_MANNER = re.compile(
    r"(?:(?:\w+ and )?\w+,? please|(?:(?:\w+ )?tone|\w+)(?:, (?:no|with|without) (?:music|captions|subtitles))?|"
    r"(?:no|with|without) (?:music|captions|subtitles)|(?:calm|warm|friendly|serious|cheerful|honest)(?:,? (?:and )?\w+)?)",
    re.I,
)
_MADE = re.compile(r"\b(?:music|captions|subtitles|please|tone)\b", re.I)
_CALL = re.compile(
    r"\bcode [A-Z0-9]{3,}|\bcall (?:us )?(?:at |on )?[\d+(]|"
    r"\b(?:apply|register|order|book|sign up|call|reply|go) (?:by|at|on|to|in|now|until)\b",
    re.I,
)
_BIDS = re.compile(
    r"(?:book|order|call|ring|visit|register|apply|sign up|join|subscribe|download|try|shop|come|buy|donate|text|reserve|"
    r"get yours|start your|claim|scan|request|contact|grab|tap|click|secure) ",
    re.I,
)
# An invitation wherever it stands in a brief that sells: it is the last thing that viewers hear.
_INVITES = re.compile(
    r"(?:book (?:an?|your|now|today)|order (?:now|yours|today|online|at)|sign up|subscribe|reserve (?:an?|your)|get yours|"
    r"start (?:your|an?) (?:free )?trial|register|download|claim your|scan the|request an?|shop now|buy (?:now|yours|it|online)|"
    r"secure your|get your (?:tickets?|seats?|place|copy|quote)|buy your tickets?|try it|grab your)\b",
    re.I,
)
_PITCHED = ("launch", "offer", "event", "invite", "join", "trailer", "appeal", "hiring")
_LISTS = re.compile(r"(?:it|[A-Z][\w-]+(?: [A-Z][\w-]+)*) [a-z]+[^s\W]s (?!of\b)", re.I)
_ALSO_DOES = re.compile(r"[a-z]{2,}[^s\W]s (?!and\b|or\b|of\b|from\b|for\b|that\b|who\b|which\b|\w+s?[.,])\S+")
_FIGURE = re.compile(r"\d")
_AMOUNT = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)*\s?(?:%(?: off)?|percent(?: off)?|°[CF]|(?:kg|g|ml|l|cm|km|tonnes?|working days?|hours?|minutes?|"
    r"day[- ]weeks?|days?|weeks?|months?|years?|seconds?|volunteers|people|customers)\b)",
    re.I,
)
_WHOSE = re.compile(r"\b(?:for|about|of) (our [^,:]{3,60})$", re.I)  # 'a video for our clinic in Ghent: …'
# What is said to the maker of the film, and how the viewer would hear it.
_ASIDES = (
    (re.compile(r"^(?:please )?(?:make|create|produce|write)(?: me| us)? ", re.I), ""),
    (re.compile(r"^we (?:need|want|would like) ", re.I), ""),
    (re.compile(r"\b(?:send|direct|point) (?:people|viewers|everyone|them|customers) to\b", re.I), "go to"),
    (re.compile(r"\b(?:tell|remind|show) (?:people|viewers|everyone|them|customers)(?: that)?\s", re.I), ""),
    (re.compile(r"\b(?:mention|say|explain|stress|add) that\s", re.I), ""),
    (re.compile(r",?\s*\b(?:presented by|presenter:?) [A-Z]\w+\b"), ""),
    (re.compile(r"(?:^|,?\s+)with [A-Z][a-z]+$"), ""),
    (re.compile(r"^(?:an? )?(?:\w+[\s-]){0,3}(?:film|video|clip) (?:inviting|to invite) (?:\w+ ){1,4}?to ", re.I), "come to "),
    (re.compile(r"^(?:an? )?thank[- ]you (?:video|film|clip|message) (?:for|to) (?=our\b|the\b|all\b)", re.I), "thank you to "),
    (
        re.compile(
            r"^(?:an? )?(?:\w+[\s-]){0,3}(?:film|video|clip|invitation|post|ad|spot|reel|trailer|teaser|promo|explainer) "
            r"(?:for|about|on|to) ",
            re.I,
        ),
        "",
    ),
    (re.compile(r"^an? (?:\w+ )?(thank-you)", re.I), r"\1"),
    (re.compile(r"\bplease\b", re.I), ""),
    (re.compile(r"^(thank)-(?=you to)", re.I), r"\1 "),
    (re.compile(r"^([A-Z][\w’'-]+), who (?=\w+s\b)"), r"\1 "),
    (re.compile(r"^((?:(?!is\b|are\b|am\b)[\w’'-]+ ){1,4})(?=looking for )", re.I), r"\1is "),
)  # fmt: skip
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+@[\w-]+\.[\w.]+|\b[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,})(?:/\S*)?\b", re.I)


def scene_count(duration_s: float, pace_s: float | None = None) -> int:
    """Scenes of 3 to 7 seconds: short films cut faster, long ones rest longer, a client's go at the client's pace in seconds."""
    length_s = 4.4 + min(2.4, duration_s / 40) if pace_s is None else within_reach(pace_s)
    return max(1, min(MAX_SCENES, round(duration_s / length_s)))


def within_reach(pace_s: float) -> float:
    """Seconds a scene, as far as people can read and listen at that pace."""
    return min(max(pace_s, SHORTEST_S), LONGEST_SCENE_S)


def plan_scenes(
    duration_s: float, request: str, facts: Sequence[str], heard: str = "", pace_s: float | None = None
) -> tuple[ScenePlan, ...]:
    """A plan for each scene: its role, its words, the facts that belong in it, and the points that it shows.

    What to do (a URL, a code, a date to apply by) goes to the last scene; the rest stays in the order it was said in.
    `heard` is the request as the viewer may hear it, where it is known; `pace_s` how long a client's scenes last, in seconds.
    """
    kind = kind_of_film(request)
    said = clauses_of(heard or request, duration_s)
    # With little to say, scenes grow longer before they are filled with what nobody said.
    most_scenes = scene_count(duration_s, pace_s)
    extra = (not kind.direct) + (not any(_URL.search(piece) for piece in said)) + (kind.name == "steps")
    wanted = len(said) + extra if kind.name == "steps" else round(sum(_weight(piece) for piece in said)) + extra
    count = min(most_scenes, max(round(duration_s / LONGEST_SCENE_S), wanted, min(4, most_scenes), 1))
    groups = _groups(kind, list(said), count)
    words = duration_s * WORDS_PER_S / count
    least, most = max(2, round(words * (1 - SLACK))), max(3, round(words * (1 + SLACK)))
    homes = _homes(facts, ["; ".join(group) for group in groups], count)
    plans: list[ScenePlan] = []
    for index, group in enumerate(groups):
        turn = sum(not plan.about for plan in plans[1:])
        opens = index == 1 and not kind.direct
        role = _told(kind, group) if group and not opens else kind.middle[turn % len(kind.middle)]
        # The second time round the same words would be said again.
        spare = kind.spares[turn] if not group and turn < len(kind.spares) else NOTHING
        if kind.name == "steps" and group:
            role = "this step"
        if index == 0:
            role, spare = kind.opening, _lesson(kind, group)
        elif index == count - 1:
            role, spare = kind.closing, NOTHING if group else kind.last_words
        plan = ScenePlan(role, least, most, about="; ".join(group), facts=tuple(homes.get(index, ())), spare=spare)
        plans.append(replace(plan, points=_points(group)) if 0 < index < count - 1 else plan)
    return _summed_up(kind, plans)


def amounts(text: str) -> tuple[str, ...]:
    """Figures with their units as they are written: '300 ml', '5 working days', '25 % off'."""
    return tuple(dict.fromkeys(match.group(0) for match in _AMOUNT.finditer(text)))


def _weight(piece: str) -> float:
    """A piece of few words, such as a price, shares its scene with a neighbour."""
    return 0.5 if len(piece.split()) <= SHORT_PIECE else 1.0


def _told(kind: Kind, group: Sequence[str]) -> str:
    """The role of a scene that has something to say by itself."""
    return "what it costs" if kind.name == "launch" and any(re.search(r"[$€£¥₹]", piece) for piece in group) else "tell them this"


def _lesson(kind: Kind, group: Sequence[str]) -> tuple[str, str]:
    """The words that open a lesson, where the brief names it by what the viewer does."""
    if kind.name != "steps" or len(group) != 1 or not (named := _TO_DO.fullmatch(group[0])):
        return NOTHING
    deed = named.group(1)
    words = deed.split()
    headline = f"{deed[:1].upper()}{deed[1:]}" if len(words) <= 6 else f"How to {words[0]} it"
    return headline, f"Here is how to {deed}, step by step."


def _summed_up(kind: Kind, plans: list[ScenePlan]) -> tuple[ScenePlan, ...]:
    """Steps end in a list of them all, where a scene is left for it."""
    steps = [piece for plan in plans[1:-1] for piece in plan.about.split("; ") if piece]
    free = next((index for index in range(len(plans) - 2, 1, -1) if not plans[index].about), 0)
    if kind.name == "steps" and free and 3 <= len(steps) <= 6:
        points = tuple(piece[:1].upper() + piece[1:] for piece in steps)
        done = [piece[:1].lower() + piece[1:] for piece in steps if not _TOLD.search(piece)]
        spare = ("All the steps", f"Once more: {', '.join(done)}.") if done else NOTHING
        plans[free] = replace(plans[free], role="say in one sentence what it takes", points=points, spare=spare)
    return tuple(plans)


def clauses_of(request: str, duration_s: float = 0.0) -> tuple[str, ...]:
    """The pieces of content in a request, in order, as the viewer may hear them.

    Orders about the production (length, shape, music, who presents) are left out.
    """
    found: list[str] = []
    for sentence in (part for line in re.split(r"[;\n]+", request) for part in SENTENCES.split(line.strip())):
        if audience := _FOR_WHOM.match(sentence):
            found.append(f"for {audience.group(1).strip(' .')}")
            continue
        if _MANNER.fullmatch(sentence.strip(" .")):
            continue
        found += [piece for part in _pieces(_content(sentence, duration_s)) if (piece := _cleaned(part, duration_s))]
    return tuple(found)


def _content(sentence: str, duration_s: float) -> str:
    """What stands behind 'A film of 30 seconds: ...'; the part before the colon only where it says something."""
    head, colon, tail = sentence.partition(": ")
    if not colon:
        return sentence
    if tail[:1].islower() and not _PRODUCTION.search(head) and not _LISTED.search(head) and len(head.split()) <= HEAD_WORDS:
        return f"{head}, {tail}" if tail.count(", ") >= FEWEST_POINTS - 1 and not _is_tiny(tail) else sentence
    orders = _PRODUCTION.search(head) or _ORDER.search(head)
    says = re.search(r"\d", _length(duration_s).sub("", _SHAPE.sub("", head)))
    if orders and not says and (whose := _WHOSE.search(head)):
        return f"{whose[1]}, {tail}"
    return tail if orders and not says else f"{head}, {tail}"


def _pieces(sentence: str) -> list[str]:
    """A sentence cut at its commas, and at an 'and' between two figures; a piece of one word stays with the one before."""
    if len(sentence.split()) <= FEW_WORDS and not _DOES.search(sentence):
        return [sentence]  # 'April 22nd, 5-8 pm, in the gym'
    if ": " in sentence and _is_tiny(sentence.partition(": ")[2]):
        return [sentence]
    parts: list[str] = []
    for part in re.split(r",\s+(?:and\s+)?(?!\d{3}\b)", sentence):
        figures = re.match(r"(.*\d.*?) and ([a-z]\w+ .*\d.*)", part)
        parts += figures.groups() if figures else [part]
    kept: list[str] = []
    for part in _whole(parts):
        if kept and (_LEANS.match(part) or _is_side(part, kept[-1]) or kept[-1].count(" ") == 0):
            kept[-1] = f"{kept[-1]}, {part}"
        else:
            kept.append(part)
    return kept


def _is_tiny(tail: str) -> bool:
    """Whether what stands behind a colon is one breath: 'upload, it sorts, we file'."""
    parts = tail.split(", ")
    return len(parts) > 1 and all(len(part.split()) <= SIDE_WORDS for part in parts)


def _whole(parts: Sequence[str]) -> list[str]:
    """The parts of 'It reads lists, checks times' as sentences: what else it does is told of it too."""
    if not _LISTS.match(parts[0]) or not _DOES.search(parts[0]):
        return list(parts)
    return [parts[0], *(f"it {part}" if _ALSO_DOES.match(part) else part for part in parts[1:])]


def _is_side(part: str, before: str) -> bool:
    """A word or two without a figure or a verb: what they add belongs to what stands before them, unless that is a step."""
    words = part.split()
    return len(words) == 1 or (
        len(words) <= SIDE_WORDS
        and not (_LISTED.search(before) or _DOES.match(before))
        and not re.search(r"\d|\w\.\w", part)
        and not _DOES.search(part)
    )


def says_something(about: str) -> bool:
    """Whether every piece is a sentence by itself: it has a verb, or tells the viewer to do something."""
    pieces = about.split("; ")
    return all(is_address(piece) or (len(piece.split()) >= 2 and _DOES.search(piece)) for piece in pieces)


def _cleaned(part: str, duration_s: float) -> str:
    """The piece without words to the maker; '' where nothing is left of it."""
    text = re.sub(r"\s+", " ", _length(duration_s).sub("", part)).strip()
    for pattern, instead in _ASIDES:
        text = pattern.sub(instead, text)
    text = re.sub(r"\s+", " ", text).strip(" .,:-")
    if _MANNER.fullmatch(text) and _MADE.search(text):
        return ""
    left = re.findall(r"\w{2,}", _EMPTY.sub("", _PRODUCTION.sub("", text)))
    enough = len(left) >= 2 or _URL.search(text) or _CALL.search(text) or re.search(r"\d", _PRODUCTION.sub("", text))
    # The film's own length is out of the text by now: '45 minutes' is how long a webinar takes.
    tells = bool(duration_s and amounts(text) and not _MANNER.fullmatch(text))
    return text if (enough or tells) and text else ""


def _length(duration_s: float) -> re.Pattern[str]:
    """Every way to write the length of the film; other lengths in a brief are content."""
    seconds = rf"{duration_s:g}[\s-]?(?:s|secs?|seconds?)|{duration_s / 60:g}[\s-]?(?:min|minutes?)"
    words = "|half a minute" * (duration_s == 30) + "|(?:a|one) minute" * (duration_s == 60)
    return re.compile(rf"\b(?:about |around |roughly )?(?:{seconds}{words})\b", re.I)


def _groups(kind: Kind, said: list[str], count: int) -> list[list[str]]:
    """The pieces of each scene, in order; an empty list where a scene has only its role."""
    if count == 1:
        return [said]
    addresses = [piece for piece in said if _URL.search(piece)]
    invites = [piece for piece in said if kind.name in _PITCHED and piece not in addresses and is_invitation(piece)][-1:]
    calls = invites or [piece for piece in said[-1:] if _CALL.search(piece) or _BIDS.match(piece)]
    closing = [*(invites if len(addresses) == 1 else ()), *addresses] or calls
    opening = [piece for piece in said if piece.startswith("for ") and piece not in closing][:1] if count > 2 else []
    rest = [piece for piece in said if piece not in (*closing, *opening)]
    if kind.direct and rest and (len(rest) >= count - 2 or kind.name != "steps"):
        opening, rest = [*opening, rest[0]], rest[1:]
    if count == 2:  # nothing stands between the first words and the last
        return [opening, [*rest, *closing]]
    return [opening, *_spread(rest if kind.name == "steps" else _together(rest), count - 2), closing]


def _together(pieces: Sequence[str]) -> list[str]:
    """Two short pieces side by side, such as the pay and the days, are one thing to say; two figures are not."""
    joined: list[str] = []
    for piece in pieces:
        figures = bool(joined and _FIGURE.search(piece) and _FIGURE.search(joined[-1]))
        if joined and not figures and ";" not in joined[-1] and _weight(piece) + _weight(joined[-1]) <= 1:
            joined[-1] = f"{joined[-1]}; {piece}"
        else:
            joined.append(piece)
    return joined


def _spread(pieces: Sequence[str], places: int) -> list[list[str]]:
    """Exactly `places` entries: neighbours share a scene where there are too many, scenes stay open where too few."""
    if places == 0 or not pieces:
        return [[] for _ in range(places)]
    if len(pieces) <= places:
        spread: list[list[str]] = [[] for _ in range(places)]
        for index, piece in enumerate(pieces):
            spread[index * places // len(pieces)] = [piece]
        return spread
    bounds = [round(index * len(pieces) / places) for index in range(places + 1)]
    return [list(pieces[start:end]) for start, end in pairwise(bounds)]


def _points(group: Sequence[str]) -> tuple[str, ...]:
    """Three or more pieces of one scene as its points, where all are short enough to be read at a glance.

    Two, under a headline that is one of them, would be read twice.
    """
    if len(group) < FEWEST_POINTS or any(len(piece.split()) > POINT_WORDS for piece in group):
        return ()
    return tuple(piece[:1].upper() + piece[1:] for piece in group)


def _homes(facts: Sequence[str], clauses: Sequence[str], count: int) -> dict[int, list[str]]:
    homes: dict[int, list[str]] = {}
    for fact in facts:
        said_in = next((index for index, clause in enumerate(clauses) if fact in clause), count // 2)
        home = count - 1 if _URL.fullmatch(fact) else min(said_in, count - 1)
        homes.setdefault(home, []).append(fact)
    return homes


def is_invitation(piece: str) -> bool:
    """Whether a piece asks viewers to do what the film is for: 'book a demo', 'sign up before 31 January'."""
    return _INVITES.match(piece) is not None


def is_address(text: str) -> bool:
    """Whether the text is a URL, a domain or an e-mail address and nothing else."""
    return _URL.fullmatch(text.strip()) is not None
